import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { Channel } from '../../contract/channel.ts'
import { channelNames } from '../../contract/channel-names.ts'
import type { FailureKind } from '../../contract/routing.ts'
import type { AccountLines, Accounts } from '../account/account.ts'
import { Temporary } from '../errors.ts'
import { unfilledInStep } from '../policy/unfilled-in-step.ts'
import { unfilledToken } from '../policy/unfilled-token.ts'
import { meetsCondition, type GivenUp } from '../policy/meets-condition.ts'
import { storeAccepted, type AcceptedMessage } from '../message/accepted-message.ts'
import { holdDeliveries, type Held } from '../message/hold-deliveries.ts'
import { move, type MoveNeeds } from '../message/move.ts'
import { readLadder, type Ladder } from '../message/read-ladder.ts'
import { readRungs } from '../message/read-rungs.ts'
import { tellLadder } from '../message/tell-ladder.ts'
import { readConsentQuestions } from '../store/contact/consent-questions.ts'
import { readOptOuts } from '../store/contact/opt-outs.ts'
import { readContactNow, whyGone } from '../store/contact/contact-standing.ts'
import { readCapabilities } from '../store/line/capabilities.ts'
import type { Database, PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { readLineStates } from '../store/line/line-states.ts'
import type { PlannedStep } from '../message/planned-step.ts'
import { setTasks, type TaskHandler } from '../store/jobs/tasks.ts'
import { timersOf } from '../message/store-with-timers.ts'

export interface FallBackNeeds extends MoveNeeds {
  database: Database
  accounts: Accounts
  now: () => Date
  log: Logger
  /** A delivery waits. */
  wake: () => void
}

/** Milliseconds after which a message is looked at again that is leaving at this moment. */
const stillLeaving = 1_000

/**
 * A message goes down its ladder: the first open step that is meant for what happened and can be taken gets a message of
 * its own, with the text of this one and a key that follows from its id, so there is never a second. Each step asks
 * anew; where the contact opted out of its channel, or of one by which it was tried, the ladder ends, because an opt-out is
 * not walked around. What was passed over, and why, is told in the trace. Whether it may go down at all is the mover's to say.
 */
export function createFallBack(needs: FallBackNeeds): TaskHandler<'fall-back'> {
  return async ({ portalId, key: messageId, data }) => {
    const { lines } = await needs.accounts.of(portalId)
    const outcome = await needs.database.forPortal(portalId).transaction(async (tx) => {
      const held = (await holdDeliveries(tx, [{ portalId, messageId }])).get(`${portalId} ${messageId}`)
      if (!held?.hasLadder || held.standing.followed) return
      if (['delivered', 'read', 'cancelled'].includes(held.standing.status)) return
      if (held.standing.state === 'sending') return { again: stillLeaving }
      const ladder = await readLadder(tx, messageId)
      if (!ladder) return
      return fallBack(tx, {
        portalId,
        messageId,
        held,
        ladder,
        lines,
        rungs: await readRungs(tx, messageId),
        why: givenUp(failureNow(data.failure as Failure, held), ladder.age),
      })
    })
    if (outcome === 'followed') needs.wake()
    else return outcome
  }

  interface Fall {
    portalId: string
    messageId: string
    held: Held
    ladder: Ladder
    lines: AccountLines
    /** Where it was tried: this message and all that it stands in for. */
    rungs: Awaited<ReturnType<typeof readRungs>>
    why: GivenUp
  }

  async function fallBack(tx: PortalDb, fall: Fall): Promise<'followed' | Again | undefined> {
    const { portalId, messageId, held, ladder, why } = fall
    for (const [index, step] of ladder.ladder.entries()) {
      if (!meetsCondition(step.when, why)) continue
      const skipped = await take(tx, fall, step, ladder.ladder.slice(index + 1))
      if (skipped === 'taken') return 'followed'
      if ('optedOut' in skipped) {
        const event = { kind: 'barred', channel: skipped.optedOut } as const
        await move(tx, [{ portalId, messageId, event }], needs)
        return
      }
      await tellLadder(tx, { messageId, kind: 'step_skipped', data: { channel: step.channel, reason: skipped.reason } })
    }
    const again = untilNextStep(fall)
    if (again === null) await tellLadder(tx, { messageId, kind: 'ladder_ended', data: { reason: inWords(held, why) } })
    return again === null ? undefined : { again, data: { failure: 'not_delivered' } }
  }

  async function take(tx: PortalDb, fall: Fall, step: PlannedStep, rest: PlannedStep[]): Promise<Taking> {
    const { portalId, messageId, held, ladder, lines, rungs, why } = fall
    const { address, channel } = step
    const asked = [...rungs, ...(address === null ? [] : [{ channel, address }])]
    const [optedOut] = await readOptOuts(tx, asked)
    if (optedOut) return { optedOut }
    if (address === null) return { reason: `the contact has no address for ${channelNames[channel]}` }
    if ((await readConsentQuestions(tx, [{ channel, address }])).length > 0) {
      return {
        reason: `what the contact wrote may be an opt-out of ${channelNames[channel]}, and nobody has decided yet`,
      }
    }
    const states = await readLineStates(tx)
    const usable = step.lineIds.filter((id) => lines.find(id) && states.get(id)?.state !== 'paused')
    const carrier = lines.find(usable[0] ?? '')
    if (!carrier) return { reason: `no line for ${channelNames[channel]} can send now` }
    const { line, provider } = carrier
    if (ladder.body.length > provider.limits.bodyLength) return { reason: `the text is too long for ${line.label}` }
    const unfilled = unfilledInStep(step) ?? unfilledToken(ladder.body)
    if (unfilled !== null) return { reason: `it holds ${unfilled}, which nothing fills` }
    if (ladder.attachments.length > 0 && !provider.attachments) return { reason: `${line.label} carries no files` }
    const [known] = await readCapabilities(tx, [{ channel, address }], needs.now())
    if (known && !known.capable)
      return { reason: known.reason ?? `${address} cannot be reached by ${channelNames[channel]}` }

    const at = needs.now()
    const reason = inWords(held, why)
    const message: AcceptedMessage = {
      portalId,
      id: newId(at.getTime()),
      source: ladder.source,
      contactId: ladder.contactId,
      conversationId: newId(at.getTime()),
      token: randomBytes(16).toString('hex'),
      lineId: line.id,
      channel,
      address,
      subject: step.subject ?? ladder.subject,
      body: ladder.body,
      idempotencyKey: `fallback:${messageId}`,
      requestHash: '00',
      actor: ladder.actor,
      attachments: ladder.attachments,
      ladder: rest,
      template: step.template,
      fallback: { of: messageId, reason },
      retryOf: null,
    }
    const [acceptance] = await storeAccepted(tx, [message])
    if (!acceptance || acceptance.outcome === 'opted_out') return { optedOut: channel }
    if (acceptance.outcome === 'gone') return goneNow(tx, ladder.contactId)
    // It may stand there already, by the key that follows from this one; then that is the one that stands in.
    const by = acceptance.messageId
    const event = { kind: 'followed', by, channel, lineId: line.id, reason } as const
    const [followed] = await move(tx, [{ portalId, messageId, event }], needs)
    if (followed?.result !== 'moved') throw new Error(`message ${messageId} may not be followed, although it is held`)
    if (acceptance.outcome === 'duplicate') return 'taken'
    await setTasks(tx, needs.jobs, timersOf(message))
    needs.log.info({ messageId, followedBy: by, channel, reason }, 'message goes down its ladder')
    return 'taken'
  }

  /** Nothing goes by itself to whom HubSpot has no more. Whoever was just merged is another by now, and so will this message be. */
  async function goneNow(tx: PortalDb, contactId: string): Promise<Taking> {
    const { state } = await readContactNow(tx, contactId)
    if (state !== 'present') return { reason: whyGone[state] }
    throw new Temporary('contact_merged', 'the contact is being merged with another', { retryAfter: 1_000 })
  }
}

/** A later step may wait longer; null where none does. Milliseconds. */
function untilNextStep({ ladder, why }: { ladder: Ladder; why: GivenUp }): number | null {
  const passed = why.kind === 'not_delivered' ? why.minutes : ladder.age / 60_000
  const later = ladder.ladder.flatMap(({ when }) => when.notDeliveredMinutes ?? []).filter((one) => one > passed)
  return later.length === 0 ? null : Math.max(1_000, (Math.min(...later) - passed) * 60_000)
}

/** What came of a step: it was taken, or it cannot be for this reason, or no step may be any more. */
type Taking = 'taken' | { reason: string } | { optedOut: Channel }
type Again = Exclude<Awaited<ReturnType<TaskHandler<'fall-back'>>>, void>
type Failure = FailureKind | 'not_capable' | 'not_delivered'

/** That a line could not send is old news once the message has left by it. */
function failureNow(failure: Failure, { standing }: Held): Failure {
  return standing.state !== 'due' && ['sending', 'sent', 'unknown'].includes(standing.status)
    ? 'not_delivered'
    : failure
}

function givenUp(failure: Failure, age: number): GivenUp {
  if (failure === 'not_capable') return { kind: 'not_capable' }
  if (failure !== 'not_delivered') return { kind: 'failed', failure }
  // The timer may be a moment early.
  return { kind: 'not_delivered', minutes: (age + 1_000) / 60_000 }
}

function inWords(held: Held, why: GivenUp): string {
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
