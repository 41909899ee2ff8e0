import { readSections } from '../account/sections/read-sections.ts'
import { readAccount } from '../store/account/read-account.ts'
import type { PortalDb } from '../store/database.ts'
import { zones } from '../zone/zones.ts'

/** In which the account is told times of its settings, also where they cannot be used; null where it has set none. */
export async function zoneOfAccount(portal: PortalDb): Promise<string | null> {
  const { region } = readSections((await readAccount(portal))?.sections ?? [])
  return zones.nameOf(region?.timeZone ?? '')
}
