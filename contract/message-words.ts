import { asSentence } from './as-sentence.ts'
import { channelNames } from './channel-names.ts'
import type { ConversationMessage } from './conversation.ts'
import type { DeliveryStatus } from './delivery-status.ts'

/** Each status in the words of a person: on the card, in the story of a message, on the timeline, in a command. */
export const statusLabels: Readonly<Record<DeliveryStatus, string>> = {
  scheduled: 'Scheduled',
  queued: 'Queued',
  sending: 'Sending',
  unknown: 'Not known whether it was sent',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Failed',
  undelivered: 'Not delivered',
  cancelled: 'Not sent',
  expired: 'Expired',
}

/** What a reader must know of a mail whose sender is not proved. */
export const unprovedWords =
  'The mail server could not confirm that this sender wrote it. Anybody may have written it; ask them another way before you act on it.'

/** Where a message stands, as far as words go. */
export type MessageState = Pick<ConversationMessage, 'status' | 'problem' | 'waits' | 'doubt' | 'attempts'> &
  Partial<Pick<ConversationMessage, 'followedBy'>>

/** What is said of a message: `label` is its state in a word or two, each of `sentences` stands by itself. */
export interface MessageWords {
  label: string
  sentences: string[]
}

/**
 * A message's state in words: where it stands, why it waits, since and until when, and what happens next by itself. `when`
 * says a moment (ISO 8601) as its reader is to see it. In a file without the schema library, because the card's bundle
 * holds it.
 */
export function messageWords(message: MessageState, when: (at: string) => string): MessageWords {
  const { status, problem, waits, attempts = 0 } = message
  // A line that is paused because of what was said of this message says it itself.
  const sentences = problem?.detail && problem.detail !== waits?.detail ? [asSentence(problem.detail)] : []
  if (status === 'unknown') sentences.push(doubtWords(message))
  if (status === 'sending' && attempts > 1) sentences.push(`Attempt ${attempts}.`)
  if (!waits || (status !== 'queued' && status !== 'scheduled')) return { label: statusLabels[status], sentences }
  const { reason, otherwise } = waits
  const other = otherwise
    ? `If it has not left by ${when(otherwise.at)}, it goes by ${channelNames[otherwise.channel]} instead, where that is possible.`
    : []
  return {
    label: reason === 'scheduled' ? statusLabels.scheduled : reason === 'line_busy' ? statusLabels.queued : 'Waiting',
    sentences: [...sentences, waitWords(waits, when)].concat(other),
  }
}

/** What becomes of a doubt by itself. An older relay does not say whether its provider can be asked. */
export function doubtWords({ doubt, followedBy }: Pick<MessageState, 'doubt' | 'followedBy'>): string {
  if (followedBy || doubt?.asked === false) return 'It is not sent again by itself.'
  const sure = 'It leaves again only if the provider is sure that it never sent it.'
  return doubt ? `The provider is being asked what became of it. ${sure}` : sure
}

function waitWords(waits: NonNullable<MessageState['waits']>, when: (at: string) => string): string {
  const since = when(waits.since)
  const because = waits.detail ? `: ${waits.detail.replace(/\.$/, '')}` : ''
  const then = waits.until && when(waits.until)
  switch (waits.reason) {
    case 'retry':
      return `It has waited since ${since} and is tried again ${retryWords(since, then)}.`
    case 'scheduled':
      return then ? `It leaves at ${then}.` : 'It leaves later.'
    case 'order':
      return `It has waited since ${since} for an earlier message to this contact, so that they arrive in order. It leaves by itself when that one has left or is given up${then ? `, at ${then} at the latest` : ''}.`
    case 'line_paused':
      return `Its line has been paused since ${since}${because}. It leaves by itself when the line is resumed.`
    case 'line_removed':
      return `Its line was removed at ${since}. It leaves if an admin has it leave by another line, or by itself if the line is set up again.`
    case 'account':
      return `This HubSpot account has been cut off since ${since}${because}. It leaves by itself when the account is connected again.`
    case 'line_rests':
      return `The provider takes nothing more on its line ${then ? `until ${then}` : 'for now'}. It leaves by itself then.`
    case 'line_busy':
      return 'Its line takes its time between two messages. It leaves when its turn comes.'
    default:
      return `It has waited since ${since}.`
  }
}

/** Two moments of the same minute read as if time stood still. */
function retryWords(since: string, then: string | null): string {
  if (!then) return 'by itself'
  return then === since ? 'within a minute' : `at ${then}`
}
