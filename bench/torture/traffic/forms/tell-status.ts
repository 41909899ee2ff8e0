import type { Delivery, SentBefore } from '../item.ts'
import { lineOf } from '../lines.ts'
import { blueBubblesRow } from './bluebubbles.ts'
import { chert } from './chert.ts'
import { json } from './json.ts'
import { kannel } from './kannel.ts'
import { linq } from './linq.ts'
import { sendblueRow } from './sendblue.ts'
import { tuco } from './tuco.ts'
import { twilio } from './twilio.ts'
import { whatsapp } from './whatsapp.ts'

/** A stage of a message of ours: one that all vendors have, or a word of nobody's. */
export type Stage = 'sent' | 'delivered' | 'read' | { word: string }
/** What a failure says: a code of the vendor's, its words. */
export interface Failure {
  code?: number | string
  words?: string
}

/** How the message of ours fares, as this vendor tells it; null where it has no such word. */
export function tellStage(lineId: string, person: string, stage: Stage): ((sent: SentBefore) => Delivery) | null {
  const word = typeof stage === 'string' ? stage : stage.word
  switch (lineOf(lineId).provider) {
    case 'whatsapp':
      return ({ providerId: id }) => whatsapp.statuses(lineId, whatsapp.status(id, person, word))
    case 'twilio':
      return ({ providerId: id }) => twilio.status(lineId, person, id, word)
    case 'sendblue':
      return ({ providerId: id }) =>
        json(
          lineId,
          sendblueRow(lineId, person, id, { is_outbound: true, status: word.toUpperCase(), content: 'Hello' }),
        )
    case 'linq':
      return ({ providerId: id, reference: idempotency_key }) => {
        const at = new Date().toISOString()
        const reached = { delivered_at: word === 'sent' ? null : at, read_at: word === 'read' ? at : null }
        const data = linq.message(lineId, person, id, [linq.text('Hello')], {
          direction: 'outbound',
          idempotency_key,
          ...reached,
        })
        return json(lineId, linq.event(`message.${word}`, data, `${id}-${word}`))
      }
    case 'tuco':
      return ({ providerId: id }) =>
        json(lineId, tuco.status(lineId, person, id, `message.${word === 'read' ? 'opened' : word}`))
    case 'kannel': {
      const kind = { sent: '8', delivered: '1' }[word] ?? (typeof stage === 'string' ? null : '64')
      return kind === null ? null : ({ reference }) => kannel.report(lineId, reference, kind, '')
    }
    case 'bluebubbles':
      return ({ providerId: guid }) => {
        const at = Date.now()
        const reached = {
          ...(word === 'delivered' || word === 'read' ? { dateDelivered: at, isDelivered: true } : {}),
          ...(word === 'read' ? { dateRead: at } : {}),
        }
        const { chats: _, ...data } = blueBubblesRow(person, guid, { isFromMe: true, text: 'Hello', ...reached })
        return json(lineId, { type: typeof stage === 'string' ? 'updated-message' : word, data })
      }
    case 'chert':
      return typeof stage === 'string'
        ? null
        : ({ providerId: id }) => json(lineId, chert.event(`message.${word}`, { message: { id } }, `${id}-${word}`))
    default:
      return null
  }
}

/** The message of ours failed, by this vendor's word. */
export function tellFailure(
  lineId: string,
  person: string,
  { code, words = '' }: Failure,
): ((sent: SentBefore) => Delivery) | null {
  switch (lineOf(lineId).provider) {
    case 'whatsapp':
      return ({ providerId: id }) => {
        const data = words === '' ? {} : { error_data: { details: words } }
        const errors = [{ code, title: 'Failed', message: 'Failed', ...data }]
        return whatsapp.statuses(lineId, whatsapp.status(id, person, 'failed', { errors }))
      }
    case 'twilio':
      return ({ providerId: id }) =>
        twilio.status(lineId, person, id, 'undelivered', {
          ErrorCode: code === undefined ? undefined : String(code),
          ErrorMessage: words || undefined,
        })
    case 'sendblue':
      return ({ providerId: id }) => {
        const failed = { is_outbound: true, status: 'ERROR', error_code: code ?? null, error_message: words || null }
        return json(lineId, sendblueRow(lineId, person, id, { ...failed, content: 'Hello' }))
      }
    case 'linq':
      return ({ providerId: id }) => {
        const at = new Date().toISOString()
        const data = {
          code: Number(code ?? 4001),
          failed_at: at,
          chat_id: 'chat-1',
          message_id: id,
          reason: words || null,
        }
        return json(lineId, linq.event('message.failed', data, `${id}-failed`))
      }
    case 'tuco':
      return ({ providerId: id }) =>
        json(lineId, tuco.status(lineId, person, id, 'message.failed', { error: words || 'Delivery failed' }))
    case 'kannel':
      return ({ reference }) => kannel.report(lineId, reference, '2', words || 'stat:UNDELIV err:001')
    case 'bluebubbles':
      return ({ providerId: guid }) => {
        const row = blueBubblesRow(person, guid, { isFromMe: true, text: 'Hello', error: Number(code ?? 4) })
        return json(lineId, { type: 'message-send-error', data: row })
      }
    default:
      return null
  }
}
