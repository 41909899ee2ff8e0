import type { Saved } from './test-saved.ts'
import { readSections, sectionNames } from '../account/sections/read-sections.ts'
import { listVersions, readVersionWhole } from '../store/account/account-versions.ts'
import type { Save } from './save-settings.ts'
import { unknownVersion } from './invalid-settings.ts'
import type { SettingsNeeds } from './settings-needs.ts'

/**
 * Brings back all sections of a version, as a new one. Secrets are none of it: they stay as they are now, and of a line that was removed
 * since, they are gone and must be given.
 */
export function createRollback({ database }: Pick<SettingsNeeds, 'database'>, save: (save: Save) => Promise<Saved>) {
  return async (wanted: Omit<Save, 'sections' | 'action' | 'isWhole'>, to: number): Promise<Saved> => {
    const portal = database.forPortal(wanted.portalId)
    const version = await readVersionWhole(portal, to)
    if (!version) {
      const [newest] = await listVersions(portal, { before: null, limit: 1 })
      throw unknownVersion(to, newest?.version ?? 0)
    }
    const then = readSections(version.sections)
    const sections = Object.fromEntries(sectionNames.map((name) => [name, then[name] ?? null]))
    const reason = wanted.reason ?? `version ${to} is brought back`
    return save({ ...wanted, action: 'setting.rolled_back', reason, sections, isWhole: true })
  }
}
