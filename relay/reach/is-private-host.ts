import { isIP } from 'node:net'
import { isPublicAddress } from './is-public-address.ts'

/** Names that no public name server answers for, and those that clouds answer for inside their machines. */
const privateName = /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|lan|home|home\.arpa)$/

/** Does a host show by itself that it is private: an address of a private network, or a name that only one's own network knows? */
export function isPrivateHost(host: string): boolean {
  if (isIP(host) > 0) return !isPublicAddress(host)
  return !host.includes('.') || privateName.test(host)
}
