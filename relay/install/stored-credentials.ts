import type { Logger } from 'pino'
import { Temporary } from '../errors.ts'
import type { Database } from '../store/database.ts'
import { readCredential, type LastingCredential } from '../store/portal/stored-credential.ts'
import type { Vault } from '../vault/vault.ts'

/** The token by which an account was connected with a command. */
export interface LastingToken {
  kind: LastingCredential
  token: string
}

/** Tokens that whoever runs the relay has entered: as of a second ago at most, in every process. */
export interface StoredCredentials {
  /** Null where there is none: it stands in the configuration, or the account has OAuth. Throws `Temporary` where it cannot be opened. */
  of(portalId: string): Promise<LastingToken | null>
  /** The same, read now. */
  again(portalId: string): Promise<LastingToken | null>
}

/** Milliseconds for which what was read is believed. An account with OAuth is first cut off before it can be connected otherwise. */
const believed = { lasting: 700, oauth: 60_000 }
/** Accounts that are kept in mind; of more the one that was read longest ago is read anew. */
const most = 10_000

interface Known {
  /** Both clocks, since either may have stood still while the process did. */
  wall: number
  steady: number
  oauth: boolean
  token: Promise<LastingToken | null>
}

export function createStoredCredentials(needs: {
  database: Database
  vault: Vault | null
  log: Logger
}): StoredCredentials {
  const known = new Map<string, Known>()

  function isFresh({ wall, steady, oauth }: Known): boolean {
    const [since, run] = [Date.now() - wall, performance.now() - steady]
    return since >= 0 && Math.max(since, run) < (oauth ? believed.oauth : believed.lasting)
  }

  function again(portalId: string): Promise<LastingToken | null> {
    const entry: Known = { wall: Date.now(), steady: performance.now(), oauth: false, token: read() }
    known.delete(portalId)
    known.set(portalId, entry)
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
    entry.token.catch(() => known.get(portalId) === entry && known.delete(portalId))
    return entry.token

    async function read(): Promise<LastingToken | null> {
      const stored = await readCredential(needs.database.forPortal(portalId))
      if (stored?.credential === 'oauth') {
        entry.oauth = true
        return null
      }
      if (!stored?.accessToken) return null
      return { kind: stored.credential, token: open(portalId, stored.accessToken) }
    }
  }

  function open(portalId: string, sealed: string): string {
    try {
      if (!needs.vault) throw new Error('there is no master key')
      return needs.vault.open(sealed, { portalId, field: 'portal.access_token' })
    } catch (cause) {
      needs.log.error(
        { portalId, err: cause },
        'a token cannot be opened: start the relay with the right HOMING_MASTER_KEY',
      )
      throw new Temporary('token_unreadable', 'the stored token cannot be opened', { retryAfter: 60_000, cause })
    }
  }

  return {
    of(portalId) {
      const before = known.get(portalId)
      return before && isFresh(before) ? before.token : again(portalId)
    },
    again,
  }
}
