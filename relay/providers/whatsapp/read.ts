import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import { peek, peekList, peekText } from '../peek.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { contactOf } from './contact-of.ts'
import { echoEvent } from './echo-event.ts'
import { lineEvent } from './line-event.ts'
import { messageEvent } from './message-event.ts'
import { metaWords } from './meta-words.ts'
import { preferenceEvents } from './preference-events.ts'
import { refusal } from './refusals.ts'
import type { WhatsAppSettings } from './settings.ts'
import { statusEvent } from './status-event.ts'

type WhatsAppLine = Line<WhatsAppSettings>

/**
 * Everything that one POST says, in its order: several accounts, each with several changes, each with several items, and none
 * of them decides about another. One app has one address for all its numbers, so others are passed over.
 */
export async function read(received: Received, line: WhatsAppLine): Promise<ProviderEvent[]> {
  const delivery = jsonDelivery(received.body)
  const entries = peek(delivery, 'entry')
  if (peek(delivery, 'object') !== 'whatsapp_business_account' || !Array.isArray(entries)) {
    throw new Invalid('unreadable_delivery', 'This is no delivery of WhatsApp.')
  }
  const stamped = new Date(received.headers['homing-received'] ?? '')
  const came = Number.isNaN(stamped.getTime()) ? new Date() : stamped
  return entries.flatMap((entry: unknown) => {
    const seconds = Number(peekText(entry, 'time') ?? Number.NaN)
    const at = seconds >= 0 && seconds <= 1e11 ? new Date(seconds * 1000) : came
    const changes = peekList(entry, 'changes')
    return changes.flatMap((change) => eventsOf(peekText(change, 'field'), peek(change, 'value'), at, line))
  })
}

function eventsOf(field: string | undefined, value: unknown, at: Date, line: WhatsAppLine): ProviderEvent[] {
  switch (field) {
    case undefined:
      return [{ kind: 'unreadable', reason: 'A change of WhatsApp does not say what it is about.' }]
    case 'messages':
    case 'smb_message_echoes':
    case 'message_echoes':
      return ofLine(value, line) ?? itemsOf(value, at, line)
    case 'user_preferences':
      return ofLine(value, line, 'unless named') ?? preferenceEvents(value, at)
    default:
      return [lineEvent(field, value, at, line)]
  }
}

/** What is of another number of the app is passed over; undefined for what is this line's. */
function ofLine(value: unknown, line: WhatsAppLine, unless?: 'unless named'): ProviderEvent[] | undefined {
  const id = peekText(value, 'metadata', 'phone_number_id')
  const shown = peekText(value, 'metadata', 'display_phone_number')?.replace(/\D/g, '')
  if (id === line.settings.phoneNumberId) return undefined
  if (id === undefined && shown === line.address.replace(/\D/g, '')) return undefined
  if (id === undefined && shown === undefined) {
    return unless ? undefined : [{ kind: 'unreadable', reason: 'WhatsApp does not say which number this is about.' }]
  }
  return [{ kind: 'ignored', reason: 'it is of another number of the app' }]
}

function itemsOf(value: unknown, at: Date, line: WhatsAppLine): ProviderEvent[] {
  const contacts = peekList(value, 'contacts')
  const events = [
    ...peekList(value, 'messages').map((message, index) => {
      return messageEvent(message, contactOf(message, contacts, index), line, at)
    }),
    ...peekList(value, 'message_echoes').map((echo) => echoEvent(echo, at)),
    ...peekList(value, 'statuses').map((status) => statusEvent(status, at)),
    ...peekList(value, 'errors').map((error) => errorEvent(error, at)),
  ]
  return events.length > 0 ? events : [{ kind: 'ignored', reason: 'it says nothing' }]
}

/** An error that is about no message: told where it is the line's. */
function errorEvent(error: unknown, at: Date): ProviderEvent {
  const code = Number(peekText(error, 'code') ?? Number.NaN)
  const { detail, blame } = refusal(Number.isInteger(code) ? code : null)
  const reason = [detail, metaWords(error)].filter(Boolean).join(' Meta says: ')
  return blame === 'line' ? { kind: 'line', state: 'degraded', reason, at } : { kind: 'ignored', reason }
}
