import type { Channel } from '../../contract/channel.ts'
import { spellingsOf } from '../person/spellings-of.ts'
import type { PortalDb } from '../store/database.ts'

/** A reply of nobody's that nobody has put aside. */
export interface Unmatched {
  id: string
  lineId: string
  channel: Channel
  address: string
}

/** Those that came from one of these addresses, behind `after`, which is one of them; up to `limit`. */
export async function findUnmatched(
  portal: PortalDb,
  addresses: readonly string[],
  { after, limit }: { after: string | null; limit: number },
): Promise<Unmatched[]> {
  const rows = await portal.query<{ id: string; line_id: string; channel: Channel; address: string }>(
    `select id, line_id, channel, address from message
     where portal_id = $1 and address = any($2::text[]) and address <> '' and contact_id is null and direction = 'inbound'
       and dismissed_at is null and aside is null and ($3::uuid is null or id > $3::uuid)
     order by id limit $4`,
    [portal.portalId, addresses.flatMap(spellingsOf), after, limit],
  )
  return rows.map((row) => ({ id: row.id, lineId: row.line_id, channel: row.channel, address: row.address }))
}

/** Those of these addresses from whose owner one came. */
export async function findUnmatchedAddresses(portal: PortalDb, addresses: readonly string[]): Promise<Set<string>> {
  const rows = await portal.query<{ address: string }>(
    `select distinct address from message
     where portal_id = $1 and address = any($2::text[]) and contact_id is null and direction = 'inbound'
       and dismissed_at is null and aside is null`,
    [portal.portalId, addresses.flatMap(spellingsOf)],
  )
  const came = new Set(rows.map((row) => row.address))
  return new Set(addresses.filter((one) => spellingsOf(one).some((name) => came.has(name))))
}

/** Whether a reply of nobody waits in this account. */
export async function hasUnmatched(portal: PortalDb): Promise<boolean> {
  const rows = await portal.query(
    `select 1 from message where portal_id = $1 and contact_id is null and direction = 'inbound'
       and dismissed_at is null and aside is null and address <> '' limit 1`,
    [portal.portalId],
  )
  return rows.length > 0
}
