import { signHubSpotRequest } from '../../relay/hubspot/signature.ts'

/** What HubSpot's record page posts for a `hubspot.fetch`. */
export interface ProxyRequest {
  requestUri: string
  method?: string
  requestTimeoutMillis?: number
  requestBody?: unknown
  requestHeaders?: Record<string, string>
}

export interface ProxyAnswer {
  status: number
  json: Record<string, unknown>
}

/** Who is signed in where the request comes from. */
export interface ProxyUser {
  id: number
  email: string
}

export interface FetchProxy {
  /** Status and body as the record page would get them. Never throws. */
  ask(request: ProxyRequest, user: ProxyUser): Promise<ProxyAnswer>
}

export interface FetchProxyOptions {
  /** What HubSpot adds to the address of every request, beside who the user is. */
  installed: { portalId: number; appId: number }
  /** The app's client secret, which signs every request. */
  clientSecret: string
  /** `permittedUrls.fetch` of the app file. */
  permittedOrigins: readonly string[]
  /** Where a public address is reached on this machine. */
  reach: (url: string) => string
  fetch?: typeof fetch
  now?: () => Date
}

/** HubSpot's limits: requests at once for an app in an account, bytes each way, and milliseconds for both attempts. */
const mostAtOnce = 20
const mostBytes = 1_048_576
const [usual, longest] = [15_000, 120_000]

/**
 * `hubspot.fetch` on HubSpot's side: adds who asks, signs the public address, asks once more when that fails, and wraps the
 * answer. It refuses what HubSpot is documented to refuse.
 */
export function createFetchProxy(options: FetchProxyOptions): FetchProxy {
  const { installed, clientSecret, permittedOrigins, reach, now = () => new Date(), fetch: send = fetch } = options
  let running = 0

  async function attempt(
    uri: string,
    method: string,
    body: Buffer | null,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Response> {
    const signed = signHubSpotRequest('v3', clientSecret, { method, uri, body: body ?? Buffer.alloc(0), now: now() })
    return send(reach(uri), {
      method,
      headers: { ...headers, ...signed, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: new Uint8Array(body) }),
      redirect: 'manual',
      signal,
    })
  }

  async function carry(url: URL, request: ProxyRequest, user: ProxyUser): Promise<ProxyAnswer> {
    const { method = 'GET', requestBody, requestTimeoutMillis = usual, requestHeaders = {} } = request
    const body = requestBody === undefined ? null : Buffer.from(JSON.stringify(requestBody))
    if (body && body.length > mostBytes) return refusal(400, 'VALIDATION_ERROR', 'The request is larger than 1 MB')
    const { portalId, appId } = installed
    const added = { portalId, userId: user.id, userEmail: user.email, appId }
    for (const [name, value] of Object.entries(added)) url.searchParams.append(name, String(value))
    const signal = AbortSignal.timeout(Math.min(requestTimeoutMillis, longest))
    const once = () => attempt(url.href, method, body, requestHeaders, signal)
    let response: Response
    let text: string
    try {
      response = await once().then(
        (answer) => (answer.status >= 500 ? once() : answer),
        (error: unknown) => (signal.aborted ? Promise.reject(error as Error) : once()),
      )
      text = await response.text()
    } catch {
      return signal.aborted
        ? refusal(504, 'GATEWAY_TIMEOUT', 'The request timed out')
        : refusal(502, 'BAD_GATEWAY', 'The request could not be sent')
    }
    if (Buffer.byteLength(text) > mostBytes) return refusal(502, 'BAD_GATEWAY', 'The answer is larger than 1 MB')
    const context = { appServerStatusCode: [String(response.status)] }
    const responseBody = parsed(text)
    if (response.ok) return { status: 200, json: { status: 'success', responseBody, context } }
    const message = 'Error returned from Request Uri'
    return { status: 200, json: { status: 'error', category: 'BAD_GATEWAY', message, responseBody, context } }
  }

  return {
    async ask(request, user) {
      const url = URL.parse(request.requestUri)
      if (!url || url.protocol !== 'https:' || !permittedOrigins.includes(url.origin)) {
        return refusal(400, 'VALIDATION_ERROR', `${url?.origin ?? 'The address'} is not among the app's permittedUrls`)
      }
      if (Object.keys(request.requestHeaders ?? {}).some((name) => name.toLowerCase() !== 'authorization')) {
        return refusal(400, 'VALIDATION_ERROR', "Only 'Authorization' header is allowed")
      }
      if (running >= mostAtOnce) return refusal(429, 'RATE_LIMITS', 'Too many requests at once')
      running += 1
      try {
        return await carry(url, request, user)
      } finally {
        running -= 1
      }
    },
  }
}

function refusal(status: number, category: string, message: string): ProxyAnswer {
  return { status, json: { status: 'error', category, message } }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
