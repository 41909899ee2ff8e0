import { isIP } from 'node:net'
import type { AllowedHosts } from '../reach/allowed-hosts.ts'
import { isPrivateHost } from '../reach/is-private-host.ts'
import { placeOfUrl } from '../reach/place-of-url.ts'

/**
 * Says why no file may be fetched from a URL, as far as the URL itself shows it: `null` where nothing speaks against it.
 * A host that is allowed may be private, have any port allowed with it, and need not speak https; in a network that is
 * allowed, every port is.
 */
export function judgeUrl(url: URL, allowed: AllowedHosts): string | null {
  const place = placeOfUrl(url)
  if (place === null) return 'its address does not begin with https://'
  if (url.username !== '' || url.password !== '') return 'its address holds a user name or password'
  const { kind, host } = place
  if (allowed.name(place) || allowed.hold(host)) return null
  if (kind !== 'https') return 'its address does not begin with https://'
  if (url.port !== '') return `its address names port ${url.port}; only the usual port of https is used`
  if (isIP(host) === 0 && allowed.hasNetworks) return null
  return isPrivateHost(host) ? 'its address is in a private network, which only whoever runs the relay can allow' : null
}
