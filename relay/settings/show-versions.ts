import type { SettingsVersionResponse, SettingsVersionsResponse } from '../../contract/settings/settings-request.ts'
import { readSections } from '../account/sections/read-sections.ts'
import { listVersions, readVersionWhole } from '../store/account/account-versions.ts'
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
  const earlier = against === 0 ? null : await readVersionWhole(portal, against)
  // The one before may be kept no more: then what was different is not known.
  const isGone = against !== 0 && against === version - 1 && !earlier
  if (against !== 0 && !earlier && !isGone) throw await noSuchVersion(portal, against)
  const sections = readSections(made.sections)
  const before = isGone ? sections : readSections(earlier?.sections ?? [])
  const timeZone = await zoneOfAccount(portal)
  const secrets = against === version - 1 ? made.changed : []
  return {
    made: toVersion(made),
    timeZone,
    digest: made.digest,
    sections: { ...sections },
    against: isGone ? version : against,
    differences: tellDifferences(before, sections, secrets),
  }
}

async function madeOf(portal: PortalDb, version: number) {
  const made = await readVersionWhole(portal, version)
  if (!made) throw await noSuchVersion(portal, version)
  return made
}

async function noSuchVersion(portal: PortalDb, version: number) {
  const [newest] = await listVersions(portal, { before: null, limit: 1 })
  return unknownVersion(version, newest?.version ?? 0)
}
