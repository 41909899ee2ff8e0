import type { PortalDb } from '../database.ts'
import type { StoredAccount } from './read-account.ts'

export interface AccountVersion {
  version: number
  at: Date
  /** In the words of the audit log. */
  by: string
  reason: string | null
  /** Sections, and secrets as `secret:<name>`, or `secret-gone:<name>` where one is there no more. */
  changed: string[]
  digest: string
}

const columns = 'version, at, actor as by, reason, changed, digest'

/** The newest first: those before a version, where it is given. */
export async function listVersions(
  portal: PortalDb,
  { before, limit }: { before: number | null; limit: number },
): Promise<AccountVersion[]> {
  return portal.query<AccountVersion>(
    `select ${columns} from account_version
     where portal_id = $1 and ($2::int is null or version < $2) order by version desc limit $3`,
    [portal.portalId, before, limit],
  )
}

export async function readVersion(portal: PortalDb, version: number): Promise<AccountVersion | null> {
  const [row] = await portal.query<AccountVersion>(
    `select ${columns} from account_version where portal_id = $1 and version = $2`,
    [portal.portalId, version],
  )
  return row ?? null
}

/** Those that came after a version, the newest first. */
export async function listLater(portal: PortalDb, version: number): Promise<AccountVersion[]> {
  return portal.query<AccountVersion>(
    `select ${columns} from account_version where portal_id = $1 and version > $2 order by version desc`,
    [portal.portalId, version],
  )
}

/** A version with its sections as it had them; null where it is not, or kept no more. */
export async function readVersionWhole(
  portal: PortalDb,
  version: number,
): Promise<(AccountVersion & { sections: StoredAccount['sections'] }) | null> {
  // Versions are removed with their sections in one transaction: of one that is still there after its sections were read, none lack.
  const sections = await readSectionsAt(portal, version)
  const made = await readVersion(portal, version)
  return made && { ...made, sections }
}

/** The sections as a version had them. Some may be gone where nobody looks afterwards whether the version is there. */
export async function readSectionsAt(portal: PortalDb, version: number): Promise<StoredAccount['sections']> {
  return portal.query<StoredAccount['sections'][number]>(
    `select * from (
       select distinct on (section) section, version, form, value from account_section
       where portal_id = $1 and version <= $2 order by section, version desc) s where value is not null`,
    [portal.portalId, version],
  )
}
