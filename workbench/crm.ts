import type { EventSender } from './hubspot/event-sender.ts'
import type { HubSpot } from './hubspot/hubspot.ts'
import { objectTypeNamed } from './hubspot/object-types.ts'
import type { GivenProperties } from './hubspot/property-values.ts'
import { Refusal } from './hubspot/refusal.ts'
import { prepareUpdate } from './hubspot/writes.ts'
import type { ContactSummary } from './page/api.ts'

/** The contacts as a person works on them in HubSpot: the same checks, no API request. */
export interface Crm {
  contacts(): ContactSummary[]
  /** Null when there is no such contact. */
  contact(id: string): ContactSummary | null
  create(properties: GivenProperties): ContactSummary
  /** Throws HubSpot's `Refusal` for what HubSpot would not take. */
  edit(id: string, properties: GivenProperties): ContactSummary
}

const type = objectTypeNamed('contacts')
const shown = [
  'hs_object_id',
  'firstname',
  'lastname',
  'email',
  'phone',
  'mobilephone',
  'hs_whatsapp_phone_number',
  'company',
  'jobtitle',
  // HubSpot's own E.164 forms: the page finds the contact's phone by them.
  'hs_calculated_mobile_number',
  'hs_calculated_phone_number',
]

/** `tell` hears of what a person changed, as the apps of the account do. */
export function createCrm(hubspot: HubSpot, portalId: number, tell?: Pick<EventSender, 'created' | 'changed'>): Crm {
  const portal = hubspot.portal(portalId)

  function contact(id: string): ContactSummary | null {
    const record = portal.records.get(type, id)
    if (!record || record.archivedAt !== null) return null
    return {
      id: record.id,
      properties: Object.fromEntries(shown.map((name) => [name, record.properties[name] || null])),
    }
  }

  function known(id: string): ContactSummary {
    const found = contact(id)
    if (!found) throw new Refusal(404, 'OBJECT_NOT_FOUND', `There is no contact ${id}.`)
    return found
  }

  return {
    contact,
    contacts: () =>
      [...portal.records.all(type)].flatMap((record) => {
        const one = contact(record.id)
        return one && one.id === record.id ? [one] : []
      }),
    create(properties) {
      const id = hubspot.seedContact(portalId, properties)
      tell?.created(id)
      return known(id)
    },
    edit(id, properties) {
      const record = portal.records.get(type, id)
      if (record) {
        const before = { ...record.properties }
        prepareUpdate(portal, type, record, properties, new Set())()
        tell?.changed(record.id, before, record.properties)
      }
      return known(id)
    },
  }
}
