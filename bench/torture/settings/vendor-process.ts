import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PhoneMessage, PhoneSend } from '../../../workbench/phone-network/phone-wire.ts'
import type { Call } from './call.ts'

/** One in so many sends is taken and answered with a fault that repeats the key, as careless vendors do. */
const carelessly = 50

/** Milliseconds between two looks at the clock, and between two that tell that this process had to wait for its turn meanwhile. */
const [tick, wait] = [10, 30]

const taken = new Map<string, PhoneMessage>()
let seq = 0
let calls: Call[] = []

let ticked = now()
let held = { from: 0, until: 0 }
setInterval(() => {
  const at = now()
  if (at - ticked > wait) held = { from: ticked, until: at }
  ticked = at
}, tick)

/** How long ago what is looked at now may have come in: a busy machine lets this process wait, too. */
function sinceHeld(at: number): number {
  if (at - ticked > wait) return at - ticked
  return at - held.until < tick ? at - held.from : 0
}

function now(): number {
  return performance.timeOrigin + performance.now()
}

/** A phone network in a process of its own, so that nothing but the network delays what it sees. It takes every key. */
const server = createServer((request, response) => {
  const at = now()
  const heldFor = sinceHeld(at)
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const place = path.slice(0, path.lastIndexOf('/'))
  const key = (request.headers.authorization ?? '').replace(/^Bearer /, '')
  const asked = new URLSearchParams(query)
  if (request.method === 'GET') {
    calls.push({ at, heldFor, kind: 'ask', key, place, address: asked.get('line'), reference: null })
    request.resume()
    return answer(response, 200, path.endsWith('/reach') ? { reachable: true } : found(asked.get('reference')))
  }
  read(request, (message) => {
    const { from, to, body, channel, reference } = message
    calls.push({ at, heldFor, kind: 'send', key, place, address: from, reference })
    const sent: PhoneMessage = {
      ...{ id: randomUUID(), seq: (seq += 1), direction: 'to_phone', from, to, body, channel, reference },
      ...{ status: 'sent', at: new Date().toISOString() },
    }
    taken.set(reference, sent)
    if (seq % carelessly === 0) return answer(response, 500, { code: 'failed', message: `Nothing goes with ${key}.` })
    answer(response, 201, sent)
  })
})

function found(reference: string | null) {
  const one = reference === null ? undefined : taken.get(reference)
  return { messages: one ? [one] : [], seq, more: false }
}

function read(request: IncomingMessage, then: (message: PhoneSend) => void): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => then(JSON.parse(Buffer.concat(chunks).toString()) as PhoneSend))
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
setInterval(() => {
  if (calls.length > 0) process.send?.({ calls })
  calls = []
}, 50)
process.on('disconnect', () => process.exit(0))
