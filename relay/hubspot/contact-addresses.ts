import { propertiesWith, toAddresses, type ReadAddressRules } from './address.ts'
import { HubSpotRefusal, type HubSpotClient } from './client.ts'
import { ContactAnswer, propertyOf } from './contact-answer.ts'
import { patiently } from './patiently.ts'

/** Every address that a contact has at this moment, in whichever property: E.164, or an email in lower case. */
export type ContactAddresses = (portalId: string, contactId: string) => Promise<string[]>

/** Asks for the contact itself, which is never behind as HubSpot's search is. One that is gone has no address. */
export function createContactAddresses(client: HubSpotClient, rules: ReadAddressRules): ContactAddresses {
  return async (portalId, contactId) => {
    const { country, routing } = await rules(portalId)
    const names = propertiesWith(routing.addresses)
    const values = await patiently(() =>
      client.request<ContactAnswer>(portalId, {
        method: 'GET',
        path: `/crm/objects/{version}/contacts/${contactId}?properties=${names.map(encodeURIComponent).join(',')}`,
        repeatable: true,
        answer: ContactAnswer,
      }),
    ).then(
      (contact) => names.map((name) => propertyOf(contact, name)),
      (error: unknown) => {
        if (error instanceof HubSpotRefusal && error.gone) return []
        throw error
      },
    )
    return [...new Set(values.flatMap((value) => toAddresses(value ?? '', country)))]
  }
}
