import type { LinesSection } from '../contract/settings/lines.ts'
import { SettingsChanged } from '../contract/settings/change.ts'
import { ReadSettingsResponse } from '../contract/settings/settings-request.ts'
import { askRelay } from '../relay/command/ask-relay.ts'
import { account, companyRouting } from './cast.ts'

/**
 * Gives the relay the company's lines, as whoever runs it does. Ports are others from start to start, so the lines that are there
 * already get the new ones; what was changed of them besides stays, and one that was removed stays away.
 */
export async function giveSettings(relay: { url: string; secret: string }, lines: LinesSection): Promise<void> {
  const access = { ...relay, secretName: 'its own secret' }
  const portalId = String(account.portalId)
  const { version, sections } = await askRelay(access, '/admin/settings', { portalId }, ReadSettingsResponse)
  // Whoever installed the app is named as an admin before any line is.
  const stored = (sections['lines'] ?? null) as LinesSection | null
  const given = stored === null ? { lines, routing: companyRouting } : { lines: stored.map(atThisStart) }
  const reason = 'the workbench was started'
  await askRelay(access, '/admin/settings/save', { portalId, version, sections: given, reason }, SettingsChanged)

  function atThisStart(line: LinesSection[number]): LinesSection[number] {
    const now = lines.find(({ id, provider }) => id === line.id && provider === line.provider)
    return now ? { ...line, settings: { ...line.settings, ...now.settings } } : line
  }
}
