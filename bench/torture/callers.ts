import { randomUUID } from 'node:crypto'
import { cardCallPaths, type CardAnswer } from '../../contract/card-function.ts'
import type { ConversationResponse } from '../../contract/conversation.ts'
import { signFunctionRequest } from '../../contract/function-signature.ts'
import { signHubSpotRequest } from '../../relay/hubspot/signature.ts'
import { openRecord } from '../../workbench/open-record.ts'
import { account } from '../stage/relay-settings.ts'

export interface CallingContact {
  id: string
  properties: Record<string, string | null>
}

/** A message that somebody wants sent. `key` is the idempotency key or callback id, the same at every try. */
export interface Wish {
  key: string
  contact: CallingContact
  lineId: string
  body: string
}

/** What one try came to: an answer with the message's id, a refusal in words, or no answer (null). */
export type Try = { messageId: string } | { refused: string } | null

export interface Callers {
  /** A request signed as the app function signs it. */
  card(wish: Wish): Promise<Try>
  /** The app function itself, as it is built for HubSpot. */
  appFunction(wish: Wish): Promise<Try>
  /** A workflow that reached the action. */
  workflow(wish: Wish): Promise<Try>
  /** What the card shows of a contact; null without an answer. */
  conversation(contact: CallingContact): Promise<ConversationResponse | null>
}

/** The built app function, as HubSpot loads it. */
export type AppFunction = (context: {
  parameters: unknown
  propertiesToSend: Record<string, string | null>
}) => Promise<CardAnswer<'send-message'>>

/** Milliseconds a caller waits for an answer. */
const patience = 10_000

/**
 * The three kinds of callers, at the relay's public address; without an app function its callers sign for themselves.
 * Given a `clock` that may be wrong, whoever is refused for that tries again.
 */
export function createCallers(publicUrl: string, main: AppFunction | null, clock?: () => Date): Callers {
  const { portalId } = account
  const now = clock ?? (() => new Date())

  async function post(
    path: string,
    headers: Record<string, string>,
    body: Buffer,
  ): Promise<{ status: number; text: string } | null> {
    try {
      const response = await fetch(publicUrl + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        signal: AbortSignal.timeout(patience),
      })
      const text = await response.text()
      return clock && response.status === 401 ? null : { status: response.status, text }
    } catch {
      // A cut connection, a closed port, silence: the caller does not know, and tries again.
      return null
    }
  }

  async function signed(target: string, request: unknown) {
    const body = Buffer.from(JSON.stringify(request))
    const signature = signFunctionRequest(account.functionSecret, {
      id: randomUUID(),
      method: 'POST',
      target,
      body,
      now: now(),
    })
    return post(target, { ...signature }, body)
  }

  const callers: Callers = {
    async card({ key, contact, lineId, body }) {
      const answer = await signed(cardCallPaths['send-message'], {
        portalId,
        contact: openRecord(contact),
        idempotencyKey: key,
        lineId,
        body,
      })
      if (!answer || answer.status >= 500) return null
      if (answer.status !== 200) return { refused: answer.text }
      return JSON.parse(answer.text) as { messageId: string }
    },

    async appFunction(wish) {
      if (!main) return callers.card(wish)
      const { key, contact, lineId, body } = wish
      const answer = await main({
        parameters: {
          call: 'send-message',
          contactId: contact.id,
          request: { portalId, idempotencyKey: key, lineId, body },
        },
        propertiesToSend: openRecord(contact).properties,
      })
      if (answer.ok) return answer.value
      return answer.problem.retryable ? null : { refused: JSON.stringify(answer.problem) }
    },

    async workflow({ key, contact, lineId, body }) {
      const path = '/workflow/send-message'
      const bytes = Buffer.from(
        JSON.stringify({
          callbackId: key,
          origin: { portalId: Number(portalId), actionDefinitionId: 1 },
          context: { source: 'WORKFLOWS', workflowId: 7 },
          object: { objectId: Number(contact.id), objectType: 'CONTACT', properties: contact.properties },
          inputFields: { line: lineId, message: body },
        }),
      )
      const signature = signHubSpotRequest('v2', account.clientSecret, {
        method: 'POST',
        uri: publicUrl + path,
        body: bytes,
        now: now(),
      })
      const answer = await post(path, signature, bytes)
      if (!answer || answer.status >= 500) return null
      if (answer.status !== 200) return { refused: answer.text }
      const { outputFields } = JSON.parse(answer.text) as { outputFields: { message_id: string; error_code: string } }
      return outputFields.message_id ? { messageId: outputFields.message_id } : { refused: outputFields.error_code }
    },

    async conversation(contact) {
      const answer = await signed(cardCallPaths.conversation, { portalId, contact: openRecord(contact) })
      return answer?.status === 200 ? (JSON.parse(answer.text) as ConversationResponse) : null
    },
  }
  return callers
}
