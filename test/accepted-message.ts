import type { AcceptedMessage } from '../relay/message/accepted-message.ts'
import { newId } from '../relay/store/id.ts'

/** A message as it is accepted from the card, in a conversation of its own; `about` says what is otherwise. */
export function acceptedMessage(about: Partial<AcceptedMessage> = {}): AcceptedMessage {
  return {
    portalId: '4242',
    id: newId(),
    source: 'card',
    contactId: '1',
    conversationId: newId(),
    token: newId(),
    lineId: 'sms',
    channel: 'sms',
    address: '+12025550143',
    subject: null,
    body: 'Hello',
    idempotencyKey: newId(),
    requestHash: '00',
    actor: {},
    attachments: [],
    ladder: [],
    template: null,
    fallback: null,
    retryOf: null,
    ...about,
  }
}
