import type { Database } from '../database.ts'
import { groupCommit } from '../group-commit.ts'

/** A signed request: whose, by which door, and the id that its signature covers. */
export interface RequestId {
  portalId: string
  door: string
  id: string
}

/** Milliseconds. A request counts until its time is five minutes old, and may be five ahead; the rest is for clocks. */
const kept = 15 * 60_000

/**
 * Takes a request's id, once for all processes: true for whoever comes first, false for everybody after. Requests that
 * come together share one statement. Nobody waits for the disk, because only the loss of the database server's last
 * moments could make an id look new again. Each statement removes up to twice as many old ids as it adds, so that they
 * never pile up and no removal is ever large. They expire by the database's clock: a relay whose own runs ahead must not
 * take away what another still needs.
 */
export function createRequestIds(database: Database): (request: RequestId) => Promise<boolean> {
  return groupCommit<RequestId, boolean>({
    ...{ gather: 8, few: 20 },
    async write(requests) {
      // Two processes that are sent the same ids take them in the same order, or they could wait for each other.
      const rows = await database.query<{ portal_id: string; door: string; id: string }>(
        `with old as (
           delete from request_id where (portal_id, door, id) in (
             select portal_id, door, id from request_id where expires_at < instant() order by expires_at
             limit 2 * cardinality($3::text[]) for update skip locked)
         )
         insert into request_id (portal_id, door, id, expires_at)
         select portal_id, door, id, instant() + $4 * interval '1 millisecond' from unnest($1::bigint[], $2::text[], $3::text[]) as t (portal_id, door, id)
         where set_config('synchronous_commit', 'off', true) = 'off'
         order by portal_id, door, id
         on conflict do nothing
         returning portal_id, door, id`,
        [
          requests.map(({ portalId }) => portalId),
          requests.map(({ door }) => door),
          requests.map(({ id }) => id),
          kept,
        ],
      )
      const taken = new Set(rows.map(({ portal_id, door, id }) => `${portal_id} ${door} ${id}`))
      return requests.map(({ portalId, door, id }) => taken.delete(`${portalId} ${door} ${id}`))
    },
  })
}
