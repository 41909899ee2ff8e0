import type { Channel } from '../../../contract/channel.ts'
import type { PortalDb } from '../database.ts'

/** Another name of an address on a channel. */
export interface Alias {
  channel: Channel
  alias: string
  address: string
}

/** The addresses behind these names, by `<channel>/<name>`; names that were never seen beside an address are left out. */
export async function readAliases(
  portal: PortalDb,
  asked: { channel: Channel; alias: string }[],
): Promise<Map<string, string>> {
  if (asked.length === 0) return new Map()
  const rows = await portal.query<Alias>(
    `select a.channel, a.alias, a.address from alias a
     join unnest($2::text[], $3::text[]) as x(channel, alias) on x.channel = a.channel and x.alias = a.alias
     where a.portal_id = $1`,
    [portal.portalId, asked.map((one) => one.channel), asked.map((one) => one.alias)],
  )
  return new Map(rows.map(({ channel, alias, address }) => [`${channel}/${alias}`, address]))
}

/** The newest stands: a person may take a new number along. In the order of the key, so that nobody waits in a ring. */
export async function storeAliases(portal: PortalDb, aliases: Alias[], at: Date): Promise<void> {
  if (aliases.length === 0) return
  await portal.query(
    `insert into alias (portal_id, channel, alias, address, at)
     select distinct on (channel, alias) $1, channel, alias, address, $5
     from unnest($2::text[], $3::text[], $4::text[]) as x(channel, alias, address)
     order by channel, alias
     on conflict (portal_id, channel, alias) do update set address = excluded.address, at = excluded.at
     where alias.address <> excluded.address`,
    [
      portal.portalId,
      aliases.map((one) => one.channel),
      aliases.map((one) => one.alias),
      aliases.map((one) => one.address),
      at,
    ],
  )
}
