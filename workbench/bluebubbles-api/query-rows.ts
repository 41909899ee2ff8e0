import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { failure, success } from './envelope.ts'
import type { Mac } from './mac.ts'
import { onWire } from './on-wire.ts'

const rows = Compile(
  Type.Object({
    with: Type.Optional(Type.Array(Type.String())),
    where: Type.Optional(
      Type.Array(Type.Object({ statement: Type.String(), args: Type.Record(Type.String(), Type.Number()) })),
    ),
    sort: Type.Optional(Type.Union([Type.Literal('ASC'), Type.Literal('DESC')])),
    after: Type.Optional(Type.Number({ minimum: 0 })),
    before: Type.Optional(Type.Number({ minimum: 1 })),
    chatGuid: Type.Optional(Type.String()),
    offset: Type.Optional(Type.Number({ minimum: 0 })),
    limit: Type.Optional(Type.Number({ minimum: 1, maximum: 1000 })),
  }),
)
interface Condition {
  above?: number
  upTo?: number
  rows?: number[]
  changedAt?: number
}

/** Apple counts nanoseconds from here. */
const epoch = Date.UTC(2001, 0, 1)

/** `POST /message/query`: conditions are SQL, of which this knows what the relay asks. */
export function queryRows(body: unknown, mac: Mac): VendorReply {
  if (!rows.Check(body)) return failure(400, 'The query is invalid.')
  const { where = [], sort = 'DESC', after, before, chatGuid, offset = 0, limit = 100 } = body
  const conditions = where.map(({ statement, args }) => meaningOf(statement, args))
  if (conditions.includes(null)) return failure(500, 'SQLITE_ERROR: near "where": syntax error')
  const found = mac.db.query({
    sort,
    offset,
    limit,
    ...(Object.assign({}, ...conditions) as Condition),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
    ...(chatGuid === undefined ? {} : { chatGuid }),
  })
  const chats = body.with?.some((name) => name === 'chat' || name === 'chats') ?? false
  const data = found.rows.map((row) => onWire(row, { chats, history: true }))
  return success('Successfully fetched messages!', data, { offset, limit, total: found.total, count: data.length })
}

function meaningOf(statement: string, args: Record<string, number>): Condition | null {
  if (statement === 'message.ROWID > :startRowId') return { above: args.startRowId ?? 0 }
  if (statement === 'message.ROWID <= :endRowId') return { upTo: args.endRowId ?? 0 }
  const listed = /^message\.ROWID IN \(([\d, ]+)\)$/.exec(statement)?.[1]
  if (listed !== undefined) return { rows: listed.split(',').map(Number) }
  const columns = 'date_edited|date_retracted|date_delivered|date_read'
  const changes = new RegExp(`^[( ]*(message\\.(${columns}) >= :changedAt|message\\.is_from_me = 1|AND|OR|[() ])+$`)
  return changes.test(statement) ? { changedAt: epoch + (args.changedAt ?? 0) / 1_000_000 } : null
}
