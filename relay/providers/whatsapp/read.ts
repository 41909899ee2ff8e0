import { Compile } from 'typebox/compile'
import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { WhatsAppDelivery, WhatsAppMessages } from './delivery.ts'
import { lineEvent, preferenceEvents } from './line-event.ts'
import { replyEvent } from './reply-event.ts'
import type { WhatsAppSettings } from './settings.ts'
import { statusEvent } from './status-event.ts'

const deliveries = Compile(WhatsAppDelivery)
const messages = Compile(WhatsAppMessages)

/** Everything that one POST says, in its order. One app has one address for all its numbers, so others are passed over. */
export async function read(received: Received, line: Line<WhatsAppSettings>): Promise<ProviderEvent[]> {
  const delivery = jsonDelivery(received.body)
  if (!deliveries.Check(delivery)) throw new Invalid('unreadable_delivery', 'This is no delivery of WhatsApp.')
  return delivery.entry.flatMap(({ time = 0, changes }) =>
    changes.flatMap(({ field, value }) => eventsOf(field, value, new Date(time * 1000), line)),
  )
}

function eventsOf(field: string, value: unknown, at: Date, line: Line<WhatsAppSettings>): ProviderEvent[] {
  if (field !== 'messages') {
    const others = field === 'user_preferences' ? preferenceEvents(value) : [lineEvent(field, value, at, line)]
    const events = others.filter((event) => event !== undefined)
    return events.length > 0 ? events : [{ kind: 'ignored', reason: `nothing to do for “${field.slice(0, 40)}”` }]
  }
  if (!messages.Check(value)) throw new Invalid('unreadable_delivery', 'A message or status cannot be read.')
  if (value.metadata.phone_number_id !== line.settings.phoneNumberId) {
    return [{ kind: 'ignored', reason: 'it is of another number of the app' }]
  }
  // The contacts stand in the order of the messages; one may stand for all.
  const { contacts = [] } = value
  const replies = (value.messages ?? []).map((message, index) => {
    const contact = contacts.length === 1 ? contacts[0] : contacts[index]
    return replyEvent(message, contact?.user_id, line)
  })
  const events = [...replies, ...(value.statuses ?? []).map(statusEvent)]
  return events.length > 0 ? events : [{ kind: 'ignored', reason: 'it says nothing' }]
}
