import type { Received } from '../../providers/provider.ts'
import type { Db, PortalDb } from '../database.ts'
import { freshNoMore, isOpen } from '../fresh-no-more.ts'
import { withArrival } from '../with-arrival.ts'
import { nameKey } from './name-key.ts'

/**
 * The people and the messages that a delivery is about: by these it is found again when a person is to be forgotten. Of a message
 * our id, or its line's and the provider's with a slash between.
 */
export interface Named {
  names: string[]
  ids: string[]
}

/** A delivery as it came from a provider. */
export interface NewDelivery {
  portalId: string
  id: string
  lineId: string
  received: Received
  /** Null: nobody can tell. */
  named: Named | null
}

/** A delivery that is safe on disk and not yet worked on. */
export interface InboxItem extends Omit<NewDelivery, 'named'> {
  /** Milliseconds since it came. */
  age: number
  /** How often it failed by itself, and for how long it was put off the last time (milliseconds). */
  tries: number
  backoff: number
}

/**
 * Stores deliveries in one statement; one that is here already (the commit was done, its answer was lost) is left as it is. What is
 * still to be worked off stands beside it, in `inbox_fresh`, so that a row with bytes is written once (decision 080).
 */
export async function storeReceived(db: Db, items: NewDelivery[]): Promise<void> {
  const isSeveral = ({ named }: NewDelivery) => named !== null && (named.names.length > 1 || named.ids.length > 1)
  const keyOf = (item: NewDelivery, kind: keyof Named) => {
    const [name] = item.named?.[kind] ?? []
    return item.named && (name === undefined || isSeveral(item) ? 0 : nameKey(name))
  }
  const about = items.filter(isSeveral).flatMap(({ portalId, id, named }) => {
    const keys = new Set([...(named?.names ?? []), ...(named?.ids ?? [])].map(nameKey))
    return [...keys].map((key) => ({ portalId, id, key }))
  })
  // The driver writes bytes in a list as text, and those that stand alone as they are.
  const bodies = items.length === 1 ? 'array[$6::bytea]' : '$6::bytea[]'
  await db.query(
    `with about as (
       insert into inbox_about (portal_id, inbox_id, key) select * from unnest($9::bigint[], $10::uuid[], $11::bigint[])
       on conflict do nothing
     ), stored as (
       insert into inbox (portal_id, id, line_id, origin, headers, body, name_key, id_key, received_at, done_at)
       select x.*, instant(), instant()
       from unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[], ${bodies}, $7::bigint[], $8::bigint[])
         as x (portal_id, id, line_id, origin, headers, body, name_key, id_key)
       where not exists (select from inbox i where i.portal_id = x.portal_id and i.id = x.id)
       returning portal_id, id
     )
     insert into inbox_fresh (portal_id, inbox_id) select portal_id, id from stored`,
    [
      items.map((item) => item.portalId),
      items.map((item) => item.id),
      items.map((item) => item.lineId),
      items.map((item) => item.received.origin),
      items.map((item) => JSON.stringify({ ...item.received.headers, [arrived]: undefined })),
      items.length === 1 ? items[0]!.received.body : items.map((item) => Buffer.from(item.received.body)),
      items.map((item) => keyOf(item, 'names')),
      items.map((item) => keyOf(item, 'ids')),
      about.map(({ portalId }) => portalId),
      about.map(({ id }) => id),
      about.map(({ key }) => key),
    ],
  )
}

interface Row {
  id: string
  line_id: string
  origin: Received['origin']
  headers: Record<string, string>
  body: Buffer
  received_at: Date
  age: number
  tries: number
  backoff: number
}

/** The header by which the door says when a delivery came. It is not stored, since that stands in the row, but for what waits (`with-arrival.ts`). */
const arrived = 'homing-received'

const columns = `i.id, i.line_id, i.origin, i.headers, i.body, i.received_at, i.tries, i.backoff,
  extract(epoch from instant() - i.received_at)::float8 * 1000 as age`

/**
 * Holds up to `limit` deliveries that are due and need nothing but the database, and as many again that were put off, for the
 * caller's transaction, but for those that it names; of what is large as few as have so many bytes, and one at least. What others
 * hold is left to them. `more`: there may be more.
 */
export async function holdDue(
  tx: PortalDb,
  { limit, bytes, but }: { limit: number; bytes: number; but: string[] },
): Promise<{ items: InboxItem[]; more: boolean }> {
  const rows = await tx.query<Omit<Row, 'id'> & { id: string | null; found: number | null; gone: number }>(
    `with fresh as (
       select inbox_id as id from inbox_fresh where portal_id = $1 and inbox_id <> all($4::uuid[])
       order by inbox_id limit $2 for update skip locked
     ), gone as (
       -- Of deliveries that somebody has removed with their own hand: they would keep their place before all others.
       delete from inbox_fresh f where f.portal_id = $1 and f.inbox_id in (select id from fresh)
         and not exists (select from inbox i where i.portal_id = $1 and i.id = f.inbox_id)
       returning f.inbox_id
     ), new as (
       -- Those that a relay of the version before has stored.
       select id from inbox where portal_id = $1 and done_at is null and parked is null and due_at is null
         and id <> all($4::uuid[])
       order by received_at limit $2 for update skip locked
     ), later as (
       select id from inbox where portal_id = $1 and done_at is null and parked is null and due_at is not null
         and not asks and due_at <= instant() and id <> all($4::uuid[])
       order by due_at limit $2 for update skip locked
     )
     select x.*, g.gone from (select count(*)::int as gone from gone) g left join (
       select ${columns}, count(*) over ()::int as found, row_number() over queue as place,
         sum(octet_length(i.body)) over queue - octet_length(i.body) as before
       from inbox i where i.portal_id = $1
         and i.id in (select id from fresh union all select id from new union all select id from later)
       window queue as (order by i.received_at, i.id)
     ) x on before < $3 order by place`,
    [tx.portalId, limit, bytes, but],
  )
  // Where there is none it is one row, which counts only what was gone.
  const items = rows.flatMap((row) => (row.id === null ? [] : [toItem(tx, { ...row, id: row.id })]))
  const [{ found, gone } = { found: 0, gone: 0 }] = rows
  return { items, more: gone > 0 || (found ?? 0) >= limit || (found ?? 0) > items.length }
}

