import type { LinqChat, LinqMessage } from './linq-chats.ts'

const service = 'iMessage'
const healthy = {
  status: 'HEALTHY',
  doc_url: 'https://docs.example/chat-health',
  updated_at: '2026-01-01T00:00:00.000Z',
}

function handle(address: string, mine: boolean): object {
  return { id: `handle-${address}`, handle: address, service, is_me: mine, joined_at: '2026-01-01T00:00:00.000Z' }
}

function sender({ chat, mine }: LinqMessage): object {
  return handle(mine ? chat.line : chat.person, mine)
}

/** A chat as the API lists it. */
export function chatShape(chat: LinqChat): object {
  return {
    id: chat.id,
    display_name: chat.person,
    handles: [handle(chat.line, true), handle(chat.person, false)],
    health_status: healthy,
    is_archived: false,
    is_group: chat.group,
    service,
    created_at: chat.updatedAt,
    updated_at: chat.updatedAt,
  }
}

/** A message as the history lists it. */
export function messageShape(message: LinqMessage): object {
  return {
    ...sentShape(message),
    chat_id: message.chat.id,
    is_from_me: message.mine,
    is_delivered: message.status === 'delivered' || message.status === 'read',
    updated_at: message.updatedAt,
    sent_at: message.createdAt,
    service,
    ...message.odd,
  }
}

/** A message as a send is answered with it. */
export function sentShape(message: LinqMessage): object {
  return {
    id: message.id,
    created_at: message.createdAt,
    delivery_status: message.status,
    is_read: message.status === 'read',
    parts: message.parts.map((part) => ({ reactions: null, ...part })),
    sent_at: message.status === 'pending' ? null : message.createdAt,
    delivered_at: null,
    from_handle: sender(message),
    service: null,
    reply_to: null,
  }
}

/** The data of a `message.*` event: version 2026-02-03, or the older form, which a subscription without one gets. */
export function eventData(message: LinqMessage, version: string, at: string, direction: string): object {
  const { chat } = message
  const parts = message.parts.map((part) => ({ ...part, reactions: null }))
  if (version !== '2026-02-03') {
    return { chat_id: chat.id, from: chat.person, is_from_me: message.mine, message: { id: message.id, parts } }
  }
  const reached = message.status
  return {
    id: message.id,
    chat: { id: chat.id, is_group: chat.group, owner_handle: handle(chat.line, true), health_status: healthy },
    direction,
    sender_handle: sender(message),
    parts,
    service,
    preferred_service: null,
    effect: null,
    reply_to: null,
    idempotency_key: message.key,
    sent_at: message.createdAt,
    delivered_at: reached === 'delivered' || reached === 'read' ? at : null,
    read_at: reached === 'read' ? at : null,
  }
}
