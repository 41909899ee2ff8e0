import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebhookRequest } from '../../relay/providers/provider.ts'

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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/line-token-1`,
    requests,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
