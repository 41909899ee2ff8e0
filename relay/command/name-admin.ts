import { Value } from 'typebox/value'
import { AccessSection } from '../../contract/settings/access.ts'
import { SettingsChanged } from '../../contract/settings/change.ts'
import { ReadSettingsResponse } from '../../contract/settings/settings-request.ts'
import { Invalid } from '../errors.ts'
import { askRelay } from './ask-relay.ts'
import type { readAccountAccess } from './read-access.ts'
import { sayOutcome } from './settings/say-outcome.ts'

/** `settings admin <user id>`: this user of the account's may change its settings from now on, whether or not HubSpot calls them a super admin. */
export async function nameAdmin(
  access: ReturnType<typeof readAccountAccess>,
  userId: string,
  print: (text: string) => void,
): Promise<number> {
  const { portalId } = access
  if (!/^[1-9][0-9]{0,17}$/.test(userId)) {
    throw new Invalid(
      'no_user',
      'Name the HubSpot user by their id, in digits: HubSpot shows it in the address of their page.',
    )
  }
  const { version, sections } = await askRelay(access, '/admin/settings', { portalId }, ReadSettingsResponse)
  const now = Value.Parse(AccessSection, sections.access ?? {})
  const { users = [] } = now.admins ?? {}
  if (users.includes(userId)) {
    print(`User ${userId} is an admin of account ${portalId} already.`)
    return 0
  }
  const wanted = { ...now, admins: { ...now.admins, users: [...users, userId] } }
  const request = { portalId, version, sections: { access: wanted }, reason: `User ${userId} becomes an admin.` }
  const saved = await askRelay(access, '/admin/settings/save', request, SettingsChanged)
  for (const line of sayOutcome(saved)) print(line)
  print(`User ${userId} is an admin of account ${portalId} from version ${saved.version} of its settings.`)
  return 0
}
