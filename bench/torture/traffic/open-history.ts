import { asText } from './as-text.ts'
import type { TrafficLine } from './lines.ts'
import type { Switchboard } from './switchboard.ts'

/** What a vendor keeps of a line: rows in whatever form it has for them, odd ones too. */
export interface History {
  /** A row, in the place of the one that has its id. */
  add(row: object): void
}

type Row = Record<string, unknown>
type Pages = (rows: readonly Row[], request: { url: URL; body: string }, line: TrafficLine) => object

/** By provider: what is asked, and the page that answers it. Each is as small as its reader needs; order and filters are the vendor's. */
const pages: Record<string, [asked: RegExp, page: Pages][]> = {
  sendblue: [
    [
      /^GET \/api\/v2\/messages$/,
      (rows, { url }) => {
        const from = url.searchParams.get('updated_at_gte') ?? ''
        const limit = Number(url.searchParams.get('limit') ?? 100)
        const found = rows.filter((row) => asText(row.date_updated ?? row.date_sent ?? '9') >= from)
        if (url.searchParams.get('order_direction') === 'desc') found.reverse()
        return { status: 'OK', data: found.slice(0, limit), pagination: { hasMore: found.length > limit } }
      },
    ],
  ],
  linq: [
    [
      /^GET \/v3\/chats$/,
      (rows, _request, { address }) => ({
        chats: rows.map(({ id, created_at: at, person }) => ({
          id: `chat-${String(id)}`,
          is_group: false,
          handles: [
            { handle: address, is_me: true },
            { handle: person, is_me: false },
          ],
          updated_at: at ?? new Date().toISOString(),
          created_at: at ?? new Date().toISOString(),
        })),
        next_cursor: null,
      }),
    ],
    [
      /^GET \/v3\/chats\/[^/]+\/messages$/,
      (rows, { url }) => {
        const chat = url.pathname.split('/').at(-2)
        const found = rows.filter(({ id }) => `chat-${String(id)}` === chat)
        return { messages: found.map(({ person: _, ...row }) => row), next_cursor: null }
      },
    ],
  ],
  twilio: [
    [
      /^GET .*\/Messages\.json$/,
      (rows, { url }) => {
        const asked = ['To', 'From'] as const
        const found = rows.filter((row) =>
          asked.every((name) => [null, String(row[name.toLowerCase()])].includes(url.searchParams.get(name))),
        )
        return { messages: found.toReversed(), next_page_uri: null, page: 0, page_size: 1000 }
      },
    ],
    [
      /^GET .*\/Media\.json$/,
      (rows, { url }) => {
        const found = rows.find(({ sid }) => url.pathname.includes(String(sid)))
        const media = (found?.media_list as Row[] | undefined) ?? []
        return { media_list: media }
      },
    ],
  ],
  chert: [
    [
      /^GET \/api\/v1\/events$/,
      (rows, { url }) => {
        const after = url.searchParams.get('since') ?? ''
        const type = url.searchParams.get('type')
        const found = rows
          .filter((row) => type === null || [row.event_type, row.type, row.event].includes(type))
          .filter((row) => asText(row.timestamp ?? row.created_at ?? '9') > after)
        return { events: found.toReversed(), next_cursor: null }
      },
    ],
  ],
  tuco: [[/^GET \/api\/replies$/, (rows) => ({ replies: rows.toReversed(), totalPages: 1, page: 1 })]],
  bluebubbles: [
    [
      /^POST \/api\/v1\/message\/query$/,
      (rows, { body }) => {
        const asked = JSON.parse(body) as { sort?: string; limit?: number; after?: number; where?: { args: Row }[] }
        const between = Object.assign({}, ...(asked.where ?? []).map(({ args }) => args)) as Row
        const found = rows
          .map((row, index): Row => ({ originalROWID: index + 1, ...row }))
          .filter((_, index) => {
            const place = index + 1
            return place > Number(between.startRowId ?? 0) && place <= Number(between.endRowId ?? Infinity)
          })
        if (asked.sort !== 'ASC') found.reverse()
        return { status: 200, message: 'Success', data: found.slice(0, asked.limit ?? 100), metadata: {} }
      },
    ],
  ],
}

export function openHistory(line: TrafficLine, board: Switchboard): History {
  const rows: Row[] = []
  for (const [asked, page] of pages[line.provider] ?? []) board.serve(asked, (request) => page(rows, request, line))
  return {
    add(given) {
      const row = given as Row
      const at = rows.findIndex((one) => nameOf(one) !== undefined && nameOf(one) === nameOf(row))
      if (at < 0) rows.push(row)
      else rows[at] = row
    },
  }
}

/** A message stands once in a list, as it stands now. */
function nameOf({ sid, message_handle: handle, id, guid, event_id: event }: Row): unknown {
  return sid ?? handle ?? guid ?? event ?? id
}
