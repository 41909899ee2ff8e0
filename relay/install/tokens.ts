import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { cutText } from '../../contract/cut-text.ts'
import { Temporary } from '../errors.ts'
import type { Introspection, OAuth } from '../hubspot/oauth.ts'
import { createAudit } from '../store/audit/audit.ts'
import type { Database } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { claimRenewal, readPortalToken, releaseRenewal, type PortalToken } from '../store/portal/portals-tokens.ts'
import type { Vault } from '../vault/vault.ts'
import { cutOffTokens, inactive } from './tokens-cut-off.ts'
import { renewTokens } from './tokens-renew.ts'

export interface TokenNeeds {
  database: Database
  jobs: Pick<Jobs, 'hint'>
  oauth: OAuth
  vault: Vault
  now: () => Date
  random: () => number
  log: Logger
}

/** Access tokens of accounts with OAuth. */
export interface Tokens {
  /** One that lives. Throws `Temporary` when there is none right now, also where the account is cut off. */
  accessTokenOf(portalId: string): Promise<string>
  /** HubSpot answered 401 to this one: another one, renewed by force if nobody has done so yet. */
  renew(portalId: string, refused: string): Promise<string>
  /** HubSpot answered 401 to a renewed one, too: the account is cut off if HubSpot says that the grant is worth nothing. */
  giveUp(portalId: string, refused: string): Promise<void>
  /** Somebody says that the account has withdrawn its grant: it is cut off if HubSpot says so, too. */
  doubt(portalId: string, reason: string): Promise<void>
}

interface Held {
  token: string
  /** Milliseconds since 1970: until then the database need not be asked. */
  until: number
}

/** A renewal is HubSpot's time limit and storing what it said, even if the database is away for a while; milliseconds. */
const lease = 60_000
/** Whoever cannot go on without the token another process is renewing waits so long; milliseconds. */
const patience = 20_000
/** HubSpot refuses what it has just given: it is not asked for more before; milliseconds. */
const asideAfterDoubt = 10_000
/** A token is not begun to be used so shortly before its end; milliseconds. */
const last = 5_000

/**
 * Each token is renewed once, whoever needs it: within a process those who ask share one renewal, and of the processes
 * the one that marks the row asks HubSpot while the others go on with the old token, or wait for the new one where it is dead.
 */
export function createTokens(needs: TokenNeeds): Tokens {
  const audit = createAudit(needs.database)
  const held = new Map<string, Held>()
  const underWay = new Map<string, Promise<string>>()

  function hold(portalId: string, token: string, until: Date): string {
    held.set(portalId, { token, until: until.getTime() })
    return token
  }

  function obtain(portalId: string, refused: string | null): Promise<string> {
    const key = `${portalId} ${refused ?? ''}`
    const running = underWay.get(key)
    if (running) return running
    const begun = find(portalId, refused).finally(() => underWay.delete(key))
    underWay.set(key, begun)
    return begun
  }

  async function find(portalId: string, refused: string | null): Promise<string> {
    for (const begun = Date.now(); ; await wait(50 + needs.random() * 100)) {
      const row = await readPortalToken(needs.database.forPortal(portalId))
      if (!row) throw new Temporary('portal_unknown', `This relay has no token for the HubSpot account ${portalId}`)
      if (row.state !== 'active' || row.accessToken === null) throw inactive(portalId, row.stateReason ?? row.state)
      const token = open(row.accessToken, portalId)
      const now = needs.now().getTime()
      if (token !== refused && now < row.renewAt.getTime()) return hold(portalId, token, row.renewAt)
      const lives = token !== refused && now < row.expiresAt.getTime() - Math.min(last, life(row) / 10)
      if (row.pause === 0) {
        const by = randomUUID()
        const right = await claimRenewal(needs.database.forPortal(portalId), { version: row.version, by, lease })
        if (right) {
          const outcome = await renewTokens(
            { portalId, version: row.version, by, ...right, forced: token === refused },
            needs,
          )
          if (outcome.renewed === 'stored') return hold(portalId, outcome.token, outcome.renewAt)
          if (outcome.renewed === 'elsewhere') continue
          held.delete(portalId)
          if (!lives || outcome.error.code === 'portal_inactive') throw outcome.error
        }
      } else if (!lives) {
        throw new Temporary('token_not_renewed', 'HubSpot gave no new token; asking again soon', {
          retryAfter: row.pause,
        })
      }
      if (lives) return token
      if (Date.now() - begun > patience) {
        throw new Temporary('token_not_renewed', 'another process is renewing the token', { retryAfter: 5_000 })
      }
    }
  }

  function open(sealed: string, portalId: string): string {
    try {
      return needs.vault.open(sealed, { portalId, field: 'portal.access_token' })
    } catch (cause) {
      needs.log.error(
        { portalId, err: cause },
        'a token cannot be opened: start the relay with the right HOMING_MASTER_KEY',
      )
      throw new Temporary('token_unreadable', 'the stored token cannot be opened', { retryAfter: 60_000, cause })
    }
  }

  /**
   * An access token may die before its time, also twice in a row. The grant is what the refresh token stands for: HubSpot
   * is asked about that one, and not again for `aside` milliseconds. Undefined where somebody else has the right to ask.
   */
  async function judge(
    portalId: string,
    version: number,
    reason: string,
    aside: number,
  ): Promise<'valid' | 'worthless' | undefined> {
    const by = randomUUID()
    const right = await claimRenewal(needs.database.forPortal(portalId), { version, by, lease })
    if (!right) return undefined
    const place = { portalId, field: 'portal.refresh_token' } as const
    let told: Introspection | null | undefined
    try {
      told = await needs.oauth.introspect(needs.vault.open(right.refreshToken, place), 'refresh_token')
    } finally {
      if (told !== null) await releaseRenewal(needs.database.forPortal(portalId), by, aside)
    }
    const detail = { kind: 'oauth', result: told === null ? 'worthless' : 'valid', why: cutText(reason, 200) }
    await audit({ portalId, at: needs.now(), actor: 'relay', action: 'credential.doubted', detail })
    if (told !== null) return 'valid'
    await cutOffTokens({ portalId, version, reason }, needs)
    return 'worthless'
  }

  return {
    async accessTokenOf(portalId) {
      const known = held.get(portalId)
      if (known && needs.now().getTime() < known.until) return known.token
      return obtain(portalId, null)
    },
    renew(portalId, refused) {
      if (held.get(portalId)?.token === refused) held.delete(portalId)
      return obtain(portalId, refused)
    },
    async giveUp(portalId, refused) {
      held.delete(portalId)
      const row = await readPortalToken(needs.database.forPortal(portalId))
      // Connected anew or renewed meanwhile: that one has not been refused.
      if (row?.state !== 'active' || row.accessToken === null || open(row.accessToken, portalId) !== refused) return
      const worth = await judge(portalId, row.version, 'HubSpot refuses its token, also a new one', asideAfterDoubt)
      if (worth === 'valid') {
        needs.log.error({ portalId, alarm: true }, 'HubSpot refuses new tokens of a grant that it calls valid')
      }
    },
    async doubt(portalId, reason) {
      const row = await readPortalToken(needs.database.forPortal(portalId))
      if (row?.state === 'active') await judge(portalId, row.version, reason, 0)
    },
  }
}

/** Milliseconds of the whole life of a token, of which the last sixth begins at `renewAt`. */
const life = (row: PortalToken): number => Math.max(0, row.expiresAt.getTime() - row.renewAt.getTime()) * 6
