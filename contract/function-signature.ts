import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/**
 * How the app function proves itself to the relay: HMAC-SHA256 over version, id, time, verb, target and the body's
 * hash, in the manner of Standard Webhooks, with verb and target added so that a signature fits one request only.
 */
export interface FunctionSignatureHeaders {
  'homing-id': string
  'homing-timestamp': string
  'homing-signature': string
}

interface SignedParts {
  id: string
  /** Seconds since 1970. */
  timestamp: string
  method: string
  /** Path and query as sent. */
  target: string
  body: Uint8Array
}

/** Seconds by which both clocks may differ. */
const tolerance = 300

function signatureOf(secret: string, parts: SignedParts): string {
  const bodyHash = createHash('sha256').update(parts.body).digest('hex')
  const text = ['v1', parts.id, parts.timestamp, parts.method.toUpperCase(), parts.target, bodyHash].join('\n')
  return `v1,${createHmac('sha256', secret).update(text).digest('base64')}`
}

export function signFunctionRequest(
  secret: string,
  request: { id: string; method: string; target: string; body: Uint8Array; now: Date },
): FunctionSignatureHeaders {
  const timestamp = String(Math.floor(request.now.getTime() / 1000))
  const signature = signatureOf(secret, { ...request, timestamp })
  return { 'homing-id': request.id, 'homing-timestamp': timestamp, 'homing-signature': signature }
}

/** Null when genuine, else the reason for the log. `secrets` holds two while one is being replaced. */
export function refuseFunctionRequest(
  secrets: readonly string[],
  request: {
    headers: Partial<FunctionSignatureHeaders>
    method: string
    target: string
    body: Uint8Array
    now: Date
  },
): string | null {
  const id = request.headers['homing-id']
  const timestamp = request.headers['homing-timestamp']
  const given = request.headers['homing-signature']
  if (!id || !timestamp || !given) return 'signature headers are missing'
  if (!/^[A-Za-z0-9_-]{8,64}$/.test(id)) return 'the request id is malformed'
  if (!/^[0-9]{1,12}$/.test(timestamp)) return 'the timestamp is not a number of seconds'
  if (Math.abs(request.now.getTime() / 1000 - Number(timestamp)) > tolerance) return 'the timestamp is too far from now'
  if (!given.startsWith('v1,')) return 'the signature version is unknown'
  // As text: decoded, other spellings and whatever stands behind the padding would count, too.
  const signature = Buffer.from(given)
  let genuine = false
  for (const secret of secrets) {
    const expected = Buffer.from(signatureOf(secret, { ...request, id, timestamp }))
    if (signature.length === expected.length && timingSafeEqual(signature, expected)) genuine = true
  }
  return genuine ? null : 'the signature does not match'
}
