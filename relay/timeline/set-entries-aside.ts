import type { Logger } from 'pino'
import { Temporary } from '../errors.ts'
import { HubSpotScopeMissing } from '../hubspot/client.ts'
import type { EngagementBatch } from '../hubspot/engagement-batch.ts'
import type { ClaimedEntry, TimelineClaim } from '../message/timeline-claim.ts'
import { parkEntries, type WhyPutOff } from '../message/written-entry.ts'
import { passes, planRetry, tellTrouble } from '../retry.ts'
import type { PortalDatabase } from '../store/database.ts'

interface SetAsideNeeds {
  log: Logger
  random: () => number
  /** Milliseconds of the longest backoff. */
  retryMost: number
}

interface SetAside {
  what: string
  entries: ClaimedEntry[]
  keyOf: (entry: ClaimedEntry) => string
  written: EngagementBatch
  /** Lets go of entries; `doubt`: HubSpot may have done it, or still do. */
  release: (entries: ClaimedEntry[], why: WhyPutOff & { doubt: boolean }) => Promise<void>
}

/** What HubSpot did not take: later, in doubt, or for a person. */
export function createSetEntriesAside(needs: SetAsideNeeds): {
  plan: (
    portal: PortalDatabase,
    what: string,
    error: unknown,
    entries: ClaimedEntry[],
  ) => WhyPutOff & { parked: boolean }
  /** Answers in how many milliseconds HubSpot may take anything again; null where it takes others now. */
  setAside: (portal: PortalDatabase, claim: TimelineClaim, aside: SetAside) => Promise<number | null>
} {
  /** Throws what is the database's own trouble, since nothing can be stored about it. */
  function plan(
    portal: PortalDatabase,
    what: string,
    error: unknown,
    entries: ClaimedEntry[],
  ): WhyPutOff & { parked: boolean } {
    if (passes(error) && !(error instanceof Temporary)) throw error
    const { portalId } = portal
    const counts = error instanceof Temporary && error.counts
    const most = (of: (entry: ClaimedEntry) => number) => Math.max(...entries.map(of))
    const attempts = most((entry) => entry.attempts)
    const tries = counts ? most((entry) => entry.blocked) : error instanceof Temporary ? 0 : attempts - 1
    const backoff = attempts > 1 ? 1_000 * 2 ** Math.min(attempts - 2, 10) : 0
    const planned = planRetry(error, { tries, backoff }, needs)
    const about = { portalId, entries: entries.length, messageId: entries[0]?.messageId }
    tellTrouble(needs.log, what, about, error, planned)
    return {
      delay: Math.max(planned.delay, 100),
      reason: planned.trouble,
      hindrance: planned.hindrance,
      parked: planned.parked,
      ...(counts ? { blocked: planned.tries } : {}),
    }
  }

  async function setAside(
    portal: PortalDatabase,
    claim: TimelineClaim,
    { what, entries, keyOf, written, release }: SetAside,
  ): Promise<number | null> {
    const among = (keys: ReadonlySet<string>) => entries.filter((entry) => keys.has(keyOf(entry)))
    const { refused, blocked } = written
    if (refused.size > 0) {
      const told = { portalId: portal.portalId, refused: Object.fromEntries(refused) }
      needs.log.error(told, 'HubSpot refused timeline entries; a person must look')
      const parked = among(new Set(refused.keys()))
      await parkEntries(
        portal,
        claim,
        parked.map((one) => reasonOf(one, refused.get(keyOf(one)) ?? '')),
        'known',
      )
    }
    for (const entry of among(new Set(blocked.keys()))) {
      const why = plan(portal, `${what}, of which one is not let through,`, blocked.get(keyOf(entry)), [entry])
      if (why.parked) await parkEntries(portal, claim, [reasonOf(entry, why.reason)], 'known')
      else await release([entry], { ...why, doubt: false })
    }
    let wait: number | null = null
    for (const [doubt, later] of [
      [false, written.postponed],
      [true, written.doubtful],
    ] as const) {
      for (const [error, of] of Map.groupBy(later, ([, reason]) => reason)) {
        const some = among(new Set(of.map(([key]) => key)))
        if (some.length === 0) continue
        const why = plan(portal, what, error, some)
        await release(some, { ...why, doubt })
        // What lacks a scope says nothing of other objects.
        if (!(error instanceof HubSpotScopeMissing)) wait = Math.max(wait ?? 0, why.delay)
      }
    }
    return wait
  }

  return { plan, setAside }
}

const reasonOf = ({ messageId }: ClaimedEntry, reason: string) => ({ messageId, reason })
