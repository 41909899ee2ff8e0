import { membersOf, type Members } from '../members.ts'

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
  const row = membersOf(value)
  const isFromMe = bit(row, 'isFromMe')
  if (isFromMe === undefined) return undefined
  const time = (name: string) => row.date(name)?.getTime() || null
  const raw = typeof value === 'object' && value !== null ? (value as Partial<Record<string, unknown>>) : {}
  const handle = row.within('handle')
  const address = handle.text('address') ?? row.text('handle')
  return {
    guid: row.text('guid'),
    originalROWID: row.number('originalROWID'),
    tempGuid: row.text('tempGuid'),
    text: typeof raw.text === 'string' ? raw.text : undefined,
    attributedBody: raw.attributedBody,
    subject: row.text('subject')?.trim(),
    error: row.number('error') ?? 0,
    dateCreated: time('dateCreated'),
    dateDelivered: time('dateDelivered'),
    dateRead: time('dateRead'),
    dateEdited: time('dateEdited'),
    dateRetracted: time('dateRetracted'),
    isDelivered: bit(row, 'isDelivered') === true,
    isFromMe,
    itemType: row.number('itemType') ?? 0,
    partCount: row.number('partCount'),
    associatedMessageGuid: row.text('associatedMessageGuid'),
    associatedMessageType: row.text('associatedMessageType'),
    associatedMessageEmoji: row.text('associatedMessageEmoji'),
    balloonBundleId: row.text('balloonBundleId'),
    payloadData: raw.payloadData,
    threadOriginatorGuid: row.text('threadOriginatorGuid'),
    handle: address === undefined ? undefined : { address, service: handle.text('service') },
    attachments: row.list('attachments').map(fileOf),
    chats: row.isList('chats') ? row.list('chats').flatMap(chatOf) : undefined,
  }
}

function fileOf(value: unknown): MessageFile {
  const file = membersOf(value)
  const transferName = file.text('transferName')
  // Webhooks leave `hideAttachment` out, so the name must tell.
  const hidden = bit(file, 'hideAttachment') === true || /\.pluginPayloadAttachment$/i.test(transferName ?? '')
  return { mimeType: file.text('mimeType'), transferName, hidden }
}

function chatOf(value: unknown): { guid: string; style: number | undefined }[] {
  const chat = membersOf(value)
  const guid = chat.text('guid')
  return guid === undefined ? [] : [{ guid, style: chat.number('style') }]
}

/** A flag, which the database keeps as a number. */
function bit(members: Members, name: string): boolean | undefined {
  const number = members.number(name)
  return members.flag(name) ?? (number === 1 ? true : number === 0 ? false : undefined)
}
