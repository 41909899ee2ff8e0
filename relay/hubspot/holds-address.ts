import type { ContactAddresses } from './contact-addresses.ts'

/** Whether a contact has an address at this moment, in any of its properties. */
export type HoldsAddress = (portalId: string, contactId: string, address: string) => Promise<boolean>

export function createHoldsAddress(addressesOf: ContactAddresses): HoldsAddress {
  return async (portalId, contactId, address) => (await addressesOf(portalId, contactId)).includes(address)
}
