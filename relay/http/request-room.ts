import type { Logger } from 'pino'
import { Temporary } from '../errors.ts'

/** Requests under way at once in this process, and bytes of their bodies. */
const most = { requests: 5_000, bytes: 32_000_000 }

/**
 * Lets so many requests be under way, and no more: while a database is slow they would pile up until the memory is full, and
 * long after their callers have gone. Runs `work`, or throws `Temporary` (`too_busy`). Being full is logged once.
 */
export function createRequestRoom(
  log: Logger,
): <Answer>(bytes: number, work: () => Promise<Answer>) => Promise<Answer> {
  const held = { requests: 0, bytes: 0 }
  let told = false
  return async (bytes, work) => {
    if (held.requests >= most.requests || held.bytes + bytes > most.bytes) {
      if (!told) log.warn({ ...held, next: 'refuse more' }, 'more requests wait than the relay holds at once')
      told = true
      throw new Temporary('too_busy', 'More waits than the relay can hold at this moment. Try again shortly.', {
        retryAfter: 2_000,
      })
    }
    held.requests += 1
    held.bytes += bytes
    try {
      return await work()
    } finally {
      held.requests -= 1
      held.bytes -= bytes
      if (held.requests === 0) told = false
    }
  }
}
