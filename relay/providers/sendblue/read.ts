import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import { membersOf } from '../members.ts'
import { namesLine } from '../names-line.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { lineBlocked } from './line-blocked.ts'
import { readMessage } from './message.ts'
import { replyOf } from './reply-of.ts'
import { sentOf } from './sent-of.ts'
import type { SendblueSettings } from './settings.ts'

/** One webhook or item of the history in our words; both show a message in the same shape. */
export async function read(received: Received, line: Line<SendblueSettings>): Promise<ProviderEvent[]> {
  const input = jsonDelivery(received.body)
  if (typeof input !== 'object' || input === null) throw unreadable('This is no event of Sendblue.')
  const event = eventOf(input, received, line)
  // An item of the history is its own delivery: what nobody can read waits as a whole.
  if (event.kind === 'unreadable' && received.origin === 'history') throw unreadable(event.reason)
  return [event]
}

function eventOf(input: object, { headers, origin }: Received, line: Line): ProviderEvent {
  const arrived = membersOf(headers).date('homing-received')
  const blocked = lineBlocked(input, line, arrived)
  if (blocked) return blocked
  // Typing, calls, contacts and lines bear no content; a message that cannot be read must not be lost in silence.
  if (origin === 'webhook' && !('message_handle' in input) && !('content' in input))
    return ignored('no event of a message')
  const message = readMessage(input, line)
  if (!message) return { kind: 'unreadable', reason: 'The message of Sendblue has no handle.' }
  const { own, outbound, group, person } = message
  // Webhooks for what is sent cannot be had for one line alone.
  if (own !== undefined && !namesLine(own, line)) return ignored('a message of another line')
  if (group) return ignored('a message in a group')
  const at = (outbound ? message.changedAt : message.sentAt) ?? arrived
  if (!at) return { kind: 'unreadable', reason: 'The message of Sendblue has no time.' }
  if (outbound) return sentOf(message, at)
  if (person === undefined) return { kind: 'unreadable', reason: 'The message of Sendblue has no sender.' }
  return namesLine(person, line) ? ignored('an echo of our own message') : replyOf(message, person, at, line)
}

function ignored(reason: string): ProviderEvent {
  return { kind: 'ignored', reason }
}

function unreadable(words: string): Invalid {
  return new Invalid('unreadable_delivery', words)
}
