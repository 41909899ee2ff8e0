import type { CountryCode } from 'libphonenumber-js'
import type { RefusedProperties } from '../store/hubspot/refused-properties.ts'
import type { AddressProperties } from './address.ts'
import type { HubSpotClient } from './client.ts'
import { createContactAddresses, type ContactAddresses } from './contact-addresses.ts'
import { createContactReader, type ContactReader } from './contact-reader.ts'
import { createContactSearch, type ContactSearch } from './contact-search.ts'
import { createHoldsAddress, type HoldsAddress } from './holds-address.ts'
import { createIsContactThere, type IsContactThere } from './is-contact-there.ts'

/** Whatever is asked of HubSpot about contacts. */
export function askContacts(
  client: HubSpotClient,
  config: { defaultCountry: CountryCode; routing: { addresses?: AddressProperties } },
  { now, refusedProperties }: { now: () => Date; refusedProperties: RefusedProperties },
): {
  readContact: ContactReader
  findContacts: ContactSearch
  addressesOf: ContactAddresses
  holdsAddress: HoldsAddress
  isContactThere: IsContactThere
} {
  const { addresses } = config.routing
  const country = config.defaultCountry
  const addressesOf = createContactAddresses(client, country, addresses)
  return {
    readContact: createContactReader(client, now, Object.values(addresses ?? {}).flat()),
    findContacts: createContactSearch(client, country, refusedProperties, addresses),
    addressesOf,
    holdsAddress: createHoldsAddress(addressesOf),
    isContactThere: createIsContactThere(client),
  }
}
