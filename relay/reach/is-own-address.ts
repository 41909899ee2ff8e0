import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'

/** Is this an address of the machine itself? What listens there may be hidden from the Internet by a firewall that stands before it. */
export function isOwnAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const wanted = ipaddr.process(address).toString()
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some((own) => ipaddr.isValid(own.address) && ipaddr.process(own.address).toString() === wanted),
  )
}
