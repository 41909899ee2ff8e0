import { isIP } from 'node:net'
import { AddressRefused } from './address-refused.ts'
import { allowedHosts, type AllowedHosts } from './allowed-hosts.ts'
import { isHomeAddress } from './is-home-address.ts'
import { isOwnAddress } from './is-own-address.ts'
import { isPrivateHost } from './is-private-host.ts'
import { isPublicAddress } from './is-public-address.ts'
import { LeadsInside } from './leads-inside.ts'
import type { Lookup } from './lookup.ts'
import type { Reach } from './reach.ts'
import { systemLookup } from './system-lookup.ts'
import { usualPorts } from './usual-ports.ts'

/** Ports below are of other services: whoever is asked for one there would have the relay knock at somebody's door. */
const firstFree = 1024

/**
 * Makes what says where an account's lines may connect to: where everybody may, what whoever runs the relay `allowed`, and the
 * `hosts` of that account. There are two look-ups in all, so that connections that are kept are shared by those alone who were
 * judged alike: one for what is allowed by name, one for everything else.
 */
export function createReaches({
  allowed,
  lookup = systemLookup,
  isOwn = isOwnAddress,
}: {
  allowed: AllowedHosts
  lookup?: Lookup
  isOwn?: (address: string) => boolean
}): (hosts: readonly string[]) => Reach {
  const reaching =
    (may: (address: string, host: string) => boolean): Lookup =>
    async (host) => {
      const family = isIP(host)
      const addresses = family > 0 ? [{ address: host, family }] : await lookup(host)
      // One is enough: whoever answers for the name so chooses what we would connect to.
      if (!addresses.every(({ address }) => may(address, host) || allowed.hold(address))) throw new LeadsInside(host)
      return addresses
    }
  const isOpen = (address: string) => isPublicAddress(address) && !isOwn(address)
  const judged = reaching(isOpen)
  const named = reaching((address, host) => isIP(host) > 0 || isPublicAddress(address) || isHomeAddress(address))
  return (hosts) => {
    const own = allowedHosts(hosts)
    return (place) => {
      const { kind, host, port } = place
      if (allowed.name(place) || own.name(place)) return named
      const isAddress = isIP(host) > 0
      if (isAddress && allowed.hold(host)) return judged
      const isInside = isAddress ? !isOpen(host) : isPrivateHost(host) && !allowed.hasNetworks
      if (isInside) throw new AddressRefused(place)
      if (port < firstFree && !usualPorts[kind].includes(port)) {
        throw new AddressRefused(place, `has another port than ${kind} is spoken at`)
      }
      return judged
    }
  }
}
