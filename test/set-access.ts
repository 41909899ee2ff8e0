import type { AccessSection } from '../contract/settings/access.ts'
import type { World } from './world.ts'

/** Sets who may do what in an account, as if it had been saved. */
export async function setAccess(world: World, portalId: string, access: AccessSection): Promise<void> {
  await world.database.query(
    `with clock as (update settings_clock set value = value + 1 returning value),
     saved as (
       insert into account (portal_id, version, clock) select $1, 1, value from clock
       on conflict (portal_id) do update set version = account.version + 1, clock = excluded.clock returning version
     )
     insert into account_section (portal_id, section, version, form, value)
     select $1, 'access', version, 1, $2::jsonb from saved`,
    [portalId, JSON.stringify(access)],
  )
}
