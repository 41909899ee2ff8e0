import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Accounts } from '../account/account.ts'
import type { EngagementBatch } from '../hubspot/engagement-batch.ts'
import type { Engagements } from '../hubspot/engagements.ts'
import type { Owners } from '../hubspot/owners.ts'
import { passes } from '../retry.ts'
import type { Database, PortalDatabase } from '../store/database.ts'
import {
  claimDoubtful,
  claimUpdates,
  hasTime,
  readRecorded,
  type ClaimedEntry,
  type TimelineClaim,
} from '../message/timeline-claim.ts'
import {
  keepDoubtful,
  parkEntries,
  releaseCreations,
  releaseUpdates,
  storeWritten,
  type WhyPutOff,
  type WrittenEntry,
} from '../message/written-entry.ts'
import { untilNextEntry } from '../message/until-next-entry.ts'
import type { JobHandler } from '../store/jobs/jobs.ts'
import { asEngagements } from './as-engagements.ts'
import { claimNew } from './claim-new.ts'
import { entryKey } from './entry.ts'
import { createSetEntriesAside } from './set-entries-aside.ts'

export interface RecordNeeds {
  database: Database
  engagements: Engagements
  owners: Owners
  accounts: Accounts
  now: () => Date
  log: Logger
  timelineGather: number
  timelineUpdate: number
  timelineDoubt: number
  random: () => number
  /** Milliseconds of the longest backoff. */
  retryMost: number
}

/** One turn of an account: so many calls, or so many milliseconds; then others have theirs. */
const oneTurn = { calls: 5, time: 2_000 }

/**
 * Tells HubSpot, a portal at a time: new entries in batches of up to 100, then changes. An entry whose creation was
 * never answered is searched for before it is created again, and only when HubSpot's search had time to notice it. A
 * change that was never answered is written once more when it can no longer land.
 */
