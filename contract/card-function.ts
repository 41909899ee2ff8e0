import type { ConversationRequest, ConversationResponse } from './conversation.ts'
import type { KeepDraftRequest, KeepDraftResponse } from './keep-draft.ts'
import type { LetPassRequest, LetPassResponse } from './let-pass.ts'
import type { MessageOriginalRequest, MessageOriginalResponse } from './message-original.ts'
import type { MessageTraceRequest, MessageTraceResponse } from './message-trace.ts'
import type { OlderMessagesRequest, OlderMessagesResponse } from './older-messages.ts'
import type { Problem } from './problem.ts'
import type { SendMessageRequest, SendMessageResponse } from './send-message.ts'
import type { SettleMessageRequest, SettleMessageResponse } from './settle-message.ts'

/** What the card asks of the relay, by name; the app function and `hubspot.fetch` both carry these. */
export interface CardCalls {
  conversation: { request: ConversationRequest; response: ConversationResponse }
  'older-messages': { request: OlderMessagesRequest; response: OlderMessagesResponse }
  'keep-draft': { request: KeepDraftRequest; response: KeepDraftResponse }
  'send-message': { request: SendMessageRequest; response: SendMessageResponse }
  'settle-message': { request: SettleMessageRequest; response: SettleMessageResponse }
  'let-pass': { request: LetPassRequest; response: LetPassResponse }
  'message-original': { request: MessageOriginalRequest; response: MessageOriginalResponse }
  'message-trace': { request: MessageTraceRequest; response: MessageTraceResponse }
}
export type CardCall = keyof CardCalls

/** Where each call goes on the relay. */
export const cardCallPaths: Record<CardCall, string> = {
  conversation: '/card/conversation',
  'older-messages': '/card/older',
  'keep-draft': '/card/draft',
  'send-message': '/card/messages',
  'settle-message': '/card/settle',
  'let-pass': '/card/let-pass',
  'message-original': '/card/original',
  'message-trace': '/card/trace',
}

/**
 * Parameters of the app function `relay`. The function adds `contact.properties` itself from what HubSpot hands it
 * (`propertiesToSend`), so the card cannot claim another address.
 */
export type CardFunctionParameters = {
  [Call in CardCall]: {
    call: Call
    contactId: string
    request: Omit<CardCalls[Call]['request'], 'contact'>
  }
}[CardCall]

/** What the function answers; it never throws, because a thrown text would reach the browser. */
export type CardAnswer<Call extends CardCall> =
  { ok: true; value: CardCalls[Call]['response'] } | { ok: false; problem: Problem }
