import type { CountryCode } from 'libphonenumber-js'
import { propertiesWith, toPhone, type AddressProperties } from './address.ts'
import { HubSpotRefusal, type HubSpotClient } from './client.ts'
import { patiently } from './patiently.ts'

/** Whether a contact has an address at this moment, in any of its properties. */
export type HoldsAddress = (portalId: string, contactId: string, address: string) => Promise<boolean>

/** Asks for the contact itself, which is never behind as HubSpot's search is. One that is gone has no address. */
export function createHoldsAddress(
  client: HubSpotClient,
  country: CountryCode,
  configured: AddressProperties = {},
): HoldsAddress {
  const names = propertiesWith(configured)

  return async (portalId, contactId, address) => {
    const properties = await patiently(() =>
      client.request<{ properties: Record<string, string | null> }>(portalId, {
        method: 'GET',
        path: `/crm/objects/{version}/contacts/${contactId}?properties=${names.map(encodeURIComponent).join(',')}`,
        repeatable: true,
      }),
    ).then(
      (contact) => contact.properties,
      (error: unknown) => {
        if (error instanceof HubSpotRefusal && error.status === 404) return {}
        throw error
      },
    )
    // Further emails stand in one property, divided by semicolons.
    const values = Object.values(properties).flatMap((value) => value?.split(';') ?? [])
    return values.some((value) => value.trim().toLowerCase() === address || toPhone(value, country) === address)
  }
}
