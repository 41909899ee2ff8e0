import type { Delivery } from '../item.ts'

/** A delivery of JSON. */
export function json(lineId: string, body: unknown): Delivery {
  return { lineId, contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) }
}
