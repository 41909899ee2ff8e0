import type { Place } from './place.ts'

/** Where a URL of http or https leads to; null for any other. */
export function placeOfUrl(url: URL): Place | null {
  const kind = url.protocol.slice(0, -1)
  // A URL has one spelling of a host already.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if ((kind !== 'http' && kind !== 'https') || host === '') return null
  return { kind, host, port: Number(url.port) || (kind === 'https' ? 443 : 80) }
}
