import { HubSpotRefusal, type HubSpotClient } from './client.ts'
import { ContactAnswer } from './contact-answer.ts'
import { patiently } from './patiently.ts'

/** Whether HubSpot has a contact at this moment; one that was merged is there as the other. */
export type IsContactThere = (portalId: string, contactId: string) => Promise<boolean>

/** Asks for the contact itself, which is never behind as HubSpot's search is. */
export function createIsContactThere(client: HubSpotClient): IsContactThere {
  return async (portalId, contactId) => {
    const asked = patiently(() =>
      client.request<ContactAnswer>(portalId, {
        method: 'GET',
        path: `/crm/objects/{version}/contacts/${contactId}?properties=hs_object_id`,
        repeatable: true,
        answer: ContactAnswer,
      }),
    )
    return asked.then(
      () => true,
      (error: unknown) => {
        if (error instanceof HubSpotRefusal && error.gone) return false
        throw error
      },
    )
  }
}
