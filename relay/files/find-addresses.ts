import type { LookupAddress } from 'node:dns'
import { lookup as lookUp } from 'node:dns/promises'
import { isIP } from 'node:net'
import { Permanent } from '../errors.ts'
import { allowsHost } from './allows-host.ts'
import { isPublicAddress } from './is-public-address.ts'

/** Every address that a host name has. */
export type Lookup = (host: string) => Promise<readonly LookupAddress[]>

/**
 * The addresses behind a URL, all of them public unless the admin allowed the host: one private address among them is
 * enough to refuse, since whoever set it up so chooses what we would connect to.
 */
export async function findAddresses(
  url: URL,
  allowedHosts: readonly string[],
  lookup: Lookup = (host) => lookUp(host, { all: true }),
): Promise<readonly LookupAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const addresses = family > 0 ? [{ address: host, family }] : await lookup(host)
  if (!allowsHost(url, allowedHosts) && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new Permanent(
      'attachment_refused',
      `The file is not fetched: ${url.hostname} lies in a private network. An admin can allow this host.`,
    )
  }
  return addresses
}
