import { Compile } from 'typebox/compile'
import { Type } from 'typebox'
import { Invalid } from '../../errors.ts'
import type { Line, ProviderEvent, ReceivedAttachment } from '../provider.ts'
import { bareAddress } from './channel-address.ts'
import { MessageResource } from './message-resource.ts'
import type { TwilioSettings } from './settings.ts'
import { statusEvent } from './status-event.ts'

const media = Type.Array(Type.Object({ contentType: Type.String() }))
const items = Compile(Type.Interface([MessageResource], { media: Type.Optional(media) }))

/** One item of the history, as `since` made it: Twilio's message together with what is attached to it. */
export function readHistory(bytes: Uint8Array, line: Line<TwilioSettings>): ProviderEvent {
  const item = parsed(bytes)
  if (!items.Check(item)) throw new Invalid('unreadable_delivery', "This is no message of Twilio's history.")
  const at = new Date(item.date_sent ?? item.date_created)
  if (Number.isNaN(at.getTime())) throw new Invalid('unreadable_delivery', 'The message has no readable time.')
  if (item.direction !== 'inbound') {
    return statusEvent({ sid: item.sid, word: item.status, errorCode: item.error_code, at })
  }
  const from = bareAddress(item.from)
  if (from === line.address) return { kind: 'ignored', reason: 'an echo of our own message' }
  const attachments = (item.media ?? []).map(({ contentType }, index): ReceivedAttachment => {
    return { url: null, contentType, name: `attachment-${index + 1}` }
  })
  return {
    kind: 'reply',
    providerId: item.sid,
    from,
    body: item.body ?? '',
    subject: null,
    at,
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Invalid('unreadable_delivery', 'The delivery is no JSON in UTF-8.')
  }
}
