import { createHmac, timingSafeEqual } from 'node:crypto'
import { Unverified } from '../../errors.ts'
import type { Line, WebhookRequest } from '../provider.ts'
import type { TwilioSettings } from './settings.ts'

/**
 * X-Twilio-Signature: base64 of HMAC-SHA1, keyed with the auth token, over the address that Twilio was given and every
 * parameter of the form, known or not, sorted. The address is the line's public one, since a proxy may have changed what
 * arrives; only the query is the request's.
 */
export function verify(request: WebhookRequest, line: Line<TwilioSettings>): void {
  const header = request.headers['x-twilio-signature']
  if (!header) throw new Unverified('the signature header is missing')
  // As text: decoded, other spellings and whatever stands behind the padding would count, too.
  const given = Buffer.from(header)
  const parameters = signedParameters(request.body)
  const { authToken, previousAuthToken } = line.settings
  let genuine = false
  for (const token of [authToken, previousAuthToken]) {
    if (token === undefined) continue
    for (const address of addresses(request.target, line.callbackUrl)) {
      const mac = createHmac('sha1', token).update(address + parameters)
      const expected = Buffer.from(mac.digest('base64'))
      if (given.length === expected.length && timingSafeEqual(given, expected)) genuine = true
    }
  }
  if (!genuine) throw new Unverified('the signature does not match')
}

/** The address with its port and without: over HTTPS Twilio leaves the port out, over HTTP it does not. */
function addresses(target: string, callbackUrl: string): string[] {
  const end = target.indexOf('?')
  const [path, query] = end < 0 ? [target, ''] : [target.slice(0, end), target.slice(end)]
  const configured = new URL(callbackUrl)
  if (!configured.pathname.endsWith(path)) throw new Unverified('the request was meant for another address')
  const rest = configured.pathname + query
  const { protocol, host, hostname } = configured
  return [...new Set([`${protocol}//${host}${rest}`, `${protocol}//${hostname}${rest}`])]
}

/** More than any webhook of Twilio has: of this nobody has proved anything yet. */
const mostParameters = 1_000

/** A parameter given several times counts once with each of its values. */
function signedParameters(body: Uint8Array): string {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  for (let at = text.indexOf('&'), count = 1; at >= 0; at = text.indexOf('&', at + 1), count += 1) {
    if (count > mostParameters) throw new Unverified('no webhook of Twilio has so many parameters')
  }
  const values = new Map<string, Set<string>>()
  for (const [name, value] of new URLSearchParams(text)) {
    const known = values.get(name)
    if (known) known.add(value)
    else values.set(name, new Set([value]))
  }
  return [...values]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, some]) => [...some].sort().map((value) => name + value))
    .join('')
}
