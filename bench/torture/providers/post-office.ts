import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { WebhookRequest } from '../../../relay/providers/provider.ts'
import { listenOnLoopback } from '../../../workbench/listen-on-loopback.ts'

/** The webhooks of one line. */
export interface Pigeonhole {
  /** From now on: handed on, handed on three times, or kept back (the vendor is told that they were taken). */
  handling: 'pass' | 'repeat' | 'keep'
  /** All that came, oldest first, byte for byte. */
  came: WebhookRequest[]
}

/** The relay's public address: every vendor's webhook comes here first. */
export interface PostOffice {
  url: string
  /** Where the relay is now; null while there is none. */
  leadTo(origin: string | null): void
  line(lineId: string): Pigeonhole
  /** Hands a webhook to the relay as it stands; answers with the status, 0 when the relay did not answer. */
  hand(webhook: WebhookRequest): Promise<number>
  close(): Promise<void>
}

/** Headers that belong to one connection and are made anew for the next. */
const ofConnection = new Set(['connection', 'content-length', 'transfer-encoding', 'keep-alive'])

export async function openPostOffice(): Promise<PostOffice> {
  let origin: string | null = null
  const lines = new Map<string, Pigeonhole>()

  function line(lineId: string): Pigeonhole {
    const hole = lines.get(lineId) ?? { handling: 'pass', came: [] }
    lines.set(lineId, hole)
    return hole
  }

  function hand({ method, target, headers, body }: WebhookRequest): Promise<number> {
    if (origin === null) return Promise.resolve(0)
    const { port } = new URL(origin)
    const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.has(name)))
    return new Promise((resolve) => {
      const request = httpRequest({ host: '127.0.0.1', port, method, path: target, timeout: 15_000 })
      for (const [name, value] of Object.entries(kept)) request.setHeader(name, value)
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

  async function take(webhook: WebhookRequest): Promise<number> {
    const hole = line(webhook.target.split('?')[0]?.split('/')[3] ?? '')
    hole.came.push(webhook)
    if (hole.handling === 'keep') return 200
    if (hole.handling === 'pass') return hand(webhook)
    // Two at the very same time, and one that comes late.
    const [status] = await Promise.all([hand(webhook), hand(webhook)])
    await hand(webhook)
    return status
  }

  const server = createServer((request, response) => {
    void readWhole(request).then(
      async (webhook) => response.writeHead((await take(webhook)) || 502).end(),
      () => response.destroy(),
    )
  })
  const { url, close } = await listenOnLoopback(server)
  return {
    url,
    leadTo(now) {
      origin = now
    },
    line,
    hand,
    close,
  }
}

async function readWhole(request: IncomingMessage): Promise<WebhookRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')] as const)
  const { method = '', url: target = '/' } = request
  return { origin: 'webhook', method, target, headers: Object.fromEntries(headers), body: Buffer.concat(chunks) }
}
