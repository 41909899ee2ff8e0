import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface AskedOfHubSpot {
  method: string
  /** Without what follows a question mark. */
  path: string
  body: string
}

export interface GivenInstead {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

/** A server in HubSpot's place: it answers what `answer` gives, and has HubSpot answer the rest. */
export interface InHubSpotsPlace {
  url: string
  /** HubSpot's own address. */
  behind: string
  answer: ((asked: AskedOfHubSpot) => GivenInstead | undefined) | undefined
  /** Everything that was asked, in its order. */
  asked: AskedOfHubSpot[]
  close(): Promise<void>
}

export async function standInHubSpotsPlace(): Promise<InHubSpotsPlace> {
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const body = Buffer.concat(parts)
      const asked = {
        method: request.method ?? '',
        path: (request.url ?? '').split('?')[0] ?? '',
        body: body.toString(),
      }
      place.asked.push(asked)
      const given = place.answer?.(asked)
      if (given) {
        const text = typeof given.body === 'string' ? given.body : (JSON.stringify(given.body) ?? '')
        const type = typeof given.body === 'string' ? 'text/html' : 'application/json'
        response.writeHead(given.status, { 'content-type': type, ...given.headers })
        return void response.end(text)
      }
      const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
      const answer = await fetch(place.behind + request.url, {
        method: asked.method,
        headers: headers as Record<string, string>,
        ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
      })
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' })
      response.end(await answer.text())
    })().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const place: InHubSpotsPlace = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behind: '',
    answer: undefined,
    asked: [],
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return place
}
