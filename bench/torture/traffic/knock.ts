import { randomUUID } from 'node:crypto'
import { request as ask } from 'node:http'
import { account } from '../../stage/relay-settings.ts'
import { asText } from './as-text.ts'
import { webhookProofs } from '../signatures/webhook-proofs.ts'
import type { Delivery } from './item.ts'
import type { OpenLine } from './open-lines.ts'

/** Signs a delivery as its vendor does, and posts it to the relay. Answers with the status, 0 without an answer. */
export function knock(publicUrl: string, line: OpenLine, delivery: Delivery): Promise<number> {
  const scheme = webhookProofs[line.provider]
  if (!scheme) throw new Error(`nothing says how the webhooks of ${line.provider} prove themselves`)
  const secret = asText(line.settings[scheme.settings[0] ?? ''])
  const { method = 'POST', body, contentType, query } = delivery
  const path = `/webhooks/${account.portalId}/${line.id}${scheme.target ? '/token' : ''}`
  const draft = {
    method,
    origin: publicUrl,
    target: query === undefined ? path : `${path}?${query}`,
    body,
    time: String(Math.floor(Date.now() / 1_000)),
    id: randomUUID(),
    secret,
  }
  const target = scheme.target?.(draft) ?? draft.target
  const { port } = new URL(publicUrl)
  return new Promise((resolve) => {
    const request = ask({ host: '127.0.0.1', port, method, path: target, timeout: 20_000 })
    for (const [name, value] of scheme.sign(draft)) request.setHeader(name, value)
    request.setHeader('content-type', contentType)
    request.setHeader('content-length', body.byteLength)
    request.once('response', (response) => {
      response.resume()
      response.once('close', () => resolve(response.statusCode ?? 0))
    })
    request.once('timeout', () => request.destroy(new Error('no answer')))
    request.once('error', () => resolve(0))
    request.end(body)
  })
}
