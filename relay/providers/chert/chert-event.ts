import { loose } from '../loose.ts'

type Members = Readonly<Record<string, unknown>>

/** An event, bare as webhooks carry it or with its `payload` around it as the list of events and older webhooks do. */
export interface ChertEvent {
  id: string | undefined
  type: string | undefined
  /** When it happened, as far as it can be read. */
  at: Date | undefined
  data: Members
  chat: Members
  message: Members
}

/** Takes an event apart; nothing in it decides whether it is one. */
export function chertEvent(value: unknown): ChertEvent {
  const event = loose.record(value)
  const payload = loose.record(event.payload)
  const data = loose.record(event.data ?? payload.data)
  const message = loose.record(data.message)
  const times = [message.sent_at, event.timestamp, payload.timestamp, event.created_at]
  return {
    id: loose.text(event.event_id) ?? loose.text(payload.event_id),
    type: [event.event_type, payload.event_type, event.event, event.type].map(loose.text).find(Boolean),
    at: times.map(loose.time).find((time) => time !== undefined),
    data,
    chat: loose.record(data.chat),
    message,
  }
}
