import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenOnLoopback } from '../../../workbench/listen-on-loopback.ts'
import type { RawAnswer } from './item.ts'

/** A call to a vendor in which a message of ours stands. */
export interface Call {
  request: string
  response: string
}

/** What stands between the relay and the fake of a vendor: it knows what was sent, and can answer in the vendor's place. */
export interface Switchboard {
  url: string
  /** Where the fake listens. */
  lead(origin: string): void
  /** The next message with this mark is answered so. */
  answer(mark: string, answer: RawAnswer): void
  /** Every call with this mark, oldest first. */
  calls(mark: string): readonly Call[]
  /** Answers what is asked with `method path` in the vendor's place: its history. */
  serve(asked: RegExp, reply: (request: { url: URL; body: string }) => object): void
  close(): Promise<void>
}

export const markPattern = /zq[0-9a-z]{9}/g

export async function openSwitchboard(): Promise<Switchboard> {
  let origin = ''
  const answers = new Map<string, RawAnswer>()
  const calls = new Map<string, Call[]>()
  const served: [RegExp, (request: { url: URL; body: string }) => object][] = []

  async function work(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    const body = bytes.toString('utf8')
    const url = new URL(request.url ?? '/', 'http://vendor.example')
    const own = served.find(([asked]) => asked.test(`${request.method} ${url.pathname}`))
    if (own) return json(response, 200, own[1]({ url, body }))
    const mark = request.method === 'GET' ? undefined : (body.match(markPattern) ?? [])[0]
    const raw = mark === undefined ? undefined : answers.get(mark)
    let told = { status: raw?.status ?? 502, body: '', type: 'text/plain' }
    if (!raw || raw.taken) told = await pass(request, bytes)
    if (mark !== undefined) {
      const headers = Object.values(request.headers).join(' ')
      const call = { request: `${request.url} ${headers} ${body}`, response: raw && !raw.taken ? '' : told.body }
      calls.set(mark, [...(calls.get(mark) ?? []), call])
    }
    if (raw) return json(response, raw.status, raw.body, raw.headers)
    response.writeHead(told.status, { 'content-type': told.type }).end(told.body)
  }

  async function pass(request: IncomingMessage, body: Buffer) {
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers
    const { method = 'GET' } = request
    const sent = method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) }
    const answer = await fetch(origin + (request.url ?? ''), {
      method,
      headers: headers as Record<string, string>,
      ...sent,
    })
    return {
      status: answer.status,
      body: await answer.text(),
      type: answer.headers.get('content-type') ?? 'text/plain',
    }
  }

  const server = createServer((request, response) => {
    work(request, response).catch(() => response.destroy())
  })
  const { url, close } = await listenOnLoopback(server)
  return {
    url,
    lead: (to) => {
      origin = to
    },
    answer: (mark, answer) => void answers.set(mark, answer),
    calls: (mark) => calls.get(mark) ?? [],
    serve: (asked, reply) => void served.push([asked, reply]),
    close,
  }
}

function json(
  response: ServerResponse,
  status: number,
  body: string | object,
  headers: Record<string, string> = {},
): void {
  const type = typeof body === 'string' ? 'text/html' : 'application/json'
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': type, ...headers }).end(text)
}
