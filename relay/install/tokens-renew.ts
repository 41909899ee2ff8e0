import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Permanent, Temporary } from '../errors.ts'
import { AppRefused, GrantGone, type OAuth, type OAuthTokens } from '../hubspot/oauth.ts'
import { appendAudit } from '../store/audit/audit.ts'
import type { Database } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { resumeAccount } from '../message/resume-account.ts'
import { releaseRenewal, storeRenewedTokens, type NewTokens } from '../store/portal/portals-tokens.ts'
import type { Vault } from '../vault/vault.ts'
import { cutOffTokens } from './tokens-cut-off.ts'

export interface RenewalNeeds {
  database: Database
  jobs: Pick<Jobs, 'hint'>
  oauth: OAuth
  vault: Vault
  now: () => Date
  random: () => number
  log: Logger
}

/** The right to renew, and what to renew with. */
export interface Renewal {
  portalId: string
  version: number
  by: string
  /** Sealed. */
  refreshToken: string
  /** Renewals that failed before this one. */
  failures: number
  /** HubSpot has refused the token before its time. */
  forced: boolean
}

export type Renewed =
  | { renewed: 'stored'; token: string; renewAt: Date }
  /** Somebody else has stored newer ones. */
  | { renewed: 'elsewhere' }
  | { renewed: 'no'; error: Temporary }

/** Milliseconds for which a database that is away is asked again: HubSpot's answer is in no other place. */
const storing = 40_000

/** Asks HubSpot for new tokens and stores both at once, or stores why there are none. */
export async function renewTokens(renewal: Renewal, needs: RenewalNeeds): Promise<Renewed> {
  const { portalId, by } = renewal
  let tokens: OAuthTokens
  const askedAt = needs.now()
  try {
    const place = { portalId, field: 'portal.refresh_token' } as const
    tokens = await needs.oauth.refresh(needs.vault.open(renewal.refreshToken, place))
    if (tokens.portalId !== null && tokens.portalId !== portalId) {
      throw new AppRefused('oauth_misconfigured', `HubSpot gave a token of the account ${tokens.portalId}`)
    }
  } catch (error) {
    return { renewed: 'no', error: await settle(error) }
  }
  const sealed = sealTokens(portalId, tokens, needs.vault, askedAt)
  for (const begun = Date.now(); ; await wait(500)) {
    try {
      if (!(await store(sealed))) return { renewed: 'elsewhere' }
      return { renewed: 'stored', token: tokens.accessToken, renewAt: sealed.renewAt }
    } catch (error) {
      needs.log.error({ portalId, err: error }, 'new tokens not stored yet; trying again')
      if (Date.now() - begun > storing) throw error
    }
  }

  function store(sealed: NewTokens): Promise<boolean> {
    const at = needs.now()
    return needs.database.forPortal(portalId).transaction(async (tx) => {
      if (!(await storeRenewedTokens(tx, by, { ...sealed, at }))) return false
      // What had no token goes on at once, however long it was to wait.
      if (renewal.forced || renewal.failures > 0) await resumeAccount(tx, needs.jobs)
      const detail = { kind: 'oauth', why: renewal.forced ? 'refused_by_hubspot' : 'due', version: renewal.version + 1 }
      await appendAudit(tx, [{ portalId, at, actor: 'relay', action: 'credential.renewed', detail }])
      return true
    })
  }

  /** Of one failure after the other only the first is told: the next success tells that it is over. */
  function release(pause: number, code: string): Promise<void> {
    return needs.database.forPortal(portalId).transaction(async (tx) => {
      await releaseRenewal(tx, by, pause)
      if (renewal.failures > 0) return
      const entry = { portalId, at: needs.now(), actor: 'relay', action: 'credential.not_renewed' } as const
      await appendAudit(tx, [{ ...entry, detail: { kind: 'oauth', code } }])
    })
  }

  async function settle(error: unknown): Promise<Temporary> {
    if (error instanceof GrantGone)
      return cutOffTokens({ portalId, version: renewal.version, reason: error.message }, needs)
    const wrong = error instanceof AppRefused
    const pause = (error instanceof Temporary ? error.retryAfter : undefined) ?? pauseAfter(renewal.failures)
    await release(pause, error instanceof Temporary || error instanceof Permanent ? error.code : 'unknown')
    const about = { portalId, err: error, pause, ...(wrong ? { alarm: true } : {}) }
    if (wrong) {
      needs.log.error(
        about,
        "HubSpot does not accept this relay's app: check HUBSPOT_OAUTH_CLIENT_ID, HUBSPOT_OAUTH_CLIENT_SECRET and PUBLIC_URL; no account was cut off",
      )
    } else needs.log.warn(about, 'a token could not be renewed; asking again soon')
    if (error instanceof Temporary) return new Temporary(error.code, error.message, { retryAfter: pause, cause: error })
    return new Temporary('token_not_renewed', 'the token could not be renewed', { retryAfter: pause, cause: error })
  }

  /** Doubles from half a second to a minute, with as much jitter again. */
  function pauseAfter(failures: number): number {
    return Math.min(500 * 2 ** Math.min(failures, 10), 60_000) * (0.5 + needs.random())
  }
}

/**
 * Tokens as they are stored. Their life is counted from when HubSpot was asked, and they are renewed when five sixths
 * of it are over: 25 of HubSpot's 30 minutes.
 */
export function sealTokens(portalId: string, tokens: OAuthTokens, vault: Vault, askedAt: Date): NewTokens {
  const from = askedAt.getTime()
  return {
    accessToken: vault.seal(tokens.accessToken, { portalId, field: 'portal.access_token' }),
    refreshToken: vault.seal(tokens.refreshToken, { portalId, field: 'portal.refresh_token' }),
    renewAt: new Date(from + (tokens.life * 5) / 6),
    expiresAt: new Date(from + tokens.life),
  }
}
