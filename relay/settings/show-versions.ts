import type { SettingsVersionResponse, SettingsVersionsResponse } from '../../contract/settings/settings-request.ts'
import { readSections } from '../account/sections/read-sections.ts'
import { listVersions, readSectionsAt, readVersion } from '../store/account/account-versions.ts'
import type { PortalDb } from '../store/database.ts'
import { toVersion, unknownVersion } from './invalid-settings.ts'
import { tellDifferences } from './tell-differences.ts'
import { zoneOfAccount } from './zone-of-account.ts'

/** Who changed what, the newest first. */
export async function showVersions(
  portal: PortalDb,
  page: { before: number | null; limit: number },
): Promise<SettingsVersionsResponse> {
  const [versions, timeZone] = await Promise.all([listVersions(portal, page), zoneOfAccount(portal)])
  return { versions: versions.map(toVersion), timeZone }
}

/** A version and what is different from another. Throws `Invalid` where there is no such version. */
export async function showVersion(
  portal: PortalDb,
  version: number,
  against: number,
): Promise<SettingsVersionResponse> {
  const made = await madeOf(portal, version)
  // The one before may be kept no more: then what was different is not known.
  const isGone = against !== 0 && against === version - 1 && !(await readVersion(portal, against))
  const other = isGone ? version : against
  if (other !== 0) await madeOf(portal, other)
  const [sections, before, timeZone] = await Promise.all([
    sectionsAt(portal, version),
    sectionsAt(portal, other),
    zoneOfAccount(portal),
  ])
  const secrets = against === version - 1 ? made.changed : []
  return {
    made: toVersion(made),
    timeZone,
    digest: made.digest,
    sections: { ...sections },
    against: other,
    differences: tellDifferences(before, sections, secrets),
  }
}

async function sectionsAt(portal: PortalDb, version: number) {
  return readSections(await readSectionsAt(portal, version))
}

async function madeOf(portal: PortalDb, version: number) {
  const made = await readVersion(portal, version)
  if (made) return made
  const [newest] = await listVersions(portal, { before: null, limit: 1 })
  throw unknownVersion(version, newest?.version ?? 0)
}
