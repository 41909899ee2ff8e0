import { personKey } from '../person/person-key.ts'
import type { ContactAddresses } from './contact-addresses.ts'

/** Whether a contact has an address at this moment, in any of its properties and in whichever spelling. */
export type HoldsAddress = (portalId: string, contactId: string, address: string) => Promise<boolean>

export function createHoldsAddress(addressesOf: ContactAddresses): HoldsAddress {
  return async (portalId, contactId, address) => {
    const key = personKey(address)
    return (await addressesOf(portalId, contactId)).some((one) => personKey(one) === key)
  }
}
