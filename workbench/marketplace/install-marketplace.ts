import { account, owners, roles, teams, users } from '../cast.ts'
import type { UploadedApp } from '../fetch-proxy/read-app.ts'
import type { HubSpot } from '../hubspot/hubspot.ts'
import type { WorkbenchState } from '../state.ts'
import { installApp } from './install-app.ts'

/**
 * The marketplace edition's app is installed at every start: HubSpot's tokens are gone with the workbench that gave them, and
 * the relay keeps the account.
 */
export async function installMarketplace({
  hubspot,
  secrets,
  app,
  publicUrl,
  reach,
}: {
  hubspot: HubSpot
  secrets: WorkbenchState['secrets']
  app: UploadedApp
  publicUrl: string
  reach: (url: string) => string
}): Promise<void> {
  const { redirectUrls = [], permittedOrigins: _origins, ...scopes } = app
  const { appId, clientId, portalId } = account
  const [admin] = users
  hubspot.oauth.registerApp({ appId, clientId, clientSecret: secrets.client, redirectUrls, ...scopes })
  hubspot.oauth.addAccount({
    portalId,
    admin: { userId: admin.id, email: admin.email },
    people: { owners, users, roles, teams },
  })
  await installApp({ publicUrl, portalId, reach })
}
