import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { Agent, request, type Dispatcher } from 'undici'
import type { Lookup } from '../reach/lookup.ts'
import { placeOfUrl } from '../reach/place-of-url.ts'
import { publicReach } from '../reach/public-reach.ts'
import type { Reach } from '../reach/reach.ts'
import { socketLookup } from '../reach/socket-lookup.ts'
import { toldRefusal } from '../reach/told-refusal.ts'

/**
 * What of `fetch` a provider needs. Nothing but public places is reached unless `reach` says more. `before` is called in the turn in which the
 * first byte is written, whenever the connection is there: where it throws, none is, and that is thrown.
 */
export type VendorFetch = (
  url: URL,
  init: RequestInit,
  reach?: Reach,
  before?: () => void,
) => Promise<Pick<Response, 'status' | 'headers'> & { text(): Promise<string> }>

/** Kept connections by the look-up that judged them: nobody is given one that was opened by another's right. */
const agents = new WeakMap<Lookup, Dispatcher>()

function agentOf(find: Lookup): Dispatcher {
  let agent = agents.get(find)
  if (!agent) {
    // Over HTTP/2 the client would repeat what a server refused or left, a POST, too; what was repeated may have been done twice.
    agent = new Agent({
      ...{ allowH2: false, maxResponseSize: mostAnswered, connect: { lookup: socketLookup(find) } },
    }).compose(askingBefore)
    agents.set(find, agent)
  }
  return agent
}

/** Whoever throws here has the request taken back, and leaves the connection open for the next. */
const askingBefore: Dispatcher.DispatcherComposeInterceptor =
  (dispatch) => (options: Dispatcher.DispatchOptions & { before?: () => void }, handler) => {
    const { before } = options
    if (!before) return dispatch(options, handler)
    const start = handler.onRequestStart?.bind(handler)
    handler.onRequestStart = (...told) => {
      before()
      start?.(...told)
    }
    return dispatch(options, handler)
  }

/**
 * `fetch` without the streams of the web around its client: each message makes at least one such call, and they cost more than
 * all the rest of it. Redirects are not followed, nothing is repeated, and answers come unpacked, as with `fetch`; what goes wrong
 * is thrown as it is, not as the cause of something else. Throws `AddressRefused` for what is out of reach.
 */
export const vendorFetch: VendorFetch = async (url, { method, headers, body, signal }, reach = publicReach, before) => {
  const place = placeOfUrl(url)
  if (!place) throw new TypeError(`${url.protocol} is not spoken`)
  const dispatcher = agentOf(reach(place))
  const sent = await packed(body)
  const options = {
    dispatcher,
    method: (method ?? 'GET') as 'GET',
    headers: {
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'homing',
      ...(sent.type === null ? {} : { 'content-type': sent.type }),
      ...Object.fromEntries(new Headers(headers)),
    },
    body: sent.body,
    signal: signal ?? null,
    before,
  }
  const answer = await request(url, options).catch((cause: unknown): Dispatcher.ResponseData => {
    throw toldRefusal(cause, place)
  })
  const coding = answer.headers['content-encoding']
  const unpack = unpackers[[coding ?? ''].flat().join(', ').trim().toLowerCase()]
  let received: Headers | undefined
  return {
    status: answer.statusCode,
    // Nearly nobody looks at them.
    get headers() {
      return (received ??= headersOf(answer))
    },
    text: async () =>
      unpack
        ? (await unpack(Buffer.from(await answer.body.arrayBuffer()), { maxOutputLength: mostAnswered })).toString()
        : answer.body.text(),
  }
}

function headersOf({ headers }: Dispatcher.ResponseData): Headers {
  return new Headers(
    Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
  )
}

/** A body as bytes or text, and what a form says of itself: the web's forms can only be read by the web's own means. */
async function packed(body: RequestInit['body']): Promise<{ body: string | Uint8Array | null; type: string | null }> {
  if (typeof body === 'string' || body instanceof Uint8Array) return { body, type: null }
  if (body === undefined || body === null) return { body: null, type: null }
  const whole = new Response(body)
  return { body: new Uint8Array(await whole.arrayBuffer()), type: whole.headers.get('content-type') }
}

/** Some pack what nobody asked them to. */
const unpackers: Record<string, (packed: Buffer, limits: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}
/** Bytes, packed or not: an account's admin may name a server of their own. No vendor's answer comes near. */
const mostAnswered = 32 * 1024 * 1024
