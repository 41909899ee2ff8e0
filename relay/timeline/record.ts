import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { Temporary } from '../errors.ts'
import type { NewEngagement } from '../hubspot/engagement-batch.ts'
import type { Engagements } from '../hubspot/engagements.ts'
import type { Lines } from '../providers/lines.ts'
import type { Database, PortalDatabase } from '../store/database.ts'
import { tellTimeline } from '../store/tell-timeline.ts'
import {
  claimCreations,
  claimDoubtful,
  claimUpdates,
  parkEntries,
  readRecorded,
  releaseCreations,
  releaseUpdates,
  storeWritten,
  untilNextTimelineEntry,
} from '../message/timeline-entries.ts'
import type { TimelineEntry } from '../message/timeline-entry.ts'
import type { Jobs } from '../store/jobs.ts'
import { contactAssociation, entryKey, entryProperties } from './entry.ts'

export interface RecordNeeds {
  database: Database
  jobs: Jobs
  engagements: Engagements
  lines: Lines
  now: () => Date
  log: Logger
  timelineGather: number
  timelineUpdate: number
  timelineDoubt: number
}

/**
 * Tells HubSpot, a portal at a time: new entries in batches of up to 100, then changes. An entry whose creation was
 * never answered is searched for before it is created again, and only when HubSpot's search had time to notice it.
 */
