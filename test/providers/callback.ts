import { createServer } from 'node:http'
import type { WebhookRequest } from '../../relay/providers/provider.ts'
import { listenOnLoopback } from '../../workbench/listen-on-loopback.ts'

/** Stands where the relay's webhook door is and keeps every delivery as it came. */
export interface Callback {
  url: string
  requests: WebhookRequest[]
  close(): Promise<void>
}

export async function openCallback(): Promise<Callback> {
  const requests: WebhookRequest[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers: Record<string, string> = {}
      for (const [name, value] of Object.entries(request.headers)) headers[name] = [value].flat().join(', ')
      const { method = '', url: target = '' } = request
      // The relay's door hands the query on like this; what a sender may have put there itself does not count.
      delete headers['homing-query']
      const at = target.indexOf('?')
      if (at !== -1) headers['homing-query'] = target.slice(at + 1)
      requests.push({ origin: 'webhook', method, target, headers, body: Buffer.concat(chunks) })
      response.end('{}')
    })
  })
  const { url, close } = await listenOnLoopback(server)
  return { url: `${url}/hooks/line-token-1`, requests, close }
}
