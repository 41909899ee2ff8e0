import type { CountryCode } from 'libphonenumber-js'
import type { AddressProperties } from './address.ts'
import type { HubSpotClient } from './client.ts'
import { createContactAddresses, type ContactAddresses } from './contact-addresses.ts'
import { createContactReader, type ContactReader } from './contact-reader.ts'
import { createContactSearch, type ContactSearch } from './contact-search.ts'
import { createHoldsAddress, type HoldsAddress } from './holds-address.ts'

/** Whatever is asked of HubSpot about contacts. */
export function askContacts(
  client: HubSpotClient,
  { now, country, addresses }: { now: () => Date; country: CountryCode; addresses: AddressProperties | undefined },
): {
  readContact: ContactReader
  findContacts: ContactSearch
  addressesOf: ContactAddresses
  holdsAddress: HoldsAddress
} {
  const addressesOf = createContactAddresses(client, country, addresses)
  return {
    readContact: createContactReader(client, now, Object.values(addresses ?? {}).flat()),
    findContacts: createContactSearch(client, country, addresses),
    addressesOf,
    holdsAddress: createHoldsAddress(addressesOf),
  }
}
