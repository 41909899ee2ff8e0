import type { Logger } from 'pino'
import { readSections } from '../account/sections/read-sections.ts'
import { Invalid } from '../errors.ts'
import { readAccount } from '../store/account/read-account.ts'
import { createSaveSettings } from './save-settings.ts'
import type { SettingsNeeds } from './settings-needs.ts'

/**
 * Whoever first installs the app is the first admin of an account that has none: where the app may not ask who is a super admin, nobody
 * else could name one. Never throws for the settings' sake: whoever runs the relay may name one as well.
 */
export function createFirstAdmin(
  needs: SettingsNeeds & { log: Logger },
): (portalId: string, userId: string) => Promise<void> {
  // HubSpot itself has said who installed.
  const checkNamed = () => Promise.resolve({ mistakes: [], notes: [] })
  const save = createSaveSettings({ ...needs, checkNamed })
  return async (portalId, userId) => {
    // Files name the admins, too.
    if (needs.files) return
    const stored = await readAccount(needs.database.forPortal(portalId))
    const { access = {} } = readSections(stored?.sections ?? [])
    const { users = [], roles = [], teams = [] } = access.admins ?? {}
    if (users.length + roles.length + teams.length > 0) return
    try {
      await save({
        ...{ portalId, by: `user:${userId}`, action: 'setting.saved', reason: 'Installed Homing, as its first admin.' },
        ...{ edited: stored?.version ?? 0, keep: 0 },
        sections: { access: { ...access, admins: { users: [userId] } } },
      })
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      needs.log.warn({ portalId, userId, code: error.code, reason: error.message }, 'who installed is no admin yet')
    }
  }
}
