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
  if (ip.range() !== 'unicast') return false
  return ip instanceof ipaddr.IPv4 ? !cloudHosts.has(ip.toString()) : ip.match(global)
}
