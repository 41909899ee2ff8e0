import type { Delivery } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'
import { blueBubblesRow } from './bluebubbles.ts'
import { chert } from './chert.ts'
import { json } from './json.ts'
import { kannel } from './kannel.ts'
import { linq } from './linq.ts'
import { sendblueRow } from './sendblue.ts'
import { tuco } from './tuco.ts'
import { twilio } from './twilio.ts'
import { whatsapp } from './whatsapp.ts'

/** An id as this vendor makes them. */
export function vendorId(maker: Maker, provider: string): string {
  if (provider === 'whatsapp') return `wamid.${maker.id()}`
  if (provider === 'twilio') return `SM${maker.hex(32)}`
  return maker.id()
}

/** A person's plain text, as the vendor of this line tells it. */
export function tellText(lineId: string, from: string, id: string, words: string): Delivery {
  switch (lineOf(lineId).provider) {
    case 'whatsapp':
      return whatsapp.messages(lineId, whatsapp.text(from, id, words))
    case 'twilio':
      return twilio.message(lineId, from, id, words)
    case 'sendblue':
      return json(lineId, sendblueRow(lineId, from, id, { content: words }))
    case 'linq':
      return json(lineId, linq.event('message.received', linq.message(lineId, from, id, [linq.text(words)]), id))
    case 'chert':
      return json(
        lineId,
        chert.event('message.received', chert.message(lineId, from, id, [{ type: 'text', value: words }]), id),
      )
    case 'tuco':
      return json(lineId, tuco.flat(lineId, from, id, words))
    case 'kannel':
      return kannel.reply(lineId, from, id, words)
    case 'bluebubbles':
      return json(lineId, { type: 'new-message', data: blueBubblesRow(from, id, { text: words }) })
    default:
      throw new Error(`${lineId} has no webhooks`)
  }
}
