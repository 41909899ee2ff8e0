import type { ReadSettingsResponse } from '../../../../contract/settings/settings-request.ts'
import type { Hand } from '../hand.ts'
import { newAdmin } from '../new-admin.ts'

type Sections = ReadSettingsResponse['sections']

/** A super admin changes settings, or tries how it would be (`trial`): whatever HubSpot says of what they name, it is saved. */
export async function changeSettings(
  hand: Hand,
  change: (sections: Sections) => Sections,
  how: { trial?: true } = {},
): Promise<void> {
  const { account, world } = hand
  const admin = newAdmin(hand)
  await hand.insists('a change of settings', async () => {
    const read = await world.ask.screen(account.portalId, '/settings', admin)
    if (read.status !== 200) return read
    const { version, sections } = JSON.parse(read.text) as ReadSettingsResponse
    return world.ask.screen(account.portalId, '/settings/save', admin, { version, sections: change(sections), ...how })
  })
}
