import type { PortalDb } from '../database.ts'

/** Hosts in private networks that this account's lines may name from now on, besides those that they may name already. */
export async function storeHosts(portal: PortalDb, hosts: readonly string[]): Promise<void> {
  await portal.query(
    'insert into account_host (portal_id, host) select $1, unnest($2::text[]) on conflict (portal_id, host) do nothing',
    [portal.portalId, hosts],
  )
}
