import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Blame } from '../errors.ts'
import type { MessageEvent, Trouble } from './message-event.ts'
import type { Standing } from './standing.ts'
import { transitions, type Transition } from './transitions.ts'

/** A thing that happened, as the story of a message keeps it. */
export interface Told {
  kind: string
  data: Record<string, unknown>
}

/** What follows from an event besides the new standing. */
export interface Effects {
  /** Null where the event adds nothing to the story. */
  told: Told | null
  /** Undefined: as before. */
  trouble: Trouble | null | undefined
  timeline: Transition['timeline'] | 'withdraw'
  ladder: Transition['ladder']
  look: Transition['look']
  /** Why it failed, for whoever goes down the ladder. */
  failure: string | null
}

const ends: readonly DeliveryStatus[] = ['failed', 'undelivered', 'expired']

/** What follows from an event that was allowed, by the table of transitions and by the status that it led to. */
export function effectsOf(before: Standing, event: MessageEvent, after: Standing): Effects {
  const transition = transitions[event.kind]
  const moved = after.status !== before.status
  const effects: Effects = {
    told: toldOf(event, before, after),
    trouble: transition.trouble === 'same' ? undefined : transition.trouble === 'none' ? null : troubleOf(event),
    timeline: transition.timeline,
    ladder: transition.ladder,
    look: transition.look,
    failure: failureOf(event),
  }
  if (event.kind === 'reported' || event.kind === 'taken') {
    // A word that came too late to change anything changes nothing that is shown.
    const late = !moved && after.state === before.state
    if (late) return { ...effects, trouble: undefined, timeline: 'none', look: 'same', told: null }
    // It has been leaving all along; now the provider has it.
    if (!moved) return { ...effects, told: null }
    if (event.kind === 'reported' && after.status === 'sending') effects.timeline = 'update'
  }
  // What surely never left has no business on the timeline, where the other tells its story.
  if (event.kind === 'followed' && ['failed', 'cancelled'].includes(after.status)) effects.timeline = 'withdraw'
  if (!moved) return effects
  if (after.status === 'delivered' || after.status === 'read') effects.ladder = 'ends'
  if ((event.kind === 'reported' || event.kind === 'found') && ends.includes(after.status)) {
    effects.look = 'yes'
    // Whoever does not want to be written to is not written to another way.
    effects.ladder = event.kind === 'reported' && event.blame === 'opted_out' ? 'ends' : 'falls'
  }
  if (event.kind === 'refused' && event.blame === 'opted_out') effects.ladder = 'ends'
  return effects
}

function troubleOf(event: MessageEvent): Trouble | null {
  if (event.kind === 'opted_out' && event.undecided) {
    const detail = 'The contact wrote what may be an opt-out before this message left, and nobody had decided yet.'
    return { code: 'consent_asked', detail, retryable: false }
  }
  if (event.kind === 'opted_out') {
    return { code: 'opted_out', detail: 'The contact opted out before this message left.', retryable: false }
  }
  if (event.kind === 'settled_not_sent') {
    return {
      code: 'settled_not_sent',
      detail: 'Somebody looked and said that this was not sent.',
      retryable: true,
    }
  }
  if (!('error' in event) || event.error === null) return null
  return { retryable: false, ...event.error }
}

function failureOf(event: MessageEvent): string | null {
  if (event.kind === 'refused') return event.blame === null ? ('gave_up' satisfies Failure) : failureBy(event.blame)
  // It was taken and did not arrive; of a blame that nobody knows no more is sure.
  if (event.kind === 'reported') {
    return event.blame === null || event.blame === 'unknown'
      ? ('undelivered' satisfies Failure)
      : failureBy(event.blame)
  }
  if (event.kind === 'found') return 'undelivered' satisfies Failure
  if (event.kind === 'stranded') return 'line' satisfies Failure
  return event.kind === 'never_taken' ? ('gave_up' satisfies Failure) : null
}

/** What a blame means for a ladder: where only this line cannot reach this address, another line may. */
function failureBy(blame: Blame | 'not_capable'): string {
  return blame === 'pair' ? ('line' satisfies Failure) : blame === 'unknown' ? ('message' satisfies Failure) : blame
}
type Failure = Exclude<Blame, 'opted_out' | 'pair' | 'unknown'> | 'undelivered' | 'gave_up' | 'not_capable'

function becauseOf({ code, detail, cause }: Pick<Trouble, 'code' | 'detail' | 'cause'>): Record<string, string> {
  return { code, detail, ...(cause ? { cause } : {}) }
}

function toldOf(event: MessageEvent, before: Standing, after: Standing): Told | null {
  const because = 'error' in event && event.error ? becauseOf(event.error) : {}
  switch (event.kind) {
    case 'claimed':
      return { kind: 'sending', data: { attempt: after.attempts } }
    case 'taken':
      return { kind: after.status, data: { providerId: event.providerId } }
    case 'reported':
      return { kind: after.status, data: { ...because, providerAt: event.at.toISOString() } }
    case 'found':
      return { kind: after.status, data: event.providerId ? { providerId: event.providerId } : {} }
    case 'postponed':
    case 'deferred':
      return { kind: event.kind, data: { ...because, wait: event.wait } }
    case 'refused':
    case 'never_taken':
    case 'doubted':
      return { kind: after.status, data: because }
    case 'opted_out':
      return { kind: 'cancelled', data: { code: troubleOf(event)?.code, detail: troubleOf(event)?.detail } }
    case 'settled_sent':
    case 'settled_not_sent': {
      const outcome = event.kind === 'settled_sent' ? 'sent' : 'not_sent'
      return { kind: 'settled', data: { outcome, actor: event.actor } }
    }
    case 'followed':
      return {
        kind: 'fell_back',
        data: { to: event.by, channel: event.channel, line: event.lineId, reason: event.reason },
      }
    case 'barred':
      return { kind: 'barred', data: { channel: event.channel } }
    case 'resent':
      return { kind: 'resent', data: { by: event.by } }
    case 'cancelled':
      // Of what may have left already nothing is said that is not known.
      if (after.status === before.status) return null
      return { kind: 'cancelled', data: event.actor ? { actor: event.actor } : {} }
    case 'rerouted':
      return { kind: 'rerouted', data: { line: event.lineId, actor: event.actor } }
    case 'given_up':
      return { kind: after.status, data: { ...because, actor: event.actor } }
    case 'let_pass':
    case 'dismissed':
      return { kind: event.kind, data: event.actor ? { actor: event.actor } : {} }
    case 'stranded':
    case 'given_back':
    case 'found_unsent':
      return { kind: event.kind, data: {} }
  }
}
