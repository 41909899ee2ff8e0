import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupAddress } from 'node:dns'
import { socketLookup } from '../reach/socket-lookup.ts'

/**
 * Asks for a URL with nothing of ours on the request, and connects to one of `addresses` and nowhere else, whatever the
 * name may resolve to by now. Follows nothing. Throws what the system throws; the body is the caller's to read or end.
 */
export async function openUrl(
  url: URL,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const lookup = socketLookup(() => Promise.resolve(addresses))
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    // A connection of its own: one that is kept would be shared by what was checked and what was not.
    request(url, { agent: false, lookup, signal, headers: { accept: '*/*', 'accept-encoding': 'identity' } })
      .once('response', resolve)
      .once('error', reject)
      .end()
  })
}
