import type { Bite, Bitten } from '../retention/bite.ts'
import type { PortalDb } from '../database.ts'
import { newId } from '../id.ts'

/**
 * Removes deliveries as they came, which are worked off or dismissed. They are walked by their ids, which grow with time, so that no
 * index is kept up for it; when they came is compared by the database's clock as well. What is open or parked stays.
 */
export async function removeRaw(tx: PortalDb, { before, after, most }: Bite): Promise<Bitten> {
  const [row] = await tx.query<Bitten>(
    `with old as (
       select id, received_at from inbox where portal_id = $1 and id < $2::uuid and id > $3::uuid order by id limit $5
     ), removed as (
       delete from inbox i using old o
       where i.portal_id = $1 and i.id = o.id and i.done_at is not null and o.received_at < $4
         and not exists (select from inbox_fresh f where f.portal_id = $1 and f.inbox_id = i.id)
       returning i.id
     ), unnamed as (
       delete from inbox_about a using removed r where a.portal_id = $1 and a.inbox_id = r.id
     )
     select (select count(*)::int from removed) as removed, (select id from old order by id offset $5 - 1) as last`,
    [tx.portalId, newId(before.getTime()), after, before, most],
  )
  return row ?? { removed: 0, last: null }
}
