import { lineOf } from '../lines.ts'

type Members = Record<string, unknown>

const handle = (address: string, mine: boolean) => ({
  id: `handle-${address}`,
  handle: address,
  service: 'iMessage',
  is_me: mine,
  joined_at: '2026-01-01T00:00:00.000Z',
})
const healthy = { status: 'HEALTHY', doc_url: 'https://docs.example/health', updated_at: '2026-01-01T00:00:00.000Z' }

/** Events of Linq's, webhook version 2026-02-03, built anew from its reference. */
export const linq = {
  event: (type: string, data: Members, id: string): Members => ({
    api_version: 'v3',
    webhook_version: '2026-02-03',
    event_type: type,
    event_id: id,
    created_at: new Date().toISOString(),
    trace_id: id,
    partner_id: 'partner',
    data,
  }),
  /** The data of a `message.*` event. */
  message(lineId: string, person: string, id: string, parts: unknown, more: Members = {}): Members {
    const { address } = lineOf(lineId)
    const outbound = more.direction === 'outbound'
    return {
      id,
      direction: 'inbound',
      chat: { id: `chat-${person}`, is_group: false, owner_handle: handle(address, true), health_status: healthy },
      sender_handle: outbound ? handle(address, true) : handle(person, false),
      parts,
      service: 'iMessage',
      preferred_service: null,
      effect: null,
      reply_to: null,
      idempotency_key: null,
      sent_at: new Date().toISOString(),
      delivered_at: null,
      read_at: null,
      ...more,
    }
  },
  /** A message as the list of a chat shows it. */
  row: (person: string, id: string, parts: unknown, more: Members = {}): Members => ({
    id,
    chat_id: `chat-${id}`,
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
    /** Not Linq's: whose chat it is, which the chat says. */
    person,
    is_from_me: false,
    is_read: false,
    is_delivered: true,
    delivery_status: 'received',
    from_handle: handle(person, false),
    parts,
    reply_to: null,
    service: 'iMessage',
    sent_at: new Date().toISOString(),
    ...more,
  }),
  text: (value: string): Members => ({ type: 'text', value, reactions: null }),
}
