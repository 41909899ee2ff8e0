import type { WaitingKind } from '../../../contract/waiting.ts'
import type { PortalDb } from '../database.ts'

/** Something of an account that waits, as it is stored. */
export interface Waiting {
  kind: WaitingKind
  /** Of its kind: a row's id, or of a task its kind and key. */
  key: string
  since: Date
  /** The same, as precise as the database has it. */
  sinceExactly: string
  parked: boolean
  reason: string | null
  /** What must be mended before it goes on: `account`, or `line:<id>`. */
  hindrance: string | null
  contactId: string | null
  lineId: string | null
  address: string | null
  /** Its channel, its status, or which kind of task or event it is. */
  about: string
}

/** The same with what was said, or the bytes that came. */
export interface ShownWaiting extends Waiting {
  said: string | Buffer | null
}

/** Where a page begins: behind this. */
export interface WaitingCursor {
  since: string
  id: string
}

/** How one kind is found. `t` is its table; every `since` has an index, in this order. */
interface Branch {
  kind: WaitingKind
  from: string
  where: string
  key: string
  since: string
  parked: string
  reason: string
  hindrance: string
  contact: string
  line: string
  address: string
  about: string
  /** What was said, as text or as bytes. */
  text: string
  bytes: string
  /** That it is the one with this key. */
  named: string
}

/** Entries that are parked, and those that are tried again: an index serves no expression over both. */
const entry = {
  kind: 'entry',
  from: 'timeline_entry t join message m on m.portal_id = t.portal_id and m.id = t.message_id',
  key: 't.message_id::text',
  reason: 't.reason',
  hindrance: 't.hindrance',
  contact: 'm.contact_id',
  line: 'm.line_id',
  address: 'm.address',
  about: 'm.channel',
  text: 'm.body',
  bytes: 'null::bytea',
  named: 't.message_id = $2::uuid',
} as const

const branches: readonly Branch[] = [
  {
    kind: 'reply',
    from: 'message t',
    // What was erased belongs to somebody who was forgotten.
    where: `t.contact_id is null and t.direction = 'inbound' and t.dismissed_at is null and t.address <> '' and t.aside is null`,
    key: 't.id::text',
    since: 't.created_at',
    parked: 'true',
    reason: `(select e.data ->> 'reason' from message_event e where e.portal_id = t.portal_id and e.message_id = t.id
               and e.kind = 'unmatched' order by e.id desc limit 1)`,
    hindrance: 'null',
    contact: 'null::bigint',
    line: 't.line_id',
    address: 't.address',
    about: 't.channel',
    text: 't.body',
    bytes: 'null::bytea',
    named: 't.id = $2::uuid',
  },
  {
    kind: 'aside',
    from: 'message t',
    where: `t.contact_id is null and t.direction = 'inbound' and t.dismissed_at is null and t.address <> '' and t.aside is not null`,
    key: 't.id::text',
    since: 't.created_at',
    parked: 'true',
    reason: 't.aside',
    hindrance: 'null',
    contact: 't.aside_contact_id',
    line: 't.line_id',
    address: 't.address',
    about: 't.channel',
    text: `concat_ws(E'\\n\\n', t.subject, t.body)`,
    bytes: 'null::bytea',
    named: 't.id = $2::uuid',
  },
  {
    kind: 'inbox',
    from: 'inbox t',
    where: 't.done_at is null and (t.parked is not null or t.trouble is not null)',
    key: 't.id::text',
    since: 't.received_at',
    parked: 't.parked is not null',
    reason: 'coalesce(t.parked, t.trouble)',
    hindrance: 't.hindrance',
    contact: 'null::bigint',
    line: 't.line_id',
    address: 'null',
    about: 't.origin',
    text: 'null',
    bytes: 't.body',
    named: 't.id = $2::uuid',
  },
  {
    kind: 'event',
    from: 'hubspot_event t',
    where: 't.done_at is null and (t.parked is not null or t.trouble is not null)',
    key: 't.id::text',
    since: 't.received_at',
    parked: 't.parked is not null',
    reason: 'coalesce(t.parked, t.trouble)',
    hindrance: 't.hindrance',
    contact: 't.object_id',
    line: 'null',
    address: 'null',
    about: 't.kind',
    text: 'null',
    bytes: 't.raw',
    named: 't.id = $2::uuid',
  },
  {
    ...entry,
    where: `t.state = 'parked' and m.address <> ''`,
    since: 't.parked_at',
    parked: 'true',
  },
  {
    ...entry,
    where: `t.state <> 'parked' and t.reason is not null and m.address <> ''`,
    since: 't.due_at',
    parked: 'false',
  },
  {
    kind: 'task',
    from: 'task t',
    where: 't.trouble is not null',
    key: `t.kind || '/' || t.key`,
    since: 't.created_at',
    parked: 't.parked_at is not null',
    reason: 't.trouble',
    hindrance: 't.hindrance',
    contact: `case when t.kind in ('auto-send', 'go-over-contact', 'match-contact') and t.key ~ '^[0-9]{1,18}$' then t.key::bigint end`,
    line: `t.data ->> 'lineId'`,
    address: 'null',
    about: 't.kind',
    text: 't.data::text',
    bytes: 'null::bytea',
    named: "t.kind || '/' || t.key = $2",
  },
  {
    kind: 'message',
    from: 'delivery t join message m on m.portal_id = t.portal_id and m.id = t.message_id',
    where: 't.attention_since is not null',
    key: 't.message_id::text',
    since: 't.attention_since',
    parked: `t.state = 'done'`,
    reason: 'm.error_detail',
    hindrance: 'null',
    contact: 'm.contact_id',
    line: 'm.line_id',
    address: 'm.address',
    about: 'm.status',
    text: 'm.body',
    bytes: 'null::bytea',
    named: 't.message_id = $2::uuid',
  },
]

