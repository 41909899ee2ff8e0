import type { Channel } from '../../contract/channel.ts'
import { channelNames } from '../../contract/channel-names.ts'
import { doubtWords, statusLabels, unprovedWords } from '../../contract/message-words.ts'
import type { TraceEvent } from '../message/read-trace.ts'

/** What a story says of a line: its name, and whether its provider can be asked what became of a message. */
type FindLine = (lineId: string) => { line: { label: string }; provider: { find?: unknown } } | null

/** An event of a message in the words of a person. */
export function tellEvent(event: TraceEvent, findLine: FindLine): string {
  const lineLabel = (lineId: string) => findLine(lineId)?.line.label ?? lineId
  const text = (name: string) => {
    const value = event.data[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const because = text('detail') ? `: ${text('detail').replace(/\.$/, '')}` : ''
  const stepChannel = channelNames[text('channel') as Channel] ?? text('channel')
  const who = tellActor(event.actor ?? {})
  const doubt = text('proof') === 'fail' ? ` ${unprovedWords}` : ''
  switch (event.kind) {
    case 'accepted':
      return `Accepted for ${channelNames[event.channel]} on ${lineLabel(event.lineId)}${who ? `, from ${who}` : ''}.`
    case 'sending':
      return text('attempt') === '1' ? 'Leaving.' : `Leaving, attempt ${text('attempt')}.`
    case 'postponed':
      return `Not taken yet${because}. It is tried again by itself.`
    case 'deferred':
      return `Taken, but put off by the provider${because}. It is sent again by itself.`
    case 'unknown':
      return `${statusLabels.unknown}${because}. ${doubtWords({ doubt: { asked: Boolean(findLine(event.lineId)?.provider.find) } })}`
    case 'found_unsent':
      return 'The provider is sure that it never sent this. It leaves now.'
    case 'given_back':
      return 'Not tried: there was not enough time left, or its line was changed. It is tried again by itself.'
    case 'let_pass':
      return who ? `${who} let later messages leave before this one.` : 'Later messages no longer wait for this one.'
    case 'resent':
      return 'Sent again as a new message.'
    case 'dismissed':
      // A reply of nobody's is put aside by whoever runs the relay, and names them itself; of a message its end was seen.
      return text('by') ? 'Somebody has seen this and put it aside.' : `${who || 'Somebody'} has seen how this ended.`
    case 'sent':
    case 'delivered':
    case 'read':
    case 'failed':
    case 'undelivered':
    case 'cancelled':
    case 'expired':
      return `${statusLabels[event.kind]}${because}.`
    case 'stranded':
      return `${lineLabel(event.lineId)} is not configured any more. It waits for the line, or goes another way.`
    case 'rerouted':
      return `${who || 'Somebody'} had it leave by ${lineLabel(text('line'))} instead.`
    case 'settled':
      return `${who || 'Somebody'} said that this was ${text('outcome') === 'sent' ? 'sent' : 'not sent'}.`
    case 'fell_back':
      return `Sent by ${stepChannel} on ${lineLabel(text('line'))} instead: ${text('reason')}.`
    case 'step_skipped':
      return `${stepChannel} was passed over: ${text('reason')}.`
    case 'barred':
      return `The contact opted out of ${stepChannel}, so this is not sent another way.`
    case 'ladder_ended':
      return `No other way was left: ${text('reason')}.`
    case 'received':
      return `Received.${doubt}`
    case 'elsewhere':
      return `Written outside of Homing${text('by') ? ` by ${text('by')}` : ''}.`
    case 'completed':
      return text('before') ? `Completed. It said before: “${text('before')}”` : 'A file came late.'
    case 'edited':
      return `Edited by whoever wrote it. It said before: “${text('before')}”`
    case 'unsent':
      return `Taken back by whoever wrote it. It said: “${text('before')}”`
    case 'reaction':
      return text('reaction')
        ? `Reaction: ${text('reaction')}`
        : `A reaction was taken away${text('was') ? `: ${text('was')}` : '.'}`
    case 'consent_decided':
      return `Taken for ${text('outcome') === 'opted_out' ? 'an' : 'no'} opt-out by ${looker(text('by'))}.`
    case 'aside':
      return `Received and set aside: ${text('reason')}.${doubt}`
    case 'unmatched':
      return `Received, and nobody's: ${text('reason')}.${doubt}`
    case 'given':
      return text('by')
        ? `Given to this contact by ${looker(text('by'))}.`
        : 'HubSpot names this contact as who has the address.'
    default:
      return `${event.kind.replaceAll('_', ' ')}${because}.`
  }
}

/** Who decided about something that waited: an admin of the account, or whoever runs the relay, as always in older stories. */
function looker(by: string): string {
  return by.startsWith('user:') ? `user ${by.slice('user:'.length)}` : 'whoever runs the relay'
}

/** A user whom HubSpot vouches for, one whom only the card names, a workflow, or auto-send; empty where nobody is named. */
function tellActor({
  userId,
  userEmail,
  claimedUserId,
  claimedUserEmail,
  workflowId,
  ...by
}: Record<string, string>): string {
  if (workflowId) return `workflow ${workflowId}`
  if (by.automatic) return `auto-send to a new contact${by.matched ? ` (${by.matched})` : ''}`
  const claimed = claimedUserId || claimedUserEmail ? ' (claimed by the card)' : ''
  const [id, email] = claimed ? [claimedUserId, claimedUserEmail] : [userId, userEmail]
  const words = [email, id && `user ${id}`].filter(Boolean)
  return words.length === 0 ? '' : `${words.join(', ')}${claimed}`
}
