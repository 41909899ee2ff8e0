import type { Lines } from '../providers/lines.ts'
import type { Db } from '../store/database.ts'
import { storeOutcomes, type Outcome } from '../store/deliveries.ts'
import type { Jobs } from '../store/jobs.ts'

export interface KeepNeeds {
  jobs: Jobs
  lines: Lines
  timelineGather: number
  settle: number
}

/** Stores outcomes together with what follows from them: the timeline is told, and a provider is asked about a doubt. */
export async function keepOutcomes(tx: Db, outcomes: Outcome[], needs: KeepNeeds): Promise<void> {
  await storeOutcomes(tx, outcomes)
  for (const portalId of new Set(outcomes.filter((one) => one.state !== 'due').map((one) => one.portalId))) {
    const when = { delay: needs.timelineGather, key: `${portalId}/new` }
    await needs.jobs.enqueue(tx, 'record-timeline', { portalId }, when)
  }
  for (const { portalId, messageId, lineId, state } of outcomes) {
    if (state !== 'unknown' || !needs.lines.find(portalId, lineId)?.provider.find) continue
    const when = { delay: needs.settle, key: messageId }
    await needs.jobs.enqueue(tx, 'reconcile-delivery', { portalId, messageId }, when)
  }
}
