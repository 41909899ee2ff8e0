import type { Channel } from '../../../contract/channel.ts'
import { personKey } from '../../person/person-key.ts'
import { spellingsOf } from '../../person/spellings-of.ts'
import type { Db, PortalDb } from '../database.ts'
import { listed } from '../listed.ts'

/** Whether an address can be reached on a channel, and how that is known. */
export interface Capability {
  channel: Channel
  address: string
  lineId: string
  capable: boolean
  source: 'check' | 'refusal'
  reason: string | null
  at: Date
  expiresAt: Date
}

/** What is known of these addresses at this moment and has not expired. */
export async function readCapabilities(
  portal: PortalDb,
  asked: { channel: Channel; address: string }[],
  now: Date,
): Promise<{ channel: Channel; address: string; capable: boolean; reason: string | null }[]> {
  return portal.query<{ channel: Channel; address: string; capable: boolean; reason: string | null }>(
    `select distinct on (x.channel, x.address) x.channel, x.address, c.capable, c.reason
     from ${listed('$2', `channel text, address text, names text[]`)} as x
     join capability c on c.portal_id = $1 and c.channel = x.channel and c.address = any(x.names) and c.expires_at > $3
     order by x.channel, x.address, c.at desc`,
    [portal.portalId, JSON.stringify(asked.map((one) => ({ ...one, names: spellingsOf(one.address) }))), now],
  )
}

/** The newest word stands. In the order of the key, so that two who store many never wait for each other. */
export async function storeCapabilities(portal: PortalDb, capabilities: Capability[]): Promise<void> {
  if (capabilities.length === 0) return
  await portal.query(
    `insert into capability (portal_id, channel, address, line_id, capable, source, reason, at, expires_at)
     select distinct on (channel, address) $2, * from ${listed('$1', `channel text, address text, line_id text, capable boolean, source text, reason text, at timestamptz, expires_at timestamptz`)} as x
     order by channel, address, at desc
     on conflict (portal_id, channel, address) do update set
       line_id = excluded.line_id, capable = excluded.capable, source = excluded.source, reason = excluded.reason,
       at = excluded.at, expires_at = excluded.expires_at
     where capability.at <= excluded.at`,
    [
      JSON.stringify(
        capabilities.map((one) => ({
          channel: one.channel,
          address: personKey(one.address),
          line_id: one.lineId,
          capable: one.capable,
          source: one.source,
          reason: one.reason,
          at: one.at.toISOString(),
          expires_at: one.expiresAt.toISOString(),
        })),
      ),
      portal.portalId,
    ],
  )
}

/** How often a line's provider was asked since then. */
export async function countChecks(portal: PortalDb, lineId: string, since: Date): Promise<number> {
  const [row] = await portal.query<{ count: number }>(
    `select count(*)::int as count from capability where portal_id = $1 and line_id = $2 and at >= $3 and source = 'check'`,
    [portal.portalId, lineId, since],
  )
  return row?.count ?? 0
}

/** What got through was reachable after all: forgets what refusals said of these addresses. */
export async function clearRefusals(
  db: Db,
  reached: { portalId: string; channel: Channel; address: string }[],
): Promise<void> {
  if (reached.length === 0) return
  const named = reached.flatMap((one) => spellingsOf(one.address).map((address) => ({ ...one, address })))
  await db.query(
    `delete from capability c
     using unnest($1::bigint[], $2::text[], $3::text[]) as x(portal_id, channel, address)
     where c.portal_id = x.portal_id and c.channel = x.channel and c.address = x.address and c.source = 'refusal'`,
    [named.map((one) => one.portalId), named.map((one) => one.channel), named.map((one) => one.address)],
  )
}
