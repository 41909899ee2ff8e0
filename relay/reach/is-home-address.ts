import ipaddr from 'ipaddr.js'

const homes = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'])

/** Where clouds tell a machine about itself, its credentials among it, in ranges that are ordinary otherwise. */
const tellTale = new Set(['100.100.100.200', 'fd00:ec2::254', 'fd20:ce::254'])

/**
 * Is this an address of a network of one's own, where a server may stand? Not link-local ones, where clouds hand out a
 * machine's credentials: no name leads there for a good reason.
 */
export function isHomeAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  return homes.has(ip.range()) && !tellTale.has(ip.toString())
}
