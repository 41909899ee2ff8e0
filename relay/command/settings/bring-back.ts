import { SettingsChanged } from '../../../contract/settings/change.ts'
import { ReadSettingsResponse } from '../../../contract/settings/settings-request.ts'
import { Invalid } from '../../errors.ts'
import type { Provider } from '../../providers/provider.ts'
import { askRelay } from '../ask-relay.ts'
import type { AccountAccess } from '../read-access.ts'
import { nameSecretsWanted } from './name-secrets-wanted.ts'
import { sayDifferences } from './say-differences.ts'
import { sayOutcome } from './say-outcome.ts'

/**
 * Makes a new version that says what an earlier one said. Secrets stay as they are; those of a line that was removed since, or leads
 * elsewhere, are given by name. Throws `Invalid`.
 */
export async function bringBack(
  access: AccountAccess,
  wanted: { to: number; reason: string; secrets: Record<string, string> },
  {
    providers,
    about,
    print,
  }: { providers: ReadonlyMap<string, Provider>; about: string; print: (text: string) => void },
): Promise<number> {
  const { portalId } = access
  const { to } = wanted
  const { version } = await askRelay(access, '/admin/settings', { portalId }, ReadSettingsResponse)
  const done = await rolledBack()
  if (done.changed.length === 0) {
    print(`Nothing changes: version ${version} says what version ${to} said.`)
    return 0
  }
  print(`Version ${done.version} of account ${portalId} says what version ${to} said:`)
  for (const line of [...sayDifferences(done.differences, true), ...sayOutcome(done)]) print(line)
  return 0

  async function rolledBack(): Promise<SettingsChanged> {
    try {
      return await askRelay(access, '/admin/settings/rollback', { portalId, version, ...wanted }, SettingsChanged)
    } catch (error) {
      throw error instanceof Invalid ? await nameSecretsWanted(access, error, { to, providers, about }) : error
    }
  }
}
