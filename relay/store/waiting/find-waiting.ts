import type { WaitingKind } from '../../../contract/waiting.ts'
import type { PortalDb } from '../database.ts'
import { waitingBranches, type WaitingBranch } from './waiting-branches.ts'

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

/** Rows of one kind. `narrowed` says which of them, `rest` in which order and how many, `more` what else of them. */
function select({ kind, ...one }: WaitingBranch, narrowed: string, rest: string, more = ''): string {
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
  const each = waitingBranches.map((branch) => {
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
  const each = waitingBranches
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
