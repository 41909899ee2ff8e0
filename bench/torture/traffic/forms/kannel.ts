import type { Delivery } from '../item.ts'
import { lineOf } from '../lines.ts'

const utf8 = 'text/plain; charset="UTF-8"'

/** What Kannel calls, as it was told to. */
export const kannel = {
  reply(lineId: string, from: string, id: string, body: string | Buffer, contentType = utf8, more = {}): Delivery {
    const query = { kind: 'reply', id, from, to: lineOf(lineId).address, at: seconds(), ...more }
    return {
      lineId,
      contentType,
      query: new URLSearchParams(query).toString(),
      body: typeof body === 'string' ? Buffer.from(body) : body,
    }
  },
  report: (lineId: string, reference: string, status: string, answer = ''): Delivery => ({
    lineId,
    method: 'GET',
    contentType: utf8,
    query: new URLSearchParams({ kind: 'status', reference, status, at: seconds(), answer }).toString(),
    body: Buffer.alloc(0),
  }),
}

function seconds(): string {
  return String(Math.floor(Date.now() / 1_000))
}
