import { createAccess, type Access } from './access/access.ts'
import type { Accounts } from './account/account.ts'
import type { Config } from './config/config.ts'
import type { RateLimits } from './config/rate-limits.ts'
import { createDoors, type Doors } from './http/doors.ts'
import { tooMany, type Limits } from './http/rate-limit.ts'
import type { HubSpotClient } from './hubspot/client.ts'
import type { ContactReader } from './hubspot/contact-reader.ts'
import type { Database } from './store/database.ts'
import { readPortal } from './store/portal/portals.ts'

/** Every way in, and who may do what behind it. `admit` throws when an account asks more than its share. */
export function openDoors(
  config: Config,
  needs: {
    database: Database
    accounts: Accounts
    client: HubSpotClient
    readContact: ContactReader
    limits: Limits
    takeRequestId: (request: { portalId: string; door: string; id: string }) => Promise<boolean>
    now: () => Date
  },
): { doors: Doors; rights: Access['rights']; admit: (kind: keyof RateLimits, portalId: string) => void } {
  const { database, accounts, client, limits, now } = needs
  function admit(kind: keyof RateLimits, portalId: string): void {
    const wait = limits(kind, portalId)
    if (wait > 0) throw tooMany(wait, portalId)
  }
  const { oauth, portal, operatorSecrets = [], publicUrl } = config
  const app = oauth && {
    ...{ clientSecrets: oauth.clientSecrets, appId: oauth.appId ?? null },
    async installed(portalId: string) {
      const known = await readPortal(database.forPortal(portalId))
      return known?.credential === 'oauth' ? known : null
    },
  }
  const access = createAccess({ client, now, accessOf: async (portalId) => (await accounts.of(portalId)).access })
  return {
    doors: createDoors({ ...needs, ...access, portal, operatorSecrets, publicUrl, admit, app: app ?? null }),
    rights: access.rights,
    admit,
  }
}
