import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import { peek, peekList, peekText } from '../peek.ts'
import type { Line, ProviderEvent } from '../provider.ts'
import { reactionOrReply } from '../reaction-or-reply.ts'
import { bareAddress } from './channel-address.ts'
import { filesOfTypes } from './files-of-types.ts'
import { messageResource } from './message-resource.ts'
import { serviceOf } from './service-of.ts'
import type { TwilioSettings } from './settings.ts'
import { statusEvent } from './status-event.ts'

/**
 * One item of the history, as `since` made it: Twilio's message together with what is attached to it. Of what left the line the
 * list says neither who sent it nor our reference: it may be ours, and then it is its status, or another program's, the console's or
 * Twilio's own answer to a STOP.
 */
export function readHistory(bytes: Uint8Array, line: Line<TwilioSettings>, now: Date): ProviderEvent[] {
  const item = jsonDelivery(bytes)
  const message = messageResource(item)
  const { sid, body, status } = message
  if (sid === '') throw new Invalid('unreadable_delivery', "This is no message of Twilio's history.")
  const at = message.at ?? now
  const service = serviceOf(sid, [message.from, message.to], line)
  const types = peek(item, 'media') === undefined ? Array<string>(message.files).fill('') : typesOf(item)
  const attachments = filesOfTypes(types)
  const carried = {
    ...(service === undefined ? {} : { service }),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
  if (!message.inbound) {
    if (peekText(item, 'direction') === undefined) {
      throw new Invalid('unreadable_delivery', 'The message does not say whether it came or left.')
    }
    const { errorCode, errorMessage: words } = message
    const told = statusEvent({ sid, word: status, errorCode, words, service, at, now })
    const to = bareAddress(message.to)
    const left = told.kind === 'status' && told.status
    if (to === '' || (left !== 'sent' && left !== 'delivered' && left !== 'read')) return [told]
    const shown = body.trim() === '' && attachments.length === 0 ? 'A message whose words Twilio does not show.' : body
    const sent = { providerId: sid, to, body: shown, subject: null, by: null, status: left, ...carried, at }
    return [{ kind: 'elsewhere', ...sent }]
  }
  const from = bareAddress(message.from)
  if (from === '') throw new Invalid('unreadable_delivery', 'The message does not say who wrote it.')
  if (from === line.address) return [{ kind: 'ignored', reason: 'an echo of our own message' }]
  // A place, say: the list has no words for it, but a webhook may.
  const wordless = body.trim() === '' && attachments.length === 0
  return [
    reactionOrReply({
      kind: 'reply',
      providerId: sid,
      from,
      body: wordless ? 'This person sent something that Twilio’s list shows without words.' : body,
      ...(wordless ? { made: true as const, provisional: true as const } : {}),
      subject: null,
      at,
      ...carried,
    }),
  ]
}

function typesOf(item: unknown): string[] {
  return peekList(item, 'media').map((each) => peekText(each, 'contentType') ?? '')
}
