import { changedSecret } from '../../contract/settings/changed-secret.ts'
import type { SettingsChanged } from '../../contract/settings/change.ts'
import type { Accounts } from '../account/account.ts'
import type { Connections } from '../connections/connections.ts'
import type { Save } from './save-settings.ts'

export interface TestSavedNeeds {
  accounts: Accounts
  connections: Connections
}

/** What a save leaves besides what became of its tests. */
export type Saved = Omit<SettingsChanged, 'tests'>

/**
 * Tests the lines that a save has changed, when it is committed: it stands whatever they find. Answers with what is known after ten
 * seconds.
 */
export function createTestSaved(needs: TestSavedNeeds) {
  return async (
    { portalId, by, isTrial }: Pick<Save, 'portalId' | 'by' | 'isTrial'>,
    saved: Saved,
  ): Promise<SettingsChanged> => {
    if (isTrial || saved.changed.length === 0) return { ...saved, tests: [] }
    const { lines } = await needs.accounts.at(portalId, saved.version)
    const changed = [...linesIn(saved)].flatMap((lineId) => lines.find(lineId) ?? [])
    return { ...saved, tests: await needs.connections.testSaved(portalId, changed, by) }
  }
}

/** Ids of lines that are named by what is different, or by a secret. */
function linesIn({ differences, changed }: Saved): Set<string> {
  const places = differences.map(({ path }) => /^lines\.([A-Za-z0-9_-]+)/.exec(path)?.[1])
  const secrets = changed.map((name) => changedSecret(name)?.line)
  return new Set([...places, ...secrets].filter((id) => id !== undefined))
}
