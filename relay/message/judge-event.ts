import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import { movesForward } from '../../contract/moves-forward.ts'
import type { MessageEvent } from './message-event.ts'
import type { Standing } from './standing.ts'
import { transitions } from './transitions.ts'

/**
 * How a message stands after an event, or null where the table of transitions does not allow it: then nothing changes.
 * Pure; the only place that decides it.
 */
export function judgeEvent(now: Standing, event: MessageEvent): Standing | null {
  const transition = transitions[event.kind]
  if (!transition.of.includes(now.state)) return null
  if (transition.attempt && 'attempt' in event && event.attempt !== now.attempts) return null
  if (!isPossible(now, event)) return null
  const status = statusAfter(now, event)
  if (status === null) return null
  const next: Standing = {
    ...now,
    state: stateAfter(now, event, status),
    status,
    attempts: event.kind === 'claimed' ? now.attempts + 1 : now.attempts,
    settledNotSent: event.kind === 'settled_not_sent' || (now.settledNotSent && status === now.status),
    deferred: event.kind === 'deferred' ? now.attempts : now.deferred,
    providerId:
      event.kind === 'deferred' ? null : (now.providerId ?? ('providerId' in event ? event.providerId : null)),
    mayHaveLeft: event.kind === 'postponed' && event.error?.code === 'outcome_unknown',
    followed: now.followed || event.kind === 'followed',
    passed: now.passed || event.kind === 'let_pass',
  }
  // What was known before is no news. That a call was answered is, for the id that came with it.
  const isNews = next.state !== now.state || next.status !== now.status || event.kind !== 'reported'
  return isNews ? next : null
}

/** What the table's columns cannot say. */
function isPossible(now: Standing, event: MessageEvent): boolean {
  switch (event.kind) {
    // What its provider has put off is not taken by a word of before that, nor delivered by less than proof of it.
    case 'taken':
      return !isDeferred(now)
    case 'reported':
      if (isDeferred(now)) return event.status === 'delivered' || event.status === 'read'
      // The answer to the call is still to come: what is told of it now is early.
      return !(event.notNow && now.state === 'sending')
    case 'found_unsent':
      return !now.followed
    case 'followed':
      // What arrived needs nobody to stand in for it; whoever cancelled it otherwise meant it.
      return !now.followed && !['delivered', 'read', 'cancelled'].includes(now.status)
    case 'resent':
      return !now.followed && ['failed', 'undelivered', 'expired', 'cancelled'].includes(now.status)
    case 'rerouted':
      // Where it may have left, another provider would not know it again.
      return !now.mayHaveLeft
    case 'let_pass':
      return !now.passed && now.attempts > 0
    default:
      return true
  }
}

const isDeferred = ({ state, deferred, attempts }: Standing): boolean =>
  state === 'due' && deferred === attempts && deferred > 0

function statusAfter(now: Standing, event: MessageEvent): DeliveryStatus | null {
  const { status } = transitions[event.kind]
  if (status === 'same') {
    if (event.kind !== 'followed' || now.state !== 'due') return now.status
    return now.mayHaveLeft ? 'unknown' : 'cancelled'
  }
  // Surely not sent, so it waits as before it was tried.
  if (status === 'back') return 'queued'
  if (status !== 'told') {
    // What was erased while nobody knew whether it had left stays in doubt.
    if (event.kind === 'cancelled' && now.state === 'unknown') return now.status
    if ((event.kind === 'cancelled' || event.kind === 'given_up') && now.mayHaveLeft) return 'unknown'
    return movesForward(now.status, status) ? status : null
  }
  const told = 'status' in event ? event.status : now.status
  // What a person said of a doubt is no evidence against the provider's own word.
  const before = now.settledNotSent ? 'unknown' : now.status
  // The answer to the call is older news than a failure that was told meanwhile; only a report proves it wrong.
  if (event.kind === 'taken' && ['failed', 'undelivered', 'expired'].includes(before)) return now.status
  // On its way, so no longer in doubt.
  if (movesForward(before, told) || (before === 'unknown' && told === 'sending')) return told
  // It says nothing new; a delivery that is still open ends all the same.
  return now.status
}

function stateAfter(now: Standing, event: MessageEvent, status: DeliveryStatus): Standing['state'] {
  const { to } = transitions[event.kind]
  // That it is on its way is what the call under way will say, too.
  if (event.kind === 'reported' && now.state === 'sending' && event.status === 'sending') return 'sending'
  if (to !== 'same') return to
  if (event.kind === 'followed' && now.state === 'due') return status === 'cancelled' ? 'done' : 'unknown'
  return now.state
}
