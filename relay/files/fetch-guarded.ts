import type { IncomingMessage } from 'node:http'
import { Permanent } from '../errors.ts'
import { fetchTrouble } from './fetch-trouble.ts'
import type { AllowedHosts } from '../reach/allowed-hosts.ts'
import { AddressRefused } from '../reach/address-refused.ts'
import { createReaches } from '../reach/create-reaches.ts'
import { findAddresses } from '../reach/find-addresses.ts'
import type { Lookup } from '../reach/lookup.ts'
import { placeOfUrl } from '../reach/place-of-url.ts'
import { judgeUrl } from './judge-url.ts'
import { openUrl } from './open-url.ts'

const mostRedirects = 3

/**
 * Opens an address that others named, wherever it leads on to, without being led into a network of our own, and lets
 * `read` have the answer at its end. Throws `Permanent` or `Temporary` with the codes of `fetchTrouble`, or what `read`
 * throws. Hosts that are `allowed` may be private.
 */
export async function fetchGuarded<Read>(
  start: string,
  signal: AbortSignal,
  { allowed, lookup }: { allowed: AllowedHosts; lookup?: Lookup },
  read: (response: IncomingMessage, url: URL) => Promise<Read>,
): Promise<Read> {
  // The company's website may stand beside the relay: files come from the port of https, which is for everybody.
  const reach = createReaches({ allowed, isOwn: () => false, ...(lookup && { lookup }) })([])
  let url = URL.parse(start)
  if (!url) throw new Permanent('attachment_refused', 'The file is not fetched: its address cannot be read.')
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const why = judgeUrl(url, allowed)
    if (why !== null) throw new Permanent('attachment_refused', `The file is not fetched: ${why}.`)
    try {
      const addresses = await findAddresses(placeOfUrl(url)!, reach, signal)
      const response = await openUrl(url, addresses, signal)
      const next = redirectOf(response, url)
      if (next === null) return await read(response, url)
      url = next
    } catch (cause) {
      if (cause instanceof AddressRefused) {
        throw new Permanent('attachment_refused', `The file is not fetched: ${cause.message}`, { cause })
      }
      throw fetchTrouble(cause, url.host)
    }
  }
  throw new Permanent(
    'attachment_refused',
    `The file is not fetched: its address was passed on more than ${mostRedirects} times.`,
  )
}

function redirectOf(response: IncomingMessage, from: URL): URL | null {
  const { statusCode = 0, headers } = response
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return null
  // Whoever goes there reads nothing more here.
  response.destroy()
  const next = URL.parse(headers.location, from.href)
  if (next) return next
  throw new Permanent('attachment_refused', 'The file is not fetched: its address leads on to one that cannot be read.')
}
