import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import { account } from '../../stage/relay-settings.ts'

/** Somebody with a phone and a mailbox, known to HubSpot. */
export interface Person {
  /** Contact id. */
  id: string
  phone: string
  email: string
  /** What HubSpot hands over of the contact. */
  properties: Record<string, string | null>
}

/** Contacts whose numbers are written in the several ways in which people write them; a third share a landline. */
export function seedPeople(hubspot: HubSpot, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const local = String(1000 + index)
    const phone = `+1415556${local}`
    const email = `person-${index}@customer.example`
    const written = [
      { mobilephone: phone },
      { phone: `(415) 556-${local}` },
      { phone: '+1 415 999 0000', mobilephone: `+1 415 556 ${local}` },
    ][index % 3]!
    const given: Record<string, string> = { firstname: 'Ada', lastname: `No ${index}`, email, ...written }
    const id = hubspot.seedContact(Number(account.portalId), given)
    return { id, phone, email, properties: { phone: null, mobilephone: null, ...given } }
  })
}
