import { createHubSpot, type HubSpot, type HubSpotOptions } from '../../workbench/hubspot/hubspot.ts'
import type { Stage } from './perform.ts'
import { account } from './relay-settings.ts'

/** HubSpot with these accounts, the stage's own without them; each has an app with the stage's scopes. */
export async function openHubSpot(
  stage: Stage,
  accounts: readonly { portalId: string; accessToken: string }[] = [account],
  behaviour: HubSpotOptions['behaviour'] = {},
): Promise<HubSpot> {
  const hubspot = createHubSpot({
    portals: accounts.map(({ portalId, accessToken }) => ({
      portalId: Number(portalId),
      accessToken,
      scopes: account.scopes,
    })),
    behaviour,
  })
  await hubspot.listen()
  stage.atEnd(() => hubspot.close())
  return hubspot
}