export function createRecord(needs: RecordNeeds) {
  return async ({ portalId }: { portalId: string }, stopping: AbortSignal): Promise<void> => {
    const portal = needs.database.forPortal(portalId)
    let retryAfter: number | null = null
    for (let batch = 0; batch < 1_000 && !stopping.aborted && retryAfter === null; batch += 1) {
      const worked = (await createNew(portal)) ?? (await settleDoubtful(portal)) ?? (await writeChanges(portal))
      if (!worked) break
      retryAfter = worked.retryAfter
    }
    await comeBack(portal, retryAfter)
  }

  /** Null when there was nothing to do; `retryAfter` when HubSpot asked to wait. */
  type Worked = { retryAfter: number | null } | null

  async function createNew(portal: PortalDatabase): Promise<Worked> {
    const now = needs.now()
    const claim = {
      batchId: randomUUID(),
      now,
      doubtfulAt: after(now, needs.timelineDoubt),
      overdue: after(now, -needs.timelineGather / 2),
    }
    const entries = await claimCreations(portal, claim)
    return entries.length === 0 ? null : create(portal, claim, entries)
  }

  async function create(
    portal: PortalDatabase,
    claim: { batchId: string; now: Date },
    entries: TimelineEntry[],
  ): Promise<Worked> {
    const [{ object } = { object: 'communications' as const }] = entries
    // A request that begins late would end when others already search for what it creates, and do not find it yet.
    const latest = after(claim.now, needs.timelineDoubt / 3)
    const made = await needs.engagements.create(
      portal.portalId,
      object,
      entries.map((entry) => asEngagement(portal.portalId, entry)),
      () => needs.now() <= latest,
    )
    const written = entries.flatMap((entry) => {
      const engagementId = made.created.get(entryKey(entry))
      return engagementId ? [{ messageId: entry.messageId, engagementId, wanted: entry.wanted }] : []
    })
    const now = needs.now()
    await storeWritten(portal, written, after(now, needs.timelineUpdate))
    await park(portal, made.refused)
    const [postponed] = made.postponed.values()
    if (!postponed) return { retryAfter: null }
    const wait = waitOf(postponed)
    await releaseCreations(portal, claim.batchId, [...made.postponed.keys()], after(now, wait))
    return { retryAfter: wait }
  }

  async function settleDoubtful(portal: PortalDatabase): Promise<Worked> {
    const now = needs.now()
    const claim = { batchId: randomUUID(), now, doubtfulAt: after(now, needs.timelineDoubt) }
    const entries = await claimDoubtful(portal, claim)
    const [first] = entries
    if (!first) return null
    const found = await needs.engagements.find(
      portal.portalId,
      first.object,
      entries.map((entry) => asEngagement(portal.portalId, entry)),
      await readRecorded(portal, first.object, after(now, -2 * needs.timelineDoubt)),
    )
    // What was found may show an older state of the message, so it is written once more.
    await storeWritten(
      portal,
      entries.flatMap((entry) => {
        const engagementId = found.get(entryKey(entry))
        return engagementId ? [{ messageId: entry.messageId, engagementId, wanted: 0 }] : []
      }),
      after(now, needs.timelineUpdate),
    )
    const missing = entries.filter((entry) => !found.has(entryKey(entry)))
    needs.log.warn(
      { portalId: portal.portalId, found: found.size, missing: missing.length },
      'timeline entries in doubt were looked for',
    )
    await releaseCreations(
      portal,
      claim.batchId,
      missing.map((entry) => entry.messageId),
      now,
    )
    return { retryAfter: null }
  }

  async function writeChanges(portal: PortalDatabase): Promise<Worked> {
    const now = needs.now()
    const entries = await claimUpdates(portal, {
      now,
      againAt: after(now, needs.timelineDoubt),
    })
    const [first] = entries
    if (!first) return null
    let refused: Map<string, string>
    try {
      refused = await needs.engagements.update(
        portal.portalId,
        first.object,
        entries.map((entry) => ({ id: entry.engagementId ?? '', properties: propertiesOf(portal.portalId, entry) })),
      )
    } catch (error) {
      // A change says the same however often it is said, so it need not wait out the doubt.
      if (!(error instanceof Temporary)) throw error
      const wait = waitOf(error)
      const ids = entries.map((entry) => entry.messageId)
      await releaseUpdates(portal, ids, after(needs.now(), wait))
      return { retryAfter: wait }
    }
    const kept = entries.filter((entry) => !refused.has(entry.engagementId ?? ''))
    await storeWritten(
      portal,
      kept.map((entry) => ({
        messageId: entry.messageId,
        engagementId: entry.engagementId ?? '',
        wanted: entry.wanted,
      })),
      after(needs.now(), needs.timelineUpdate),
    )
    const byMessage = entries.flatMap((entry): [string, string][] => {
      const reason = refused.get(entry.engagementId ?? '')
      return reason ? [[entry.messageId, reason]] : []
    })
    await park(portal, new Map(byMessage))
    return { retryAfter: null }
  }

  async function park(portal: PortalDatabase, refused: Map<string, string>): Promise<void> {
    if (refused.size === 0) return
    needs.log.error(
      { portalId: portal.portalId, refused: Object.fromEntries(refused) },
      'HubSpot refused timeline entries; a person must look',
    )
    await parkEntries(
      portal,
      [...refused].map(([messageId, reason]) => ({ messageId, reason })),
    )
  }

  /** Whatever is still waiting has its job, so nothing depends on anyone remembering. */
  async function comeBack(portal: PortalDatabase, retryAfter: number | null): Promise<void> {
    const wait = retryAfter ?? (await untilNextTimelineEntry(portal, needs.now()))
    if (wait === null) return
    const delay = Math.max(wait, 100)
    const what = delay <= needs.timelineGather ? 'new' : 'changed'
    await portal.transaction((tx) => tellTimeline(needs.jobs, tx, portal.portalId, what, delay))
  }

  function asEngagement(portalId: string, entry: TimelineEntry): NewEngagement {
    return {
      key: entryKey(entry),
      words: entry.body.slice(0, 200),
      contactId: entry.contactId,
      associationTypeId: contactAssociation[entry.object],
      properties: propertiesOf(portalId, entry),
    }
  }

  function propertiesOf(portalId: string, entry: TimelineEntry): Record<string, string> {
    const line = needs.lines.find(portalId, entry.lineId)?.line
    return entryProperties(entry, { lineLabel: line?.label ?? entry.lineId, lineAddress: line?.address ?? '' })
  }
}

function after(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds)
}

function waitOf(error: Temporary): number {
  return error.retryAfter ?? 5_000
}
