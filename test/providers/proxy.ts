import { createServer } from 'node:http'
import { listenOnLoopback } from '../../workbench/listen-on-loopback.ts'

/** Stands before a webhook door as a company's own proxy does: the world knows this address, the door has another. */
export interface Proxy {
  url: string
  close(): Promise<void>
}

/** Passes every delivery on and says, as the relay's own door does, when it came: some vendors do not. */
export async function openProxy(door: string, now: () => Date): Promise<Proxy> {
  const { origin, pathname } = new URL(door)
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = new Headers({ 'homing-received': now().toISOString() })
      for (const [name, value] of Object.entries(request.headers)) {
        if (!['host', 'connection', 'content-length'].includes(name)) headers.set(name, [value].flat().join(', '))
      }
      fetch(origin + (request.url ?? ''), { method: 'POST', headers, body: Buffer.concat(chunks) }).then(
        async (answer) => response.writeHead(answer.status).end(await answer.text()),
        () => response.destroy(),
      )
    })
  })
  const { url, close } = await listenOnLoopback(server)
  return { url: `${url}${pathname}`, close }
}
