import { cutText } from '../../../contract/cut-text.ts'
import { peekText } from '../peek.ts'
import type { ProviderEvent } from '../provider.ts'
import { addressOf } from './address-of.ts'

/** A note of WhatsApp's about a person. That one has a new number or id is told; older forms of it name the parts otherwise. */
export function systemEvent(message: unknown, from: string, at: Date): ProviderEvent {
  const type = peekText(message, 'system', 'type') ?? ''
  if (/changed_(number|user_id)$/.test(type)) {
    const ids = ['user_id', 'new_user_id']
    const numbers = ['wa_id', 'new_wa_id']
    const names = type.endsWith('user_id') ? [...ids, ...numbers] : [...numbers, ...ids]
    const told = names.map((name) => addressOf(peekText(message, 'system', name)))
    const to = told.find((name) => name !== undefined && name !== from)
    // The number before stands in `customer` where the message itself already comes from the new one.
    const before = addressOf(peekText(message, 'system', 'customer')) ?? from
    if (to !== undefined) return { kind: 'moved', from: before, to, at }
    if (told.includes(from) && before !== from) return { kind: 'moved', from: before, to: from, at }
    return { kind: 'unreadable', reason: 'A person has a new number, and WhatsApp does not say which.' }
  }
  return { kind: 'ignored', reason: `a note of WhatsApp's about the person (${cutText(type, 40) || 'of no kind'})` }
}
