import type { Received } from '../providers/provider.ts'
import type { Db, PortalDb } from './database.ts'

/** A delivery as it came from a provider, safe on disk and not yet worked on. */
export interface InboxItem {
  portalId: string
  id: string
  lineId: string
  received: Received
  at: Date
}

/** Stores deliveries; one that is here already (the commit was done, its answer was lost) is left as it is. */
export async function storeReceived(db: Db, items: InboxItem[]): Promise<void> {
  await db.query(
    `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at)
     select * from unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::bytea[], $7::timestamptz[])
     on conflict (portal_id, id) do nothing`,
    [
      items.map((item) => item.portalId),
      items.map((item) => item.id),
      items.map((item) => item.lineId),
      items.map((item) => item.received.origin),
      items.map((item) => JSON.stringify(item.received.headers)),
      items.map((item) => Buffer.from(item.received.body)),
      items.map((item) => item.at),
    ],
  )
}

/** Those of the items that still wait for work. */
export async function readOpen(portal: PortalDb, ids: string[]): Promise<InboxItem[]> {
  const rows = await portal.query<{
    id: string
    line_id: string
    origin: Received['origin']
    headers: Record<string, string>
    body: Buffer
    received_at: Date
  }>(
    `select id, line_id, origin, headers, body, received_at from inbox
     where portal_id = $1 and id = any($2::uuid[]) and done_at is null and parked is null order by received_at, id`,
    [portal.portalId, ids],
  )
  return rows.map((row) => ({
    portalId: portal.portalId,
    id: row.id,
    lineId: row.line_id,
    received: { origin: row.origin, headers: row.headers, body: row.body },
    at: row.received_at,
  }))
}

/** Holds these items for the caller's transaction; of those, the ones that nobody has settled meanwhile. */
export async function holdOpen(portal: PortalDb, ids: string[]): Promise<Set<string>> {
  const rows = await portal.query<{ id: string }>(
    `select id from inbox where portal_id = $1 and id = any($2::uuid[]) and done_at is null order by id for update`,
    [portal.portalId, ids],
  )
  return new Set(rows.map((row) => row.id))
}

/** All that these items changed is in the caller's transaction. */
export async function settleReceived(portal: PortalDb, ids: string[], at: Date): Promise<void> {
  await portal.query('update inbox set done_at = $3 where portal_id = $1 and id = any($2::uuid[])', [
    portal.portalId,
    ids,
    at,
  ])
}

/** Keeps an item that cannot be worked on, with the reason, for a person. */
export async function parkReceived(portal: PortalDb, id: string, reason: string): Promise<void> {
  await portal.query('update inbox set parked = $3 where portal_id = $1 and id = $2', [portal.portalId, id, reason])
}
