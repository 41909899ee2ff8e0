import type { WideDb } from '../database.ts'
import type { NewTokens } from './portals-tokens.ts'
import { ownWorkspace, type PortalState } from './portals.ts'

export interface PortalInstall extends NewTokens {
  portalId: string
  /** Null: the one it has, or one of its own. */
  workspace: string | null
  hubDomain: string | null
  /** Null where HubSpot does not tell. */
  appId: string | null
  scopes: string[]
  installedBy: string | null
  at: Date
}

/** What came of it. Only the first three stored anything. */
export type Installed =
  | {
      outcome: 'installed' | 'connected_again' | 'was_connected'
      workspace: string
      /** What it had granted until now; nothing for one that was never installed. */
      scopesBefore: string[]
    }
  | { outcome: 'portal_in_other_workspace' | 'workspace_of_other_portal' | 'private_edition' }

/**
 * Connects an account: one account to one workspace, for ever. What the account has here (lines, conversations, what is
 * still on its way) stays as it is.
 */
export async function installPortal(tx: WideDb, install: PortalInstall): Promise<Installed> {
  const [known] = await tx.query<{ edition: string; state: PortalState; workspace: string; scopes: string[] }>(
    'select edition, state, workspace, scopes from portal where portal_id = $1 for update',
    [install.portalId],
  )
  if (known?.edition === 'private' && known.state === 'active') return { outcome: 'private_edition' }
  const elsewhere = known && install.workspace !== null && install.workspace !== known.workspace
  // An account that is connected keeps going with its newest tokens: nobody says whether the older ones still live.
  if (elsewhere && known.state !== 'active') return { outcome: 'portal_in_other_workspace' }
  const workspace = known?.workspace ?? install.workspace ?? ownWorkspace(install.portalId)
  const values = [
    ...[install.portalId, workspace, install.hubDomain, install.scopes, install.accessToken, install.refreshToken],
    ...[install.renewAt, install.expiresAt, install.installedBy, install.at, install.appId],
  ]
  const stored = known
    ? await tx.query(
        `update portal set edition = 'marketplace', credential = 'oauth', state = 'active', state_reason = null, hub_domain = $3, scopes = $4,
           access_token = $5, refresh_token = $6, renew_at = $7, expires_at = $8, installed_by = $9, installed_at = $10,
           changed_at = $10, token_version = token_version + 1, renewing_by = null, renewing_until = null,
           renewal_failures = 0, renewal_after = '-infinity', app_id = coalesce($11, app_id)
         where portal_id = $1 and workspace = $2 returning portal_id`,
        values,
      )
    : await tx.query(
        `insert into portal (portal_id, edition, credential, state, workspace, hub_domain, scopes, access_token,
           refresh_token, renew_at, expires_at, installed_by, installed_at, changed_at, app_id)
         values ($1, 'marketplace', 'oauth', 'active', $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)
         on conflict do nothing returning portal_id`,
        values,
      )
  if (stored.length === 0) return { outcome: 'workspace_of_other_portal' }
  if (elsewhere) return { outcome: 'portal_in_other_workspace' }
  if (!known) return { outcome: 'installed', workspace, scopesBefore: [] }
  const outcome = known.state === 'active' ? 'was_connected' : 'connected_again'
  return { outcome, workspace, scopesBefore: known.scopes }
}
