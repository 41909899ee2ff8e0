import type { Channel } from '../../../contract/channel.ts'
import type { PortalDb } from '../database.ts'

/** Channels on which these addresses opted out. */
export async function readOptOuts(
  portal: PortalDb,
  addresses: { channel: Channel; address: string }[],
): Promise<Channel[]> {
  const rows = await portal.query<{ channel: Channel }>(
    `select x.channel from unnest($2::text[], $3::text[]) as x(channel, address)
     left join consent c on c.portal_id = $1 and c.channel = x.channel and c.address = x.address
     where coalesce(c.state = 'opted_out', is_suppressed($1, x.address))`,
    [portal.portalId, addresses.map((one) => one.channel), addresses.map((one) => one.address)],
  )
  return rows.map((row) => row.channel)
}
