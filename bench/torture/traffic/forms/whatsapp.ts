import type { Delivery } from '../item.ts'
import { lineOf } from '../lines.ts'

type Members = Record<string, unknown>

const seconds = (at = Date.now()) => String(Math.floor(at / 1_000))
const digits = (phone: string) => phone.replace('+', '')

/** Webhooks of the Cloud API, built anew from Meta's reference. */
export const whatsapp = {
  message: (from: string, id: string, content: Members): Members => ({
    from: digits(from),
    id,
    timestamp: seconds(),
    ...content,
  }),
  text: (from: string, id: string, body: string, more: Members = {}): Members =>
    whatsapp.message(from, id, { type: 'text', text: { body }, ...more }),
  status: (id: string, to: string, status: string, more: Members = {}): Members => ({
    id,
    status,
    timestamp: seconds(),
    recipient_id: digits(to),
    ...more,
  }),
  /** One change of one account. */
  change(lineId: string, value: Members, field = 'messages'): Members {
    const { address, vendorId } = lineOf(lineId)
    const metadata = { display_phone_number: digits(address), phone_number_id: vendorId }
    return { field, value: { messaging_product: 'whatsapp', metadata, ...value } }
  },
  post: (lineId: string, ...changes: Members[]): Delivery => ({
    lineId,
    contentType: 'application/json',
    body: Buffer.from(
      JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes }] }),
    ),
  }),
  /** Messages in one POST, with the contacts that Meta puts beside them. */
  messages: (lineId: string, ...messages: Members[]): Delivery =>
    whatsapp.post(
      lineId,
      whatsapp.change(lineId, {
        contacts: messages.map(({ from }) => ({ profile: { name: 'Maria' }, wa_id: from })),
        messages,
      }),
    ),
  statuses: (lineId: string, ...statuses: Members[]): Delivery =>
    whatsapp.post(lineId, whatsapp.change(lineId, { statuses })),
}
