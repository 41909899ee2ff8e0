import type { Lines } from '../providers/lines.ts'
import { clearRefusals } from '../store/capabilities.ts'
import type { WideDb } from '../store/database.ts'
import { storeOutcomes, type Outcome, type Settled } from '../message/store-outcomes.ts'
import type { Jobs } from '../store/jobs.ts'
import { countLineHealth, type PauseRule } from '../store/line-health.ts'
import { storeBlames } from '../store/store-blames.ts'
import { tellTimeline } from '../store/tell-timeline.ts'

export interface KeepNeeds {
  jobs: Jobs
  lines: Lines
  timelineGather: number
  settle: number
  pauseRule: PauseRule
}

/** An outcome that was stored, with what is known of its message. */
type Stored = Outcome & Pick<Settled, 'channel' | 'address' | 'hasLadder'>

/**
 * Stores outcomes together with what follows from them: the timeline is told, a provider is asked about a doubt, what
 * failed may go another way, and what a refusal says of an address, a consent or a line is kept.
 */
export async function keepOutcomes(tx: WideDb, outcomes: Outcome[], needs: KeepNeeds): Promise<void> {
  const settled = new Map((await storeOutcomes(tx, outcomes)).map((one) => [`${one.portalId} ${one.messageId}`, one]))
  const stored = outcomes.flatMap((outcome): Stored[] => {
    const one = settled.get(`${outcome.portalId} ${outcome.messageId}`)
    return one ? [{ ...outcome, ...one }] : []
  })
  for (const portalId of new Set(outcomes.filter((one) => one.state !== 'due').map((one) => one.portalId))) {
    await tellTimeline(needs.jobs, tx, portalId, 'new', needs.timelineGather)
  }
  for (const { portalId, messageId, lineId, state } of outcomes) {
    if (state !== 'unknown' || !needs.lines.find(portalId, lineId)?.provider.find) continue
    const when = { delay: needs.settle, key: messageId }
    await needs.jobs.enqueue(tx, 'reconcile-delivery', { portalId, messageId }, when)
  }
  await followBlames(tx, stored, needs)
  for (const one of stored) await fallBack(tx, one, needs)
  await countHealth(tx, stored, needs)
}

async function followBlames(tx: WideDb, stored: Stored[], needs: KeepNeeds): Promise<void> {
  const blamed = stored.flatMap((one) =>
    // What a check said is kept where it was asked.
    one.blame && one.error?.code !== 'not_capable'
      ? [{ ...one, blame: one.blame, reason: one.error?.detail ?? null }]
      : [],
  )
  for (const [portalId, ofPortal] of Map.groupBy(blamed, (one) => one.portalId)) {
    await storeBlames(tx.forPortal(portalId), ofPortal)
  }
  await clearRefusals(
    tx,
    stored.filter(({ state, status }) => state === 'done' && status !== 'failed' && status !== 'cancelled'),
  )
  const lines = new Map(
    blamed.filter(({ blame }) => blame === 'line').map((one) => [`${one.portalId} ${one.lineId}`, one]),
  )
  for (const { portalId, lineId, reason, at } of lines.values()) {
    const change = { portalId, lineId, to: 'paused', by: 'relay', reason, at: at.toISOString() } as const
    await needs.jobs.enqueue(tx, 'change-line', change)
  }
}

async function fallBack(tx: WideDb, one: Stored, needs: KeepNeeds): Promise<void> {
  // Whoever does not want to be written to is not written to another way.
  if (one.status !== 'failed' || !one.hasLadder || one.blame === 'opted_out') return
  const failure = one.error?.code === 'not_capable' ? 'not_capable' : (one.blame ?? 'gave_up')
  await needs.jobs.enqueue(tx, 'fall-back', { portalId: one.portalId, messageId: one.messageId, failure })
}

async function countHealth(tx: WideDb, stored: Stored[], needs: KeepNeeds): Promise<void> {
  // A refused text, a wrong address or an unwilling person says nothing of the line.
  const counted = stored.filter(({ state, blame }) => state === 'done' && (blame === null || blame === 'line'))
  for (const [portalId, ofPortal] of Map.groupBy(counted, (one) => one.portalId)) {
    const counts = [...Map.groupBy(ofPortal, (one) => one.lineId)].map(([lineId, ofLine]) => ({
      lineId,
      sent: ofLine.length,
      failed: ofLine.filter(({ status }) => status === 'failed').length,
    }))
    const at = new Date(Math.max(...ofPortal.map((one) => one.at.getTime())))
    for (const { lineId, sent, failed } of await countLineHealth(tx.forPortal(portalId), counts, needs.pauseRule, at)) {
      const reason = `${failed} of the last ${sent} messages on this line failed.`
      const change = { portalId, lineId, to: 'paused', by: 'relay', reason, at: at.toISOString() } as const
      await needs.jobs.enqueue(tx, 'change-line', change)
    }
  }
}