/** Rows of one kind. `narrowed` says which of them, `rest` in which order and how many, `more` what else of them. */
function select({ kind, ...one }: Branch, narrowed: string, rest: string, more = ''): string {
  return `(select '${kind}' as kind, ${one.key} as key, ${one.since} as since, ${one.parked} as parked,
      ${one.reason} as reason, ${one.hindrance} as hindrance, ${one.contact} as contact_id, ${one.line} as line_id,
      ${one.address} as address, ${one.about} as about, ('${kind}:' || ${one.key}) collate "C" as id ${more}
    from ${one.from} where t.portal_id = $1 and ${one.where} and ${narrowed} ${rest})`
}

interface Row {
  kind: WaitingKind
  key: string
  since: Date
  exactly: string
  parked: boolean
  reason: string | null
  hindrance: string | null
  contact_id: string | null
  line_id: string | null
  address: string | null
  about: string
}

const exactly = `to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exactly`

/** Up to `limit` of what waits in an account, what has waited longest first. */
export async function findWaiting(portal: PortalDb, after: WaitingCursor | null, limit: number): Promise<Waiting[]> {
  const each = branches.map((branch) => {
    const { kind, since, key } = branch
    const id = `('${kind}:' || ${key}) collate "C"`
    const behind = `${since} >= $2::timestamptz and (${since} > $2::timestamptz or ${id} > $3)`
    return select(branch, behind, 'order by since, id limit $4')
  })
  const rows = await portal.query<Row>(
    `select *, ${exactly} from (${each.join(' union all ')}) waiting order by since, id limit $4`,
    [portal.portalId, after?.since ?? '-infinity', after?.id ?? '', limit],
  )
  return rows.map(toWaiting)
}

/** One of them, for a key that is well-formed; null where there is none that waits. */
export async function readWaiting(portal: PortalDb, kind: WaitingKind, key: string): Promise<ShownWaiting | null> {
  const each = branches
    .filter((branch) => branch.kind === kind)
    .map((branch) => select(branch, branch.named, 'limit 1', `, ${branch.text} as text, ${branch.bytes} as bytes`))
  const [row] = await portal.query<Row & { text: string | null; bytes: Buffer | null }>(
    `select *, ${exactly} from (${each.join(' union all ')}) waiting`,
    [portal.portalId, key],
  )
  return row ? { ...toWaiting(row), said: row.text ?? row.bytes } : null
}

function toWaiting(row: Row): Waiting {
  const { kind, key, since, parked, reason, hindrance, address, about } = row
  const more = { sinceExactly: row.exactly, contactId: row.contact_id, lineId: row.line_id }
  return { kind, key, since, parked, reason, hindrance, address, about, ...more }
}
