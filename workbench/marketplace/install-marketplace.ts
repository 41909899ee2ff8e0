import { account, owners } from '../cast.ts'
import type { HubSpot } from '../hubspot/hubspot.ts'
import type { WorkbenchState } from '../state.ts'
import { createFetchProxy, type FetchProxy } from './fetch-proxy.ts'
import { installApp } from './install-app.ts'
import { readApp } from './read-app.ts'

/**
 * The marketplace edition's way to the relay. Its app is installed at every start: HubSpot's tokens are gone with the
 * workbench that gave them, and the relay keeps the account.
 */
export async function installMarketplace({
  hubspot,
  secrets,
  publicUrl,
  reach,
}: {
  hubspot: HubSpot
  secrets: WorkbenchState['secrets']
  publicUrl: string
  reach: (url: string) => string
}): Promise<{ proxy: FetchProxy }> {
  const { permittedOrigins, ...app } = await readApp(publicUrl)
  const { appId, clientId, portalId, user } = account
  hubspot.oauth.registerApp({ appId, clientId, clientSecret: secrets.client, ...app })
  hubspot.oauth.addAccount({ portalId, admin: { userId: user.id, email: user.email }, owners })
  await installApp({ publicUrl, portalId, reach })
  const caller = { portalId, userId: user.id, userEmail: user.email, appId }
  return { proxy: createFetchProxy({ caller, clientSecret: secrets.client, permittedOrigins, reach }) }
}
