import type { PortalDb } from '../database.ts'
import type { PortalState } from './portals.ts'

/** The newest token of an account with OAuth, as it is stored: sealed. */
export interface PortalToken {
  state: PortalState
  stateReason: string | null
  version: number
  accessToken: string | null
  renewAt: Date
  expiresAt: Date
  /** Milliseconds until HubSpot may be asked again after a failure; 0 when it may. */
  pause: number
}

export interface NewTokens {
  /** Sealed, like the next. */
  accessToken: string
  refreshToken: string
  renewAt: Date
  expiresAt: Date
}

/** Null where the account is unknown or has no OAuth. */
export async function readPortalToken(portal: PortalDb): Promise<PortalToken | null> {
  const [row] = await portal.query<{
    state: PortalState
    state_reason: string | null
    token_version: number
    access_token: string | null
    renew_at: Date | null
    expires_at: Date | null
    pause: number
  }>(
    `select state, state_reason, token_version, access_token, renew_at, expires_at,
            greatest(0, case when renewal_after = '-infinity' then 0
              else extract(epoch from renewal_after - instant()) * 1000 end)::float8 as pause
     from portal where portal_id = $1 and credential = 'oauth'`,
    [portal.portalId],
  )
  if (!row) return null
  return {
    state: row.state,
    stateReason: row.state_reason,
    version: row.token_version,
    accessToken: row.access_token,
    renewAt: row.renew_at ?? new Date(0),
    expiresAt: row.expires_at ?? new Date(0),
    pause: row.pause,
  }
}

/**
 * Takes the right to renew this version of the token, for `lease` milliseconds by the database's clock; the sealed
 * refresh token is the answer. Null when somebody else has the right, or the version is no longer the newest. The right
 * is a mark in the row and no lock, since a lock would hold one of few connections for as long as HubSpot takes.
 */
export async function claimRenewal(
  portal: PortalDb,
  claim: { version: number; by: string; lease: number },
): Promise<{ refreshToken: string; failures: number } | null> {
  const [row] = await portal.query<{ refresh_token: string; renewal_failures: number }>(
    `update portal set renewing_by = $3, renewing_until = instant() + $4 * interval '1 millisecond'
     where portal_id = $1 and token_version = $2 and state = 'active' and refresh_token is not null
       and (renewing_until is null or renewing_until < instant()) and renewal_after <= instant()
     returning refresh_token, renewal_failures`,
    [portal.portalId, claim.version, claim.by, claim.lease],
  )
  return row ? { refreshToken: row.refresh_token, failures: row.renewal_failures } : null
}

/** Both tokens at once, by whoever has the right. False when it has passed on: then what is stored is newer. */
export async function storeRenewedTokens(
  portal: PortalDb,
  by: string,
  tokens: NewTokens & { at: Date },
): Promise<boolean> {
  const rows = await portal.query(
    `update portal set access_token = $3, refresh_token = $4, renew_at = $5, expires_at = $6, changed_at = $7,
       token_version = token_version + 1, renewing_by = null, renewing_until = null,
       renewal_failures = 0, renewal_after = '-infinity'
     where portal_id = $1 and renewing_by = $2 and state = 'active' returning portal_id`,
    [portal.portalId, by, tokens.accessToken, tokens.refreshToken, tokens.renewAt, tokens.expiresAt, tokens.at],
  )
  return rows.length > 0
}

/** Gives the right back; for `pause` milliseconds nobody asks. */
export async function releaseRenewal(portal: PortalDb, by: string, pause: number): Promise<void> {
  await portal.query(
    `update portal set renewing_by = null, renewing_until = null, renewal_failures = renewal_failures + 1,
       renewal_after = instant() + $3 * interval '1 millisecond'
     where portal_id = $1 and renewing_by = $2`,
    [portal.portalId, by, pause],
  )
}