export function createRecord(needs: RecordNeeds): JobHandler {
  const { plan, setAside } = createSetEntriesAside(needs)

  return async ({ portalId }, stopping) => {
    const portal = needs.database.forPortal(portalId)
    const until = performance.now() + oneTurn.time
    let worked: Worked = { putOff: null }
    for (let call = 0; call < oneTurn.calls && performance.now() < until && !stopping.aborted; call += 1) {
      worked = (await createNew(portal)) ?? (await settleDoubtful(portal)) ?? (await writeChanges(portal))
      if (worked?.putOff !== null) break
    }
    return comeBack(portal, worked)
  }

  /** Null when there was nothing to do; `putOff` where HubSpot takes nothing for so many milliseconds. */
  type Worked = { putOff: number | null } | null

  function newClaim(): TimelineClaim {
    return { batchId: randomUUID(), lease: needs.timelineDoubt, doubt: needs.timelineDoubt }
  }

  async function createNew(portal: PortalDatabase): Promise<Worked> {
    const claim = newClaim()
    const { entries, parked } = await claimNew(portal, { ...claim, overdue: needs.timelineGather / 2 })
    const [first] = entries
    if (!first) return parked > 0 ? { putOff: null } : null
    const engagements = await asEngagements(portal.portalId, entries, needs)
    const made = await needs.engagements.create(
      portal.portalId,
      first.object,
      engagements,
      // A request that begins late would end when others already search for what it creates, and do not find it yet.
      () => hasTime(portal, claim, first.messageId),
    )
    await keepWritten(portal, claim, entries, (entry) => {
      const engagementId = made.done.get(entryKey(entry))
      return engagementId ? { engagementId, wanted: entry.wanted } : null
    })
    const what = 'creating entries of a timeline'
    const putOff = await setAside(portal, claim, {
      ...{ what, entries, keyOf: entryKey, written: made },
      // What is in doubt stays claimed until it can be looked for.
      release: async (some, why) => (why.doubt ? undefined : releaseCreations(portal, claim, idsOf(some), why)),
    })
    return { putOff }
  }

  async function settleDoubtful(portal: PortalDatabase): Promise<Worked> {
    const claim = newClaim()
    const entries = await claimDoubtful(portal, claim)
    return entries.length === 0 ? null : lookFor(portal, claim, entries)
  }

  /** What nobody can look for is narrowed down by halves until it is clear which entry is to blame. */
  async function lookFor(portal: PortalDatabase, claim: TimelineClaim, entries: ClaimedEntry[]): Promise<Worked> {
    let found: Map<string, string>
    try {
      found = await needs.engagements.find(
        portal.portalId,
        entries[0]!.object,
        await asEngagements(portal.portalId, entries, needs),
        await readRecorded(portal, entries[0]!.object, new Date(needs.now().getTime() - 2 * needs.timelineDoubt)),
      )
    } catch (error) {
      if (entries.length > 1 && !passes(error)) {
        const middle = Math.ceil(entries.length / 2)
        await lookFor(portal, claim, entries.slice(0, middle))
        return lookFor(portal, claim, entries.slice(middle))
      }
      const why = plan(portal, 'looking for entries of a timeline in doubt', error, entries)
      if (why.parked) await parkEntries(portal, claim, reasonsOf(entries, why), 'in doubt')
      else await keepDoubtful(portal, claim, idsOf(entries), why)
      return { putOff: why.parked ? null : why.delay }
    }
    // What was found may show an older state of the message, so it is written once more.
    await keepWritten(portal, claim, entries, (entry) => {
      const engagementId = found.get(entryKey(entry))
      return engagementId ? { engagementId, wanted: 0 } : null
    })
    const missing = entries.filter((entry) => !found.has(entryKey(entry)))
    const counts = { portalId: portal.portalId, found: found.size, missing: missing.length }
    needs.log.warn(counts, 'timeline entries in doubt were looked for')
    await releaseCreations(portal, claim, idsOf(missing), null)
    return { putOff: null }
  }

  async function writeChanges(portal: PortalDatabase): Promise<Worked> {
    const claim = newClaim()
    const entries = await claimUpdates(portal, claim)
    const [first] = entries
    if (!first) return null
    const engagements = await asEngagements(portal.portalId, entries, needs)
    const what = 'changing entries of a timeline'
    let changed: EngagementBatch
    try {
      changed = await needs.engagements.update(
        portal.portalId,
        first.object,
        engagements.map(({ properties }, index) => ({ id: entries[index]?.engagementId ?? '', properties })),
        () => hasTime(portal, claim, first.messageId),
      )
    } catch (error) {
      const why = plan(portal, what, error, entries)
      if (why.parked) await parkEntries(portal, claim, reasonsOf(entries, why), 'known')
      else await releaseUpdates(portal, claim, entries, { ...why, mayLand: true })
      return { putOff: why.parked ? null : why.delay }
    }
    await keepWritten(portal, claim, entries, (entry) => {
      const engagementId = changed.done.get(idOf(entry))
      return engagementId ? { engagementId, wanted: entry.wanted } : null
    })
    const putOff = await setAside(portal, claim, {
      ...{ what, entries, keyOf: idOf, written: changed },
      release: (some, why) => releaseUpdates(portal, claim, some, { ...why, mayLand: why.doubt }),
    })
    return { putOff }
  }

  async function keepWritten(
    portal: PortalDatabase,
    claim: TimelineClaim,
    entries: ClaimedEntry[],
    told: (entry: ClaimedEntry) => Pick<WrittenEntry, 'engagementId' | 'wanted'> | null,
  ): Promise<void> {
    const written = entries.flatMap((entry) => {
      const has = told(entry)
      return has ? [{ ...has, messageId: entry.messageId, rewrite: entry.rewrite }] : []
    })
    const twice = await storeWritten(portal, claim, written, needs.timelineUpdate)
    if (twice.length === 0) return
    needs.log.error({ portalId: portal.portalId, messageIds: twice }, 'HubSpot has two timeline entries of a message')
  }

  /** In how many milliseconds the rest is to be looked at. */
  async function comeBack(portal: PortalDatabase, worked: Worked): Promise<{ again: number } | undefined> {
    const wait = worked?.putOff ?? (await untilNextEntry(portal))
    if (wait === null) return undefined
    // Where there was nothing to take though something is due, it is somebody else's for a moment.
    return { again: worked ? wait : Math.max(wait, 100) }
  }
}

const reasonsOf = (entries: ClaimedEntry[], { reason }: WhyPutOff) =>
  entries.map(({ messageId }) => ({ messageId, reason }))

const idsOf = (entries: ClaimedEntry[]): string[] => entries.map(({ messageId }) => messageId)

/** In HubSpot. */
const idOf = (entry: ClaimedEntry): string => entry.engagementId ?? ''
