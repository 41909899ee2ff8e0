import { isIP } from 'node:net'
import { allowsHost } from './allows-host.ts'
import { isPublicAddress } from './is-public-address.ts'

/** Names that no public name server answers for, and those that clouds answer for inside their machines. */
const privateName = /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|lan|home|home\.arpa)$/

/**
 * Says why no file may be fetched from a URL, as far as the URL itself shows it: `null` where nothing speaks against it.
 * A host that the admin allowed may be private, have any port allowed with it, and need not speak https.
 */
export function judgeUrl(url: URL, allowedHosts: readonly string[]): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'its address does not begin with https://'
  if (url.username !== '' || url.password !== '') return 'its address holds a user name or password'
  if (allowsHost(url, allowedHosts)) return null
  if (url.protocol !== 'https:') return 'its address does not begin with https://'
  if (url.port !== '') return `its address names port ${url.port}; only the usual port of https is used`
  return judgeHost(url.hostname.replace(/\.$/, ''))
}

/** A URL writes an IPv4 address in one way only, however it was spelt: decimal, octal, hexadecimal, in fullwidth digits. */
function judgeHost(host: string): string | null {
  const literal = host.startsWith('[') ? host.slice(1, -1) : host
  if (isIP(literal) > 0) {
    return isPublicAddress(literal) ? null : 'its address lies in a private network, which only an admin can allow'
  }
  const namesNothing = host === '' || !host.includes('.') || privateName.test(host)
  return namesNothing ? 'its address names a host of a private network, which only an admin can allow' : null
}
