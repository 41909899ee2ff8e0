import { loose } from '../loose.ts'

/** A file beside a message, as Messages keeps it. */
export interface MessageFile {
  mimeType: string | undefined
  transferName: string | undefined
  /** Kept by Messages for itself: the preview of a link, the inside of an app's card. */
  hidden: boolean
}

/** What is read of a row of Messages' database, as webhooks and queries show it. All times in milliseconds. */
export interface Message {
  guid: string | undefined
  originalROWID: number | undefined
  tempGuid: string | undefined
  text: string | undefined
  /** The same with its formatting: what the server made of it, or Apple's own bytes in base64. */
  attributedBody: unknown
  subject: string | undefined
  error: number
  dateCreated: number | null
  dateDelivered: number | null
  dateRead: number | null
  dateEdited: number | null
  dateRetracted: number | null
  isDelivered: boolean
  isFromMe: boolean
  itemType: number
  /** Parts that are left of it; undefined before macOS 13. */
  partCount: number | undefined
  associatedMessageGuid: string | undefined
  /** By name or by number, in text. */
  associatedMessageType: string | undefined
  associatedMessageEmoji: string | undefined
  balloonBundleId: string | undefined
  payloadData: unknown
  threadOriginatorGuid: string | undefined
  handle: { address: string; service: string | undefined } | undefined
  attachments: readonly MessageFile[]
  /** Undefined where the chat is not told, as in an `updated-message`. */
  chats: readonly { guid: string; style: number | undefined }[] | undefined
}

/** A row, member by member; undefined only where nothing tells whose message it is. */
export function messageOf(value: unknown): Message | undefined {
  const row = loose.record(value)
  const isFromMe = row.isFromMe === 1 ? true : row.isFromMe === 0 ? false : row.isFromMe
  if (typeof isFromMe !== 'boolean') return undefined
  const time = (member: unknown) => loose.time(member)?.getTime() ?? null
  const handle = loose.record(row.handle)
  const address = loose.text(handle.address) ?? loose.text(row.handle)
  return {
    guid: loose.text(row.guid),
    originalROWID: loose.number(row.originalROWID),
    tempGuid: loose.text(row.tempGuid),
    text: loose.text(row.text),
    attributedBody: row.attributedBody,
    subject: loose.text(row.subject)?.trim() || undefined,
    error: loose.number(row.error) ?? 0,
    dateCreated: time(row.dateCreated),
    dateDelivered: time(row.dateDelivered),
    dateRead: time(row.dateRead),
    dateEdited: time(row.dateEdited),
    dateRetracted: time(row.dateRetracted),
    isDelivered: row.isDelivered === true || row.isDelivered === 1,
    isFromMe,
    itemType: loose.number(row.itemType) ?? 0,
    partCount: loose.number(row.partCount),
    associatedMessageGuid: loose.text(row.associatedMessageGuid),
    associatedMessageType: loose.text(row.associatedMessageType) ?? loose.number(row.associatedMessageType)?.toString(),
    associatedMessageEmoji: loose.text(row.associatedMessageEmoji),
    balloonBundleId: loose.text(row.balloonBundleId),
    payloadData: row.payloadData,
    threadOriginatorGuid: loose.text(row.threadOriginatorGuid),
    handle: address === undefined ? undefined : { address, service: loose.text(handle.service) },
    attachments: loose.list(row.attachments).map(fileOf),
    chats: Array.isArray(row.chats) ? row.chats.flatMap(chatOf) : undefined,
  }
}

function fileOf(value: unknown): MessageFile {
  const file = loose.record(value)
  const transferName = loose.text(file.transferName)
  return {
    mimeType: loose.text(file.mimeType),
    transferName,
    // Webhooks leave `hideAttachment` out, so the name must tell.
    hidden:
      file.hideAttachment === true ||
      file.hideAttachment === 1 ||
      /\.pluginPayloadAttachment$/i.test(transferName ?? ''),
  }
}

function chatOf(value: unknown): { guid: string; style: number | undefined }[] {
  const chat = loose.record(value)
  const guid = loose.text(chat.guid)
  return guid === undefined ? [] : [{ guid, style: loose.number(chat.style) }]
}
