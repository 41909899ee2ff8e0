import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import { account } from '../../stage/relay-settings.ts'
import type { Rough } from './rough.ts'

/** Whom HubSpot knows, so that what they send has somebody's card to go to. */
export interface Person {
  phone: string
  email: string
  contactId: string
}

/** So many people with a number and an address of their own, others than those of another group. */
export function seedPeople(hubspot: HubSpot, rough: Rough, count: number, group: number): Person[] {
  return Array.from({ length: count }, (_, nth) => {
    const phone = `+49152${String(10_000_000 + group * 40_000_000 + nth * 7_919)}`
    const email = `person${group}-${nth}.${rough.letters(5)}@customer.example`
    const contactId = hubspot.seedContact(Number(account.portalId), {
      mobilephone: phone,
      email,
      firstname: `Person ${nth}`,
    })
    return { phone, email, contactId }
  })
}
