import type { IncomingMessage } from 'node:http'
import { Permanent } from '../errors.ts'
import { fetchTrouble } from './fetch-trouble.ts'
import { findAddresses, type Lookup } from './find-addresses.ts'
import { judgeUrl } from './judge-url.ts'
import { openUrl } from './open-url.ts'

const mostRedirects = 3

/**
 * Opens an address that others named, wherever it leads on to, without being led into a network of our own, and lets
 * `read` have the answer at its end. Throws `Permanent` or `Temporary` with the codes of `fetchTrouble`, or what `read`
 * throws. Hosts in `allowedHosts` may be private.
 */
export async function fetchGuarded<Read>(
  start: string,
  signal: AbortSignal,
  { allowedHosts, lookup }: { allowedHosts: readonly string[]; lookup?: Lookup },
  read: (response: IncomingMessage, url: URL) => Promise<Read>,
): Promise<Read> {
  let url = URL.parse(start)
  if (!url) throw new Permanent('attachment_refused', 'The file is not fetched: its address cannot be read.')
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const why = judgeUrl(url, allowedHosts)
    if (why !== null) throw new Permanent('attachment_refused', `The file is not fetched: ${why}.`)
    try {
      const addresses = await unlessAborted(findAddresses(url, allowedHosts, lookup), signal)
      const response = await openUrl(url, addresses, signal)
      const next = redirectOf(response, url)
      if (next === null) return await read(response, url)
      url = next
    } catch (cause) {
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

/** A name server may take longer than there is time. */
async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
