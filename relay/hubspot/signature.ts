import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/**
 * How HubSpot proves that a request is its own (developers.hubspot.com, "Validating requests").
 * v3 is an HMAC with a time and is what card calls carry; workflow actions come with v2, older webhooks with v1,
 * neither of which has a time, so their receivers must tolerate a replay.
 */
export type HubSpotSignatureVersion = 'v1' | 'v2' | 'v3'

/** A request as HubSpot addressed it. `uri` is the whole public address: scheme, host, path and query. */
export interface AddressedRequest {
  method: string
  uri: string
  body: Uint8Array
}

/** Header names are lower case, as Node gives them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>

/** Milliseconds by which HubSpot's clock and ours may differ. HubSpot names the past; the future is our own caution. */
const tolerance = 300_000

const decoded: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
}

/** HubSpot signs v3 over an address with exactly these twelve escapes decoded and every other one left alone. */
function decodeForV3(uri: string): string {
  return uri.replace(/%[0-9a-f]{2}/gi, (escape) => decoded[escape.toUpperCase()] ?? escape)
}

function signatureOf(
  version: HubSpotSignatureVersion,
  secret: string,
  request: AddressedRequest,
  timestamp: string,
): string {
  const method = request.method.toUpperCase()
  if (version === 'v3') {
    const hmac = createHmac('sha256', secret).update(method + decodeForV3(request.uri))
    return hmac.update(request.body).update(timestamp).digest('base64')
  }
  const hash = createHash('sha256').update(secret)
  if (version === 'v2') hash.update(method + request.uri)
  return hash.update(request.body).digest('hex')
}

/** The headers HubSpot would send with this request. */
export function signHubSpotRequest(
  version: HubSpotSignatureVersion,
  secret: string,
  request: AddressedRequest & { now: Date },
): Record<string, string> {
  const timestamp = String(request.now.getTime())
  const signature = signatureOf(version, secret, request, timestamp)
  if (version === 'v3') {
    return { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp }
  }
  return { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': version }
}

/** Compares every secret to the end, so that time tells neither how much of a guess is right nor which secret it met. */
function matchesOne(secrets: readonly string[], given: string, expect: (secret: string) => string): boolean {
  const bytes = Buffer.from(given, 'utf8')
  let matches = false
  for (const secret of secrets) {
    // An unset secret would let anybody sign.
    if (secret === '') continue
    const expected = Buffer.from(expect(secret), 'utf8')
    if (bytes.length === expected.length && timingSafeEqual(bytes, expected)) matches = true
  }
  return matches
}

/**
 * Null when the request is HubSpot's, else the reason, for the log only.
 *
 * `accept` names the versions this route allows. A v3 header that is present must hold: a request with a broken one
 * does not get a second chance as v2. v1 and v2 are looked at only if allowed and named by the version header.
 * `publicUrl` is the configured address of this service as HubSpot knows it, never what `Host` says; `target` is the
 * request target exactly as it arrived, and `body` the bytes before any parsing. `secrets` holds two while one is
 * being replaced.
 */
export function refuseHubSpotRequest(request: {
  secrets: readonly string[]
  accept: readonly HubSpotSignatureVersion[]
  publicUrl: string
  method: string
  target: string
  headers: RequestHeaders
  body: Uint8Array
  now: Date
}): string | null {
  const { accept, headers, secrets } = request
  if (!request.target.startsWith('/')) return 'the request target is not a path'
  const addressed = {
    method: request.method,
    uri: request.publicUrl.replace(/(?<!\/)\/+$/, '') + request.target,
    body: request.body,
  }

  const v3 = headers['x-hubspot-signature-v3']
  if (accept.includes('v3') && v3 !== undefined) {
    const timestamp = headers['x-hubspot-request-timestamp']
    if (typeof v3 !== 'string') return 'the v3 signature is given more than once'
    if (typeof timestamp !== 'string' || !/^[0-9]{1,15}$/.test(timestamp)) {
      return 'the timestamp is not a number of milliseconds'
    }
    const age = request.now.getTime() - Number(timestamp)
    if (!(Math.abs(age) <= tolerance)) return 'the timestamp is too far from now'
    const genuine = matchesOne(secrets, v3, (secret) => signatureOf('v3', secret, addressed, timestamp))
    return genuine ? null : 'the v3 signature does not match'
  }

  const named = headers['x-hubspot-signature-version']
  const given = headers['x-hubspot-signature']
  if (given === undefined) return 'no signature that this route accepts'
  if (typeof given !== 'string') return 'the signature is given more than once'
  if (named !== 'v1' && named !== 'v2') return 'the signature version is unknown'
  if (!accept.includes(named)) return `signature version ${named} is not accepted here`
  const genuine = matchesOne(secrets, given, (secret) => signatureOf(named, secret, addressed, ''))
  return genuine ? null : `the ${named} signature does not match`
}
