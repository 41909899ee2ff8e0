import { createServer } from 'node:http'
import { listenOnLoopback } from '../workbench/listen-on-loopback.ts'

export interface ReceivedRequest {
  method: string
  target: string
  headers: Record<string, string>
  body: Buffer
}

export interface FakeRelay {
  url: string
  received: ReceivedRequest[]
  /** What the next requests get; `hang` never answers. */
  answer: { status: number; headers?: Record<string, string>; body: string } | 'hang' | 'reset'
  close(): Promise<void>
}

/** A relay on loopback that answers as told and keeps every request, bytes included. For tests of the app function. */
export async function fakeRelay(): Promise<FakeRelay> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      relay.received.push({
        method: request.method ?? '',
        target: request.url ?? '',
        headers: Object.fromEntries(new Headers(request.headers as Record<string, string>)),
        body: Buffer.concat(chunks),
      })
      if (relay.answer === 'hang') return
      if (relay.answer === 'reset') return void request.socket.destroy()
      response.writeHead(relay.answer.status, relay.answer.headers ?? { 'content-type': 'application/json' })
      response.end(relay.answer.body)
    })
  })
  const { url, close } = await listenOnLoopback(server)
  const relay: FakeRelay = {
    url,
    received: [],
    answer: { status: 200, body: '{}' },
    close,
  }
  return relay
}
