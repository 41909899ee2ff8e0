import type { Logger } from 'pino'
import { cutText } from '../../../contract/cut-text.ts'
import { createAudit, type AuditActor } from './audit.ts'
import type { Database } from '../database.ts'
import { judgeRefusal, type Refusal } from './judge-refusal.ts'

interface Window {
  refusal: Refusal
  addresses: Set<string>
  /** Refusals that no entry tells of yet. */
  untold: number
}

/** Addresses that are told apart in one entry. */
const most = 1_000

/**
 * Refusals at the doors, as entries of the audit log that no flood can fill: the first of its account, user, door and code is told
 * at once, the others together at the end of each minute (`every`, in milliseconds). Never throws and never makes anybody
 * wait; what cannot be stored is told with the next.
 */
export function createAuditRefusals(needs: { database: Database; now: () => Date; log: Logger; every?: number }): {
  note: (thrown: Parameters<typeof judgeRefusal>[0]) => void
  /** Tells what is untold. */
  flush: () => Promise<void>
} {
  const audit = createAudit(needs.database)
  const windows = new Map<string, Window>()
  const writing = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined

  async function tell(window: Window): Promise<void> {
    const { refusal, addresses, untold: count } = window
    if (count === 0) return
    window.untold = 0
    const { portalId, userId, door, code, why } = refusal
    const [address = 'unknown'] = addresses
    const actor: AuditActor =
      userId === null ? `address:${addresses.size === 1 ? address : 'several'}` : `user:${userId}`
    const detail = { door, code, why: cutText(why, 200), count, addresses: addresses.size }
    window.addresses = new Set()
    try {
      await audit({ portalId, at: needs.now(), actor, action: 'request.refused', detail })
    } catch (error) {
      window.untold += count
      for (const one of addresses) window.addresses.add(one)
      needs.log.warn({ err: error, door, code, count }, 'refusals are not in the audit log yet')
    }
  }

  function begin(window: Window): void {
    const told = tell(window).finally(() => writing.delete(told))
    writing.add(told)
  }

  function endOfMinute(): void {
    timer = undefined
    for (const [key, window] of windows) {
      if (window.untold === 0) windows.delete(key)
      else begin(window)
    }
    if (windows.size > 0) watch()
  }

  function watch(): void {
    timer ??= setTimeout(endOfMinute, needs.every ?? 60_000).unref()
  }

  return {
    note(thrown) {
      const refusal = judgeRefusal(thrown)
      if (!refusal) return
      const key = JSON.stringify([refusal.portalId, refusal.userId, refusal.door, refusal.code])
      const known = windows.get(key)
      const window = known ?? { refusal, addresses: new Set(), untold: 0 }
      window.untold += 1
      if (window.addresses.size < most) window.addresses.add(refusal.address)
      if (known) return
      windows.set(key, window)
      begin(window)
      watch()
    },
    async flush() {
      clearTimeout(timer)
      timer = undefined
      await Promise.all(writing)
      await Promise.all([...windows.values()].map(tell))
      windows.clear()
    },
  }
}
