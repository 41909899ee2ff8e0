import { SettingsChanged } from '../../../contract/settings/change.ts'
import { ReadSettingsResponse } from '../../../contract/settings/settings-request.ts'
import { askRelay } from '../ask-relay.ts'
import type { AccountAccess } from '../read-access.ts'
import { sayDifferences } from './say-differences.ts'
import { sayOutcome } from './say-outcome.ts'

/** Makes a new version that says what an earlier one said; secrets stay as they are. */
export async function bringBack(
  access: AccountAccess,
  { to, reason }: { to: number; reason: string },
  print: (text: string) => void,
): Promise<number> {
  const { portalId } = access
  const { version } = await askRelay(access, '/admin/settings', { portalId }, ReadSettingsResponse)
  const asked = { portalId, version, to, reason }
  const done = await askRelay(access, '/admin/settings/rollback', asked, SettingsChanged)
  if (done.changed.length === 0) {
    print(`Nothing changes: version ${version} says what version ${to} said.`)
    return 0
  }
  print(`Version ${done.version} of account ${portalId} says what version ${to} said:`)
  for (const line of [...sayDifferences(done.differences, true), ...sayOutcome(done)]) print(line)
  return 0
}
