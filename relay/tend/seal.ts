import type { Logger } from 'pino'
import type { Database } from '../store/database.ts'
import { findUnsealed } from '../store/audit/seal/find-unsealed.ts'
import { sealedTogether, sealSends } from '../store/audit/seal/seal-sends.ts'

export interface SealNeeds {
  database: Database
  now: () => Date
  log: Logger
  /** Milliseconds after which an accepted message is sealed; absent: five minutes, in which most stories are whole. */
  sealAfter?: number | undefined
}

/** Milliseconds between two looks, at most. */
const lookEvery = 60_000

/** Accepted messages come into the audit log some minutes later, an entry for many. */
export function createSeal({ database, now, log, sealAfter: age = 300_000 }: SealNeeds) {
  const wait = Math.min(lookEvery, age)
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let looking: Promise<void> = Promise.resolve()

  /** Each account in its turn, until none has a whole batch left. */
  async function seal(): Promise<void> {
    for (let more = true; more && !stopped;) {
      more = false
      for (const portalId of await findUnsealed(database, age)) {
        if (stopped) return
        more = (await sealNext(portalId)) === sealedTogether || more
      }
    }
  }

  async function sealNext(portalId: string): Promise<number> {
    try {
      return await sealSends(database.forPortal(portalId), { age, at: now() })
    } catch (error) {
      log.error({ portalId, err: error, next: 'the same again', in: wait }, 'messages could not be sealed')
      return 0
    }
  }

  function look(): void {
    looking = seal()
      .catch((error: unknown) =>
        log.error({ err: error, next: 'the same again', in: wait }, 'could not look for messages to seal'),
      )
      .finally(() => {
        if (!stopped) timer = setTimeout(look, wait)
      })
  }

  return {
    start: look,
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await looking
    },
  }
}
