import type { CardAnswer } from '../../../contract/card-function.ts'
import type { Draft } from '../../../contract/draft.ts'
import type { SettleMessageRequest } from '../../../contract/settle-message.ts'
import { callRelay } from '../../relay/call-relay.ts'

/** What is sent for one message; `key` is the idempotency key, `subject` is empty unless the line sends email. */
export interface Attempt {
  key: string
  lineId: string
  subject: string
  body: string
  /** Addresses of the files that go along. */
  files: readonly string[]
  /** The failed message that this one repeats. */
  retryOf?: string
  /** The number that the rep says is right, although it was refused as nobody's. */
  sureOf?: string
}

/** What the rep says became of a message in doubt. */
export type Outcome = SettleMessageRequest['outcome']

/** The relay as this card on this contact sees it. No call rejects. */
export interface CardRelay {
  conversation(since?: string): Promise<CardAnswer<'conversation'>>
  older(before: string): Promise<CardAnswer<'older-messages'>>
  keepDraft(draft: Draft | null): Promise<CardAnswer<'keep-draft'>>
  send(attempt: Attempt): Promise<CardAnswer<'send-message'>>
  settle(messageId: string, outcome: Outcome): Promise<CardAnswer<'settle-message'>>
  letPass(messageId: string): Promise<CardAnswer<'let-pass'>>
  trace(messageId: string): Promise<CardAnswer<'message-trace'>>
  original(messageId: string): Promise<CardAnswer<'message-original'>>
}

/** The part of HubSpot's context the relay is told. */
interface CardContext {
  portal: { id: number; timezone?: string }
  user: { id: number; email: string }
  crm: { objectId: number }
}

export function cardRelay(context: CardContext): CardRelay {
  const contactId = String(context.crm.objectId)
  const caller = {
    portalId: String(context.portal.id),
    userId: String(context.user.id),
    userEmail: context.user.email,
  }
  const { timezone } = context.portal
  const ask = (more: { since?: string; timeZone?: string }) =>
    callRelay<'conversation'>({ call: 'conversation', contactId, request: { ...caller, ...more } })
  return {
    async conversation(since) {
      if (since !== undefined) return ask({ since })
      const answer = await ask(timezone ? { timeZone: timezone } : {})
      // An older relay refuses what it does not know.
      return !answer.ok && answer.problem.code === 'invalid_request' && timezone ? ask({}) : answer
    },
    older: (before) =>
      callRelay<'older-messages'>({ call: 'older-messages', contactId, request: { ...caller, before } }),
    keepDraft: (draft) => callRelay<'keep-draft'>({ call: 'keep-draft', contactId, request: { ...caller, draft } }),
    send: ({ key, lineId, subject, body, files, retryOf, sureOf }) =>
      callRelay<'send-message'>({
        call: 'send-message',
        contactId,
        request: {
          ...caller,
          idempotencyKey: key,
          lineId,
          body,
          ...(subject.trim() ? { subject } : {}),
          ...(retryOf ? { retryOf } : {}),
          ...(sureOf ? { sureOf } : {}),
          ...(files.length > 0 ? { attachments: files.map((url) => ({ url })) } : {}),
        },
      }),
    settle: (messageId, outcome) =>
      callRelay<'settle-message'>({
        call: 'settle-message',
        contactId,
        request: { ...caller, messageId, outcome },
      }),
    letPass: (messageId) => callRelay<'let-pass'>({ call: 'let-pass', contactId, request: { ...caller, messageId } }),
    original: (messageId) =>
      callRelay<'message-original'>({ call: 'message-original', contactId, request: { ...caller, messageId } }),
    trace: (messageId) =>
      callRelay<'message-trace'>({ call: 'message-trace', contactId, request: { ...caller, messageId } }),
  }
}
