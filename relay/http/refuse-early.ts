import type { IncomingMessage } from 'node:http'
import { Invalid } from '../errors.ts'

/** What an address is made of: it begins with a slash, and nothing in it is read in two ways. */
const target = /^\/[!"$-~]*$/

/**
 * What is refused by its head alone, before any door: of two readings of one request, a proxy in front may have taken the
 * other. Null where there is one.
 */
export function refuseEarly(request: IncomingMessage): Invalid | null {
  const { httpVersion, headersDistinct: headers } = request
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    return new Invalid('http_version', 'This relay speaks HTTP/1.1.', { status: 505 })
  }
  const codings = headers['transfer-encoding']
  if (codings && (httpVersion === '1.0' || codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked')) {
    return new Invalid('transfer_coding', 'Send the body with its length, or in chunks and nothing else.', {
      status: 501,
    })
  }
  const hosts = headers['host']?.length ?? 0
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) {
    return new Invalid('bad_request', 'A request names one Host.', { status: 400 })
  }
  if (!target.test(request.url ?? '')) {
    return new Invalid('bad_request', 'The address of a request begins with a slash and has no #.', { status: 400 })
  }
  return null
}
