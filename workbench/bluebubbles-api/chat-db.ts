import { randomUUID } from 'node:crypto'

/** A row of Messages' database with its one chat. */
export interface ChatRow {
  originalROWID: number
  guid: string
  text: string | null
  /** The person at the other end. */
  address: string
  chatGuid: string
  isFromMe: boolean
  dateCreated: number
  dateDelivered: number | null
  dateRead: number | null
  error: number
  itemType: number
  associatedMessageGuid: string | null
  associatedMessageType: string | null
  subject: string | null
  /** Where the words are, on macOS 13 and later, when `text` has none. */
  attributedBody: unknown
  /** Which app draws it. */
  balloonBundleId: string | null
  payloadData: unknown
  dateEdited: number | null
  dateRetracted: number | null
  /** Parts that are left; none of a message that was taken back. */
  partCount: number
  attachments: {
    guid: string
    mimeType: string | null
    transferName: string
    totalBytes: number
    hideAttachment?: boolean
    content?: Buffer
  }[]
}

/** How chats are named: before macOS 26 by service, since then `any`. */
export type GuidStyle = 'iMessage' | 'SMS' | 'any'

/** Messages' own database, as far as BlueBubbles shows it. */
export interface ChatDb {
  add(
    row: { address: string; isFromMe: boolean; text: string | null } & Partial<Omit<ChatRow, 'originalROWID' | 'guid'>>,
  ): ChatRow
  get(guid: string): ChatRow | undefined
  rows(): ChatRow[]
  hasChat(guid: string): boolean
  /** By date, as BlueBubbles' queries are. */
  query(wanted: {
    above?: number
    upTo?: number
    rows?: readonly number[]
    /** What changed at this moment or later. */
    changedAt?: number
    after?: number
    before?: number
    chatGuid?: string
    sort: 'ASC' | 'DESC'
    offset: number
    limit: number
  }): { rows: ChatRow[]; total: number }
}

export function createChatDb(options: { now: () => Date; style: () => GuidStyle }): ChatDb {
  const rows: ChatRow[] = []
  const chats = new Set<string>()

  return {
    add(draft) {
      const row: ChatRow = {
        originalROWID: (rows.at(-1)?.originalROWID ?? 100) + 1,
        guid: randomUUID().toUpperCase(),
        chatGuid: `${options.style()};-;${draft.address}`,
        dateCreated: options.now().getTime(),
        dateDelivered: null,
        dateRead: null,
        error: 0,
        itemType: 0,
        associatedMessageGuid: null,
        associatedMessageType: null,
        subject: null,
        attributedBody: null,
        balloonBundleId: null,
        payloadData: null,
        dateEdited: null,
        dateRetracted: null,
        partCount: 1,
        attachments: [],
        ...draft,
      }
      rows.push(row)
      chats.add(row.chatGuid)
      return row
    },
    get: (guid) => rows.find((row) => row.guid === guid),
    rows: () => rows,
    hasChat: (guid) => chats.has(guid),
    query({ above = 0, upTo = Number.POSITIVE_INFINITY, after = 0, rows: wanted, ...rest }) {
      const { changedAt, before, chatGuid, sort, offset, limit } = rest
      const found = rows.filter(
        (row) =>
          (wanted === undefined || wanted.includes(row.originalROWID)) &&
          (changedAt === undefined || changeOf(row) >= changedAt) &&
          row.originalROWID > above &&
          row.originalROWID <= upTo &&
          row.dateCreated >= after &&
          (before === undefined || row.dateCreated <= before) &&
          (chatGuid === undefined || row.chatGuid === chatGuid),
      )
      const direction = sort === 'ASC' ? 1 : -1
      found.sort((a, b) => direction * (a.dateCreated - b.dateCreated || a.originalROWID - b.originalROWID))
      return { rows: found.slice(offset, offset + limit), total: found.length }
    },
  }
}

function changeOf({ dateEdited, dateRetracted, dateDelivered, dateRead, isFromMe }: ChatRow): number {
  return Math.max(dateEdited ?? 0, dateRetracted ?? 0, ...(isFromMe ? [dateDelivered ?? 0, dateRead ?? 0] : []))
}
