import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import { channelNames } from '../../contract/channel-names.ts'
import { Temporary } from '../errors.ts'
import { meetsCondition, type GivenUp } from '../policy/meets-condition.ts'
import type { Lines } from '../providers/lines.ts'
import { storeAccepted, type AcceptedMessage } from '../message/accepted-message.ts'
import { appendAudit } from '../store/audit.ts'
import { readCapabilities } from '../store/capabilities.ts'
import type { Database, PortalDb } from '../store/database.ts'
import { holdLadder, storeFollowed, storeLadderEvent, type Ladderable } from '../message/ladders.ts'
import { newId } from '../store/id.ts'
import type { JobData, Jobs } from '../store/jobs.ts'
import { readLineStates } from '../store/line-states.ts'
import type { PlannedStep } from '../message/planned-step.ts'
import { tellTimeline } from '../store/tell-timeline.ts'
import { auditAcceptance } from './audit-acceptance.ts'
import { setTimer } from './store-with-timers.ts'

export interface FallBackNeeds {
  database: Database
  jobs: Jobs
  lines: Lines
  now: () => Date
  log: Logger
  timelineGather: number
  /** A delivery waits. */
  wake: () => void
}

/**
 * A message goes down its ladder: the first open step that is meant for what happened and can be taken gets a message of
 * its own, with the text of this one and a key that follows from its id, so there is never a second. Each step asks
 * consent on its own channel anew. What was passed over, and why, is told in the trace.
 */
export function createFallBack(needs: FallBackNeeds) {
  return async ({ portalId, messageId, failure }: JobData['fall-back']): Promise<void> => {
    const followed = await needs.database.forPortal(portalId).transaction(async (tx) => {
      const held = await holdLadder(tx, messageId)
      if (!held || ['delivered', 'read'].includes(held.status)) return false
      // Only a message that waited in the queue is cancelled here; whoever cancelled it otherwise meant it.
      if (held.status === 'cancelled') return false
      if (held.delivery === 'sending') throw new Temporary('still_leaving', 'the message is leaving at this moment')
      return fallBack(tx, { portalId, messageId, held, why: givenUp(failure, held, needs.now()) })
    })
    if (followed) needs.wake()
  }

  interface Fall {
    portalId: string
    messageId: string
    held: Ladderable
    why: GivenUp
  }

  async function fallBack(tx: PortalDb, fall: Fall): Promise<boolean> {
    const { messageId, held, why } = fall
    const at = needs.now()
    for (const [index, step] of held.ladder.entries()) {
      if (!meetsCondition(step.when, why)) continue
      const skipped = await take(tx, fall, step, held.ladder.slice(index + 1))
      if (skipped === null) return true
      const data = { channel: step.channel, reason: skipped }
      await storeLadderEvent(tx, { messageId, at, kind: 'step_skipped', data })
    }
    if (await lookAgain(tx, fall)) return false
    const data = { reason: inWords(held, why) }
    await storeLadderEvent(tx, { messageId, at, kind: 'ladder_ended', data })
    return false
  }

  /** Null when the step was taken, else why it cannot be. */
  async function take(tx: PortalDb, { portalId, messageId, held, why }: Fall, step: PlannedStep, rest: PlannedStep[]) {
    const { address, channel } = step
    if (address === null) return `the contact has no address for ${channelNames[channel]}`
    const states = await readLineStates(tx)
    const usable = step.lineIds.filter((id) => needs.lines.find(portalId, id) && states.get(id)?.state !== 'paused')
    const carrier = needs.lines.find(portalId, usable[0] ?? '')
    if (!carrier) return `no line for ${channelNames[channel]} can send now`
    const { line, provider } = carrier
    if (held.body.length > provider.limits.bodyLength) return `the text is too long for ${line.label}`
    if (held.attachments.length > 0 && !provider.attachments) return `${line.label} carries no files`
    const [known] = await readCapabilities(tx, [{ channel, address }], needs.now())
    if (known && !known.capable) return known.reason ?? `${address} cannot be reached by ${channelNames[channel]}`

    const at = needs.now()
    const reason = inWords(held, why)
    const message: AcceptedMessage = {
      portalId,
      id: newId(at.getTime()),
      source: held.source,
      contactId: held.contactId,
      conversationId: newId(at.getTime()),
      token: randomBytes(16).toString('hex'),
      lineId: line.id,
      channel,
      address,
      subject: step.subject ?? held.subject,
      body: held.body,
      idempotencyKey: `fallback:${messageId}`,
      requestHash: '00',
      actor: held.actor,
      attachments: held.attachments,
      ladder: rest,
      template: step.template,
      fallback: { of: messageId, reason },
      retryOf: null,
      at,
    }
    const [acceptance] = await storeAccepted(tx, [message])
    if (!acceptance || acceptance.outcome === 'opted_out') return `the contact opted out of ${channelNames[channel]}`
    await setTimer(tx, message, needs.jobs)
    await storeFollowed(tx, { messageId, by: message.id, channel, lineId: line.id, reason, at })
    await tellTimeline(needs.jobs, tx, portalId, 'new', needs.timelineGather)
    if (acceptance.outcome === 'accepted') await appendAudit(tx, [auditAcceptance(message, 'accepted')])
    needs.log.info({ messageId, followedBy: message.id, channel, reason }, 'message goes down its ladder')
    return null
  }

  /** A later step may wait longer. */
  async function lookAgain(tx: PortalDb, { portalId, messageId, held, why }: Fall): Promise<boolean> {
    if (why.kind !== 'not_delivered') return held.ladder.some(({ when }) => when.notDeliveredMinutes !== undefined)
    const later = held.ladder.flatMap(({ when }) => when.notDeliveredMinutes ?? []).filter((one) => one > why.minutes)
    if (later.length === 0) return false
    const delay = Math.max(1_000, (Math.min(...later) - why.minutes) * 60_000)
    await needs.jobs.enqueue(tx, 'fall-back', { portalId, messageId, failure: 'not_delivered' }, { delay })
    return true
  }
}

function givenUp(failure: JobData['fall-back']['failure'], held: Ladderable, now: Date): GivenUp {
  if (failure === 'not_capable') return { kind: 'not_capable' }
  if (failure !== 'not_delivered') return { kind: 'failed', failure }
  // The timer may be a moment early by this clock.
  const minutes = (now.getTime() - held.acceptedAt.getTime() + 1_000) / 60_000
  return { kind: 'not_delivered', minutes }
}

function inWords(held: Ladderable, why: GivenUp): string {
  const channel = channelNames[held.channel]
  if (why.kind === 'not_capable') return `this address cannot get ${channel}`
  if (why.kind === 'not_delivered') {
    const minutes = Math.floor(why.minutes)
    return `not delivered by ${channel} within ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`
  }
  return {
    address: `this address cannot get ${channel}`,
    line: `the ${channel} line could not send`,
    message: `it was refused on ${channel}`,
    undelivered: `it could not be delivered by ${channel}`,
    gave_up: `the ${channel} provider did not take it`,
  }[why.failure]
}
