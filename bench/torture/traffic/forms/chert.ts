import { lineOf } from '../lines.ts'

type Members = Record<string, unknown>

/** Events of Chert's, built anew from its reference. */
export const chert = {
  event: (type: string, data: Members, id: string): Members => ({
    event: type,
    event_id: `chert:msg:${id}`,
    timestamp: new Date().toISOString(),
    api_version: 'v1',
    webhook_version: '2026-05-04',
    event_type: type,
    trace_id: id,
    partner_id: 'tenant',
    data,
  }),
  message(lineId: string, person: string, id: string, parts: unknown, more: Members = {}): Members {
    const handle = (address: string, mine: boolean) => ({ handle: address, service: 'imessage', is_me: mine })
    const ours = handle(lineOf(lineId).address, true)
    const theirs = handle(person, false)
    const outbound = more.direction === 'outbound'
    return {
      chat: { id: `chat-${person}`, is_group: false, handles: [ours, theirs], owner_handle: ours },
      message: { id, direction: 'inbound', sender_handle: outbound ? ours : theirs, parts, ...more },
    }
  },
}
