import type { Contact } from '../../contract/contact.ts'
import { contactProperties } from '../../contract/contact-properties.ts'
import { Permanent, Temporary } from '../errors.ts'
import type { ReadAddressRules } from './address.ts'
import { HubSpotRefusal, type HubSpotClient } from './client.ts'
import { ContactAnswer, propertyOf } from './contact-answer.ts'

/** A contact's properties as HubSpot has them, in place of what a browser says of them; empty where there is no such contact. */
export type ContactReader = (portalId: string, claimed: Contact) => Promise<Contact['properties']>

/** Milliseconds for which properties are believed as long as the browser says the same. */
const fresh = 300_000
/** And where HubSpot cannot be asked. */
const stale = 900_000
/** Contacts kept in mind; each is a few hundred bytes. */
const most = 5_000

/**
 * Reads contacts with a short memory. The card tells what the record shows at this moment: where that is what HubSpot said
 * last, HubSpot is not asked again; where it differs, a number was corrected or somebody lies, and HubSpot decides.
 */
export function createContactReader(client: HubSpotClient, now: () => Date, rules: ReadAddressRules): ContactReader {
  const known = new Map<string, { properties: Contact['properties']; at: number }>()

  async function read(portalId: string, id: string, names: string[]): Promise<Contact['properties']> {
    try {
      const answer = await client.request<ContactAnswer>(portalId, {
        method: 'GET',
        path: `/crm/objects/{version}/contacts/${id}?properties=${names.map(encodeURIComponent).join(',')}`,
        repeatable: true,
        answer: ContactAnswer,
      })
      return Object.fromEntries(names.map((name) => [name, propertyOf(answer, name)]))
    } catch (error) {
      if (error instanceof HubSpotRefusal && error.gone) return {}
      if (!(error instanceof Permanent)) throw error
      throw new Temporary('contact_unreadable', 'HubSpot does not say how to reach this contact.', { cause: error })
    }
  }

  return async (portalId, { id, properties: claims }) => {
    const configured = Object.values((await rules(portalId)).routing.addresses ?? {}).flat()
    const claimed = Object.keys(claims).filter((name) => /^[a-z0-9_]{1,100}$/.test(name))
    const names = [...new Set([...contactProperties, ...configured, ...claimed])].slice(0, 100)
    const key = `${portalId}/${id}`
    const before = known.get(key)
    const age = before ? now().getTime() - before.at : Infinity
    const agrees =
      before && names.every((name) => name in before.properties && sameValue(name, before.properties, claims))
    if (agrees && age < fresh) return before.properties
    let properties: Contact['properties']
    try {
      properties = await read(portalId, id, names)
    } catch (error) {
      if (agrees && age < stale && error instanceof Temporary && error.code !== 'portal_inactive')
        return before.properties
      throw error
    }
    known.delete(key)
    if (Object.keys(properties).length > 0) known.set(key, { properties, at: now().getTime() })
    for (const [oldest] of known) {
      if (known.size <= most) break
      known.delete(oldest)
    }
    return properties
  }
}

/** What nobody tells, nobody confirms: it may have changed since. */
function sameValue(name: string, said: Contact['properties'], claims: Contact['properties']): boolean {
  return name in claims && (claims[name] || null) === (said[name] || null)
}
