import ipaddr from 'ipaddr.js'

/** Public by number, but the virtual machine's own host behind it: Azure answers there with a machine's configuration. */
const cloudHosts = new Set(['168.63.129.16'])

/** The part of IPv6 that is handed out for the Internet. */
const global: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/** Can this IP address only be reached on the Internet? False for whatever may lead into a network of our own. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // IPv4 written as IPv6 is the IPv4 address to the system that connects.
  const ip = ipaddr.process(address)
  if (ip instanceof ipaddr.IPv4) return ip.range() === 'unicast' && !cloudHosts.has(ip.toString())
  // Where there is IPv6 only, name servers write every IPv4 address so, and a translator takes it to that one (RFC 6052).
  if (ip.range() === 'rfc6052') return isPublicAddress(ip.toByteArray().slice(12).join('.'))
  return ip.range() === 'unicast' && ip.match(global)
}
