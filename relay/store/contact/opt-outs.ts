import type { Channel } from '../../../contract/channel.ts'
import { spellingsOf } from '../../person/spellings-of.ts'
import type { PortalDb } from '../database.ts'
import { listed } from '../listed.ts'
import { isOptedOut } from './is-opted-out.ts'

/** Channels on which the owners of these addresses opted out, by whichever channel and spelling they said so. */
export async function readOptOuts(
  portal: PortalDb,
  addresses: { channel: Channel; address: string }[],
): Promise<Channel[]> {
  if (addresses.length === 0) return []
  const rows = await portal.query<{ channel: Channel }>(
    `select x.channel from ${listed('$2', `channel text, names text[]`)} as x
     where ${isOptedOut({ portal: '$1::bigint', channel: 'x.channel', names: 'x.names' })}`,
    [
      portal.portalId,
      JSON.stringify(addresses.map(({ channel, address }) => ({ channel, names: spellingsOf(address) }))),
    ],
  )
  return rows.map((row) => row.channel)
}