/** Holds these for the caller's transaction; those that are open and that nobody else holds. */
export async function holdOpen(tx: PortalDb, ids: string[]): Promise<InboxItem[]> {
  const rows = await tx.query<Row>(
    `with fresh as (
       select inbox_id as id from inbox_fresh where portal_id = $1 and inbox_id = any($2::uuid[])
       order by inbox_id for update skip locked
     ), open as (
       select id from inbox where portal_id = $1 and id = any($2::uuid[]) and done_at is null and parked is null
       order by id for update skip locked
     )
     select ${columns} from inbox i
     where i.portal_id = $1 and i.id in (select id from fresh union all select id from open) order by i.id`,
    [tx.portalId, ids],
  )
  return rows.map((row) => toItem(tx, row))
}

/** These wait until HubSpot has been asked, and are due for that at once. */
export async function leaveToHubSpot(tx: PortalDb, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query(
    `with ${freshNoMore('$2')}
     update inbox t set asks = true, due_at = instant(), done_at = null, headers = ${withArrival}
     where t.portal_id = $1 and t.id = any($2::uuid[]) and ${isOpen}`,
    [tx.portalId, ids],
  )
}

/**
 * Takes up to `limit` deliveries that HubSpot must be asked about for `lease` milliseconds, but for those that the caller has; of what
 * is large as few as have so many bytes, and one at least.
 */
export async function claimAsking(
  portal: PortalDb,
  claim: { limit: number; bytes: number; lease: number; but: string[] },
): Promise<InboxItem[]> {
  const rows = await portal.query<Row>(
    `with due as (
       select id, due_at, body from inbox where portal_id = $1 and done_at is null and parked is null and due_at is not null
         and asks and due_at <= instant() and id <> all($4::uuid[])
       order by due_at limit $2 for update skip locked
     ), next as (
       select id, sum(octet_length(body)) over (order by due_at, id) - octet_length(body) as before from due
     )
     update inbox i set due_at = instant() + $3 * interval '1 millisecond'
     from next n where i.portal_id = $1 and i.id = n.id and n.before < $5 returning ${columns}`,
    [portal.portalId, claim.limit, claim.lease, claim.but, claim.bytes],
  )
  return rows.map((row) => toItem(portal, row))
}

/** HubSpot answers again: what was put off because it did not is due now. */
export async function hastenAsking(portal: PortalDb): Promise<void> {
  await portal.query(
    `update inbox set due_at = instant() where portal_id = $1 and done_at is null and parked is null and due_at is not null
       and asks and due_at > instant() and trouble is not null`,
    [portal.portalId],
  )
}

/** Milliseconds until the next delivery that was put off is due, within a minute; null where none is. */
export async function untilNextDelivered(portal: PortalDb, asks: boolean): Promise<number | null> {
  const [row] = await portal.query<{ wait: number }>(
    `select greatest(0, extract(epoch from due_at - instant()) * 1000)::float8 as wait from inbox
     where portal_id = $1 and done_at is null and parked is null and due_at is not null and asks = $2
       and due_at <= instant() + interval '1 minute' order by due_at limit 1`,
    [portal.portalId, asks],
  )
  return row?.wait ?? null
}

/**
 * All that the `taken` deliveries changed is in the caller's transaction, and what they asked is asked by their messages; those that are
 * `done` wait for nothing more.
 */
export async function settleReceived(portal: PortalDb, taken: string[], done: string[]): Promise<void> {
  if (taken.length === 0) return
  await portal.query(
    `with handed as (delete from consent_question where portal_id = $1 and message_id = any($2::uuid[])),
       ${freshNoMore('$3')}
     update inbox set done_at = instant(), trouble = null, hindrance = null
     where portal_id = $1 and id = any($3::uuid[]) and done_at is null`,
    [portal.portalId, taken, done],
  )
}

function toItem({ portalId }: PortalDb, row: Row): InboxItem {
  const came = row.origin === 'webhook' ? { [arrived]: row.received_at.toISOString() } : {}
  return {
    portalId,
    id: row.id,
    lineId: row.line_id,
    received: { origin: row.origin, headers: { ...came, ...row.headers }, body: row.body },
    age: row.age,
    tries: row.tries,
    backoff: row.backoff,
  }
}
