import type { IncomingMessage, ServerResponse } from 'node:http'
import { Compile } from 'typebox/compile'
import { Type } from 'typebox'
import { PhoneFault, PhoneSend, type PhoneMessages, type PhoneProblem, type PhoneReach } from './phone-wire.ts'
import { onWire, type Carrier } from './carrier.ts'
import type { Faults } from './faults.ts'
import type { Ledger } from './ledger.ts'

export interface DoorParts {
  key: string
  carrier: Carrier
  ledger: Ledger
  faults: Faults
  /** False: the network cannot be asked what went out under a reference. */
  find: boolean
  blocked: ReadonlySet<string>
  /** `<channel>/<address>` of phones that do not have the channel. */
  without: ReadonlySet<string>
}

const sends = Compile(PhoneSend)
const faultLists = Compile(Type.Array(PhoneFault))
const largestBody = 256 * 1024

/**
 * The network's HTTP side. Plain `node:http`, because benches push thousands of messages a second through it on the
 * machine they measure.
 */
export function createDoor(parts: DoorParts): (request: IncomingMessage, response: ServerResponse) => void {
  const { carrier, ledger, faults } = parts
  const authorization = `Bearer ${parts.key}`

  function answer(response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}) {
    if (response.destroyed) return
    const body = typeof value === 'string' ? value : JSON.stringify(value)
    const length = Buffer.byteLength(body)
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': length, ...headers }).end(body)
  }

  function refuse(response: ServerResponse, status: number, code: string, message: string) {
    answer(response, status, { code, message } satisfies PhoneProblem)
  }

  function send(input: unknown, response: ServerResponse): void {
    if (!sends.Check(input)) {
      const [first] = sends.Errors(input)
      return refuse(response, 400, 'invalid_message', `${first?.instancePath ?? ''} ${first?.message ?? ''}`.trim())
    }
    if (parts.blocked.has(input.to)) {
      return refuse(response, 422, 'recipient_blocked', `${input.to} does not take messages.`)
    }
    if (parts.without.has(`${input.channel}/${input.to}`)) {
      return refuse(response, 422, 'recipient_without_channel', `${input.to} does not have ${input.channel}.`)
    }
    const fault = faults.ofRequest('send', input.to)
    if (!fault) return answer(response, 201, onWire(carrier.send(input)))
    misbehave(fault, response, () => onWire(carrier.send(input)))
  }

  function misbehave(fault: PhoneFault, response: ServerResponse, work: () => unknown): void {
    const { mode, delivered = false } = fault
    if (mode === 'throttle') {
      const after = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
      return answer(response, 429, { code: 'too_many_requests', message: 'Too many messages at once.' }, after)
    }
    if (mode === 'refuse') return refuse(response, 422, 'recipient_blocked', 'This person does not take messages.')
    if (mode === 'slow') {
      setTimeout(() => answer(response, response.req.method === 'POST' ? 201 : 200, work()), fault.ms ?? 1000).unref()
      return
    }
    if (mode === 'malformed') {
      work()
      return answer(response, 201, '<html>it works')
    }
    if (delivered) work()
    if (mode === 'error') return refuse(response, 500, 'failed', 'The network stumbled.')
    if (mode === 'reset') response.socket?.resetAndDestroy()
  }

  function list(query: URLSearchParams, response: ServerResponse): void {
    const reference = query.get('reference')
    if (reference !== null && !parts.find) return refuse(response, 404, 'not_found', 'References are not kept.')
    const limit = Math.min(500, Math.max(1, Number(query.get('limit') ?? 100) || 100))
    const after = query.get('after')
    const found =
      reference !== null
        ? ledger.under(reference)
        : after === null
          ? []
          : ledger.after(query.get('line') ?? '', Number(after) || 0, limit)
    const more = reference === null && found.length === limit
    const answered: PhoneMessages = { messages: found.map(onWire), seq: ledger.seq(), more }
    const fault = faults.ofRequest('read', reference === null ? undefined : found[0]?.to)
    if (fault) misbehave(fault, response, () => answered)
    else answer(response, 200, answered)
  }

  function reach(query: URLSearchParams, response: ServerResponse): void {
    const answered: PhoneReach = {
      reachable: !parts.without.has(`${query.get('channel') ?? ''}/${query.get('address') ?? ''}`),
    }
    const fault = faults.ofRequest('read', query.get('address') ?? undefined)
    if (fault) misbehave(fault, response, () => answered)
    else answer(response, 200, answered)
  }

  function setFaults(input: unknown, response: ServerResponse): void {
    const wanted = Array.isArray(input) ? input : [input]
    if (!faultLists.Check(wanted)) return refuse(response, 400, 'invalid_message', 'That is no fault.')
    faults.set(...wanted)
    answer(response, 200, faults.list())
  }

  return (request, response) => {
    if (request.headers.authorization !== authorization) {
      request.resume()
      return refuse(response, 401, 'unauthorized', 'The key is wrong.')
    }
    const [path, query] = (request.url ?? '/').split('?', 2)
    if (request.method === 'GET' && path === '/messages') return list(new URLSearchParams(query), response)
    if (request.method === 'GET' && path === '/reach') return reach(new URLSearchParams(query), response)
    const handle =
      request.method === 'POST' && path === '/messages'
        ? send
        : request.method === 'PUT' && path === '/faults'
          ? setFaults
          : undefined
    if (!handle) {
      request.resume()
      return refuse(response, 404, 'not_found', 'There is nothing here.')
    }
    readJson(
      request,
      (value) => handle(value, response),
      () => refuse(response, 400, 'invalid_message', 'The body is no JSON.'),
    )
  }
}

function readJson(request: IncomingMessage, then: (value: unknown) => void, unreadable: () => void): void {
  const chunks: Buffer[] = []
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= largestBody) chunks.push(chunk)
  })
  request.on('end', () => {
    let value: unknown
    try {
      if (size > largestBody) throw new RangeError('too long')
      value = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    } catch {
      return unreadable()
    }
    then(value)
  })
}
