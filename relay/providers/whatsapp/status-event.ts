import { cutText } from '../../../contract/cut-text.ts'
import { peek, peekText } from '../peek.ts'
import type { ProviderEvent } from '../provider.ts'
import { metaWords } from './meta-words.ts'
import { refusal } from './refusals.ts'
import { timeOf } from './time-of.ts'

type Status = Extract<ProviderEvent, { kind: 'status' }>

const statuses = new Map<string, Status['status']>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  // A voice message that was listened to.
  ['played', 'read'],
  ['failed', 'failed'],
])

/** A status of Meta's in our words; `otherwise` is when it came, for one that does not say. */
export function statusEvent(said: unknown, otherwise: Date): ProviderEvent {
  const [providerId, reference] = [peekText(said, 'id'), peekText(said, 'biz_opaque_callback_data')]
  if (providerId === undefined && reference === undefined) {
    return { kind: 'unreadable', reason: 'A status of WhatsApp names no message.' }
  }
  const [word, about] = [peekText(said, 'status') ?? '', peekText(said, 'type') ?? 'message']
  const status = statuses.get(word)
  // A payment, say, has statuses of its own, and may fail although its message was read.
  if (status === undefined || about !== 'message') {
    return { kind: 'ignored', reason: `the status “${cutText(word, 40)}” (${cutText(about, 40)}) says nothing new` }
  }
  const event: Status = { kind: 'status', status, at: timeOf(said, otherwise) }
  if (providerId !== undefined) event.providerId = providerId
  if (reference !== undefined) event.reference = reference
  if (status !== 'failed') return event
  const error = peek(said, 'errors', 0)
  const { code, detail, blame, later, wait } = refusal(codeOf(error))
  const words = metaWords(error)
  event.error = { code, detail: words === undefined ? detail : `${detail} Meta says: ${words}`, blame }
  if (later) event.error.notNow = { after: wait ?? null }
  return event
}

function codeOf(error: unknown): number | null {
  const code = Number(peekText(error, 'code') ?? Number.NaN)
  return Number.isInteger(code) ? code : null
}
