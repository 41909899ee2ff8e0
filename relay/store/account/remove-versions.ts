import type { PortalDb } from '../database.ts'
import type { Bite, Bitten } from '../retention/bite.ts'

/**
 * Removes versions of settings that were saved before then, but never the newest, nor a section as a version has it that stays. Whoever saves
 * meanwhile waits, since they compare what they edited with what came since.
 */
export async function removeVersions(portal: PortalDb, { before }: Bite): Promise<Bitten> {
  const { portalId } = portal
  await portal.query('select version from account where portal_id = $1 for update', [portalId])
  const removed = await portal.query(
    `delete from account_version where portal_id = $1 and version < (
       select min(v.version) from account_version v join account a using (portal_id)
       where v.portal_id = $1 and (v.at >= $2 or v.version = a.version))
     returning version`,
    [portalId, before],
  )
  await portal.query(
    `delete from account_section s where s.portal_id = $1 and exists (
       select from account_section later
       where later.portal_id = $1 and later.section = s.section and later.version > s.version
         and later.version <= (select min(version) from account_version where portal_id = $1))`,
    [portalId],
  )
  return { removed: removed.length, last: null }
}
