import { cutText } from '../../../contract/cut-text.ts'
import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import { membersOf } from '../members.ts'
import { namesLine } from '../names-line.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { contentOf } from './content-of.ts'
import { failureOf } from './failure-of.ts'
import { lineState } from './line-state.ts'
import { readMessage, type LinqMessage } from './linq-message.ts'
import { otherWords } from './other-words.ts'
import { reactionOf, reactionsIn } from './reaction-of.ts'
import { replyOf } from './reply-of.ts'
import { isStatus, sentOf } from './sent-of.ts'
import type { LinqSettings } from './settings.ts'
import type { Told } from './told.ts'

/** One event of Linq's, webhook version 2026-02-03, or an item of its history in the same form, in our words. */
export async function read(received: Received, line: Line<LinqSettings>): Promise<ProviderEvent[]> {
  const event = membersOf(jsonDelivery(received.body))
  const type = event.text('event_type')
  if (type === undefined) throw new Invalid('unreadable_delivery', 'This is no event of Linq.')
  const arrived = membersOf(received.headers).date('homing-received')
  const at = event.date('created_at') ?? arrived
  if (!at) return [{ kind: 'unreadable', reason: 'The event has no readable time.' }]
  const listed = event.date('listed_at')
  const data = event.within('data')
  return eventsOf({
    type,
    id: event.text('event_id'),
    data,
    at,
    given: listed ?? at,
    isHistory: listed !== undefined,
    line,
  })
}

function eventsOf(told: Told): ProviderEvent[] {
  const { type } = told
  switch (type) {
    case 'message.failed':
      return told.isHistory ? ofMessage(told) : [failureOf(told)]
    case 'message.edited':
      return [editOf(told)]
    case 'reaction.added':
    case 'reaction.removed':
      return [reactionOf(told)]
    case 'phone_number.status_updated':
    case 'phone_number.released':
      return [lineState(told)]
    default:
      if (type === 'message.received' || isStatus(type)) return ofMessage(told)
      return [otherWords(told) ?? { kind: 'ignored', reason: `an event “${cutText(type, 60)}”` }]
  }
}

function ofMessage(told: Told): ProviderEvent[] {
  const { type, data, line } = told
  const message = readMessage(data, line)
  if (!message) return [{ kind: 'unreadable', reason: 'This message of Linq has no id.' }]
  const { owner, group, outbound, sender } = message
  if (owner !== undefined && !namesLine(owner, line)) return [{ kind: 'ignored', reason: 'an event of another line' }]
  if (group) return [{ kind: 'ignored', reason: 'a group conversation' }]
  const signs = reactionsIn(message, told)
  if (type !== 'message.received') {
    return outbound ? [sentOf(message, told), ...signs] : [{ kind: 'ignored', reason: 'the status of a reply' }]
  }
  if (outbound || (sender !== undefined && namesLine(sender, line))) {
    return [{ kind: 'ignored', reason: 'an echo of our own message' }]
  }
  if (sender === undefined) return [{ kind: 'unreadable', reason: 'This message of Linq has no sender.' }]
  return [replyOf(message, sender, told), ...editIn(message, told), ...signs]
}

/** The history shows words as they stand now; whether that is how they were told, the relay knows. */
function editIn({ id: providerId, parts }: LinqMessage, { data, given, isHistory }: Told): ProviderEvent[] {
  const [created, at] = [data.date('created_at'), data.date('updated_at')]
  const { body, made } = contentOf(parts, given)
  if (!isHistory || !created || !at || at.getTime() - created.getTime() < 1000 || made || body === '') return []
  return [{ kind: 'edited', providerId, body, at }]
}

/** Linq names the part that was changed, of which nearly every message has one. */
function editOf({ data, at, line }: Told): ProviderEvent {
  const chat = data.within('chat')
  const owner = chat.within('owner_handle').text('handle')
  if (owner !== undefined && !namesLine(owner, line)) return { kind: 'ignored', reason: 'an event of another line' }
  if (chat.flag('is_group') === true) return { kind: 'ignored', reason: 'a group conversation' }
  const [providerId, body] = [data.text('id', 'message_id'), data.within('part').text('text', 'value')]
  if (body === undefined && data.text('direction') === 'outbound')
    return { kind: 'ignored', reason: 'an edit of our own' }
  if (providerId === undefined || body === undefined) {
    return { kind: 'unreadable', reason: 'This edit names no message, or no new words.' }
  }
  return { kind: 'edited', providerId, body, at: data.date('edited_at') ?? at }
}
