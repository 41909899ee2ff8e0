import type { Act } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'
import { tellText, vendorId } from './tell-text.ts'

/**
 * We write to this person first. Whoever is on WhatsApp has written before, since nobody else may be written to freely; for all
 * others the same round passes.
 */
export function begin(
  maker: Maker,
  lineId: string,
  phone: string,
  answer?: (Act & { do: 'send' })['answer'],
): { acts: Act[]; openings: number } {
  const { channel, provider } = lineOf(lineId)
  const mark = maker.mark()
  const send: Act = {
    do: 'send',
    lineId,
    body: `Good morning, this is Acme: ${mark}`,
    mark,
    ...(answer ? { answer } : {}),
  }
  if (channel !== 'whatsapp') return { acts: [{ do: 'wait' }, send], openings: 0 }
  const id = vendorId(maker, provider)
  return { acts: [{ do: 'tell', make: () => tellText(lineId, phone, id, 'Hello there') }, send], openings: 1 }
}
