import type { Logger } from 'pino'
import { Temporary } from '../errors.ts'
import type { Database } from '../store/database.ts'
import { endPortal } from '../store/portal/portals.ts'

/** The tokens that HubSpot has withdrawn: one version of them, or those of an installation before a time. */
type Withdrawn = { portalId: string; reason: string } & ({ version: number } | { installedBefore: Date })

/** HubSpot has withdrawn an account's tokens: nothing more is done for it, and a person is told. */
export async function cutOffTokens(
  withdrawn: Withdrawn,
  needs: { database: Database; now: () => Date; log: Logger },
): Promise<Temporary> {
  const { portalId, reason } = withdrawn
  const at = needs.now()
  const ended = await needs.database
    .forPortal(portalId)
    .transaction((tx) => endPortal(tx, { ...withdrawn, state: 'revoked', at }))
  if (ended) {
    needs.log.error(
      { portalId, reason, alarm: true },
      'HubSpot account cut off: nothing leaves for it and its data are kept; an admin of the account must install the app again',
    )
  }
  return inactive(portalId, reason)
}

/** What stops whoever needs a token of an account that is cut off; it is looked at again, since the account may come back. */
export function inactive(portalId: string, reason: string): Temporary {
  return new Temporary(
    'portal_inactive',
    `The HubSpot account ${portalId} is not connected: ${reason}. An admin of the account must install Homing again.`,
    { retryAfter: 60_000 },
  )
}
