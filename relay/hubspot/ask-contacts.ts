import type { RefusedProperties } from '../store/hubspot/refused-properties.ts'
import type { ReadAddressRules } from './address.ts'
import type { HubSpotClient } from './client.ts'
import { createContactAddresses, type ContactAddresses } from './contact-addresses.ts'
import { createContactFacts, type ContactFacts } from './contact-facts.ts'
import { createContactReader, type ContactReader } from './contact-reader.ts'
import { createContactSearch, type ContactSearch } from './contact-search.ts'
import { createHoldsAddress, type HoldsAddress } from './holds-address.ts'
import { createIsContactThere, type IsContactThere } from './is-contact-there.ts'

/** Whatever is asked of HubSpot about contacts. */
export function askContacts(
  client: HubSpotClient,
  rules: ReadAddressRules,
  { now, refusedProperties }: { now: () => Date; refusedProperties: RefusedProperties },
): {
  readContact: ContactReader
  findContacts: ContactSearch
  addressesOf: ContactAddresses
  holdsAddress: HoldsAddress
  isContactThere: IsContactThere
  facts: ContactFacts
} {
  const addressesOf = createContactAddresses(client, rules)
  return {
    readContact: createContactReader(client, now, rules),
    findContacts: createContactSearch(client, rules, refusedProperties),
    addressesOf,
    holdsAddress: createHoldsAddress(addressesOf),
    isContactThere: createIsContactThere(client),
    facts: createContactFacts(client),
  }
}
