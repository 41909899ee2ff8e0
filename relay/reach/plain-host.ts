import { isIP } from 'node:net'

/**
 * The one spelling of a host, without brackets and without a dot at its end: an IPv4 address in decimal, octal, hexadecimal or
 * fullwidth digits becomes the four numbers that the system would connect to. Null for what is no host.
 */
export function plainHost(text: string): string | null {
  if (/[/?#@\\\s]/.test(text)) return null
  const url = URL.parse(`https://${isIP(text) === 6 ? `[${text}]` : text}`)
  if (!url || url.port !== '' || url.hostname === '') return null
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}
