import { membersOf, type Members } from '../members.ts'

/** An event, bare as webhooks carry it or with its `payload` around it as the list of events and older webhooks do. */
export interface ChertEvent {
  id: string | undefined
  type: string | undefined
  /** When it happened, as far as it can be read. */
  at: Date | undefined
  /** When Chert noted it, by which its list goes: a message may be told long after it was sent. */
  notedAt: Date | undefined
  data: Members
  chat: Members
  message: Members
}

/** Takes an event apart; nothing in it decides whether it is one. */
export function chertEvent(value: unknown): ChertEvent {
  const event = membersOf(value)
  const payload = event.within('payload')
  const data = event.has('data') ? event.within('data') : payload.within('data')
  const message = data.within('message')
  const sentAt = message.date('sent_at')
  const notedAt = event.date('timestamp') ?? payload.date('timestamp') ?? event.date('created_at')
  return {
    id: event.text('event_id') ?? payload.text('event_id'),
    type: event.text('event_type') ?? payload.text('event_type') ?? event.text('event', 'type'),
    at: sentAt ?? notedAt,
    notedAt: notedAt ?? sentAt,
    data,
    chat: data.within('chat'),
    message,
  }
}
