import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Blame } from '../errors.ts'
import type { Service } from '../providers/provider.ts'

/** Why something did not go well: a stable code, words for a person, and whether the same may be sent again as a new message. */
export interface Trouble {
  code: string
  detail: string
  retryable: boolean
  /** The system's own name for what happened to the connection, for the log and for what is kept of the story. */
  cause?: string
}

type Actor = Record<string, string>

/**
 * What may happen to an outbound message after it was accepted. `attempt` is the claim that an outcome belongs to: an
 * outcome of an earlier claim is not taken for that of a later one. Times are in milliseconds.
 */
export type MessageEvent =
  /** Its turn has come: its provider may be called once, within `lease`. */
  | { kind: 'claimed'; lease: number }
  /** The provider has taken it over; `pieces`: its other ids there. */
  | {
      kind: 'taken'
      attempt: number
      status: 'sending' | 'sent' | 'delivered'
      providerId: string
      pieces?: readonly string[]
    }
  /** Surely not sent, again after `wait`. */
  | { kind: 'postponed'; attempt: number; wait: number; error: Trouble | null; blame: Blame | null }
  /** The provider was not called: not enough of the lease was left. */
  | { kind: 'given_back'; attempt: number }
  /** Surely not sent, and never will be. */
  | { kind: 'refused'; attempt: number; error: Trouble; blame: Blame | 'not_capable' | null }
  /** Its address opted out before it left; `undecided`: said what may be an opt-out, and it was to leave by itself. */
  | { kind: 'opted_out'; attempt: number; undecided?: boolean }
  /** Nobody knows whether it was sent. The provider is asked after `askIn`; null where it cannot be asked. */
  | { kind: 'doubted'; attempt: number; error: Trouble; askIn: number | null; pieces?: readonly string[] }
  /** The provider's own word, by webhook or from its history; `at` by its clock. */
  | {
      kind: 'reported'
      status: DeliveryStatus
      providerId: string | null
      error: (Pick<Trouble, 'code' | 'detail'> & Partial<Pick<Trouble, 'retryable'>>) | null
      blame: Blame | null
      /** Surely not delivered, and the same may be taken after so many milliseconds; null: nobody knows when. */
      notNow?: { after: number | null; jitter: number } | null
      /** What really carried it. */
      service?: Service | null
      at: Date
    }
  /** What the provider had taken it has put off itself: surely not delivered, again after `wait`. `providerId` is that attempt's. */
  | { kind: 'deferred'; wait: number; error: Trouble; blame: Blame | null; providerId: string | null; at: Date }
  /** Asked about a doubt, the provider has it. */
  | { kind: 'found'; status: DeliveryStatus; providerId: string | null }
  /** Asked about a doubt, the provider is sure that it never sent it: it leaves again. Says nothing of a later claim. */
  | { kind: 'found_unsent'; attempt: number }
  /** The same, but it does not leave again. */
  | { kind: 'never_taken'; attempt: number; error: Trouble }
  /** A person says what became of a doubt. */
  | { kind: 'settled_sent'; actor: Actor }
  | { kind: 'settled_not_sent'; actor: Actor }
  /** Another message stands in for it. */
  | { kind: 'followed'; by: string; channel: string; lineId: string; reason: string }
  /** Its contact opted out of this channel, so nothing may stand in for it any more. */
  | { kind: 'barred'; channel: string }
  /** A rep sends its words again as a new message. */
  | { kind: 'resent'; by: string }
  /** Its line was taken out of the configuration: it goes another way, or waits until the line is back. */
  | { kind: 'stranded' }
  /** Somebody has it leave by another line, in the conversation that its contact has there. It must surely not have left. */
  | { kind: 'rerouted'; lineId: string; conversationId: string; actor: Actor }
  /** Its line is gone, and somebody says that it need not leave any more. */
  | { kind: 'given_up'; error: Trouble; actor: Actor }
  /** Later messages of its conversation wait for it no more; `actor` is null where the time was up. */
  | { kind: 'let_pass'; actor: Actor | null }
  /** It must not leave any more: its contact was erased, or a person said so. */
  | { kind: 'cancelled'; actor: Actor | null }
  /** A person has seen how it ended. */
  | { kind: 'dismissed'; actor: Actor }

export type MessageEventKind = MessageEvent['kind']
