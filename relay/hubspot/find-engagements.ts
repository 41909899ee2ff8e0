import type { RefusedProperties } from '../store/hubspot/refused-properties.ts'
import { HubSpotRefusal, type HubSpotClient } from './client.ts'
import { keyProperty, type EngagementObject, type NewEngagement } from './engagement-batch.ts'
import { patiently } from './patiently.ts'
import { readFound, SearchAnswer, type Found } from './search-answer.ts'

/** HubSpot refuses a search of more than 3,000 characters; a key takes 39 of them. */
const keysAtOnce = 50

const textProperty = { communications: 'hs_communication_body', emails: 'hs_email_text' } as const

/** Finds engagements again after a doubt, by our key where the account's search knows it, else by what they say. */
export function findEngagements(
  client: HubSpotClient,
  refusedProperties: RefusedProperties,
): (
  portalId: string,
  object: EngagementObject,
  engagements: NewEngagement[],
  known: string[],
) => Promise<Map<string, string>> {
  /** Accounts whose search has found a key of ours since the start. */
  const findsKey = new Set<string>()

  /** Null when the account's search does not take our key at all. */
  async function findByKey(
    portalId: string,
    object: EngagementObject,
    keys: string[],
  ): Promise<Map<string, string> | null> {
    const uses = [object, searchOf(object)]
    for (const use of uses) if ((await refusedProperties.of(portalId, use)).has(keyProperty)) return null
    const found = new Map<string, string>()
    for (let from = 0; from < keys.length; from += keysAtOnce) {
      const values = keys.slice(from, from + keysAtOnce)
      const filter = { propertyName: keyProperty, operator: 'IN', values }
      try {
        for (const { id, properties } of await patiently(() => search(portalId, object, [keyProperty], [filter]))) {
          const key = properties[keyProperty]
          if (key) found.set(key, id)
        }
      } catch (error) {
        // To believe that what this search would have found is not there would be to create it twice.
        if (!(error instanceof HubSpotRefusal)) throw error
        if (JSON.stringify(error.details).includes(keyProperty)) {
          await refusedProperties.note(portalId, searchOf(object), keyProperty)
        }
        return null
      }
    }
    return found
  }

  async function findByContent(
    portalId: string,
    object: EngagementObject,
    engagement: NewEngagement,
  ): Promise<string | null> {
    const text = textProperty[object]
    const instant = String(Date.parse(engagement.properties.hs_timestamp ?? ''))
    const results = await search(
      portalId,
      object,
      [text],
      [
        { propertyName: 'associations.contact', operator: 'EQ', value: engagement.contactId },
        { propertyName: 'hs_timestamp', operator: 'EQ', value: instant },
      ],
    )
    return (
      results.find(({ properties }) => letters(properties[text] ?? '').includes(letters(engagement.words)))?.id ?? null
    )
  }

  async function search(
    portalId: string,
    object: EngagementObject,
    properties: string[],
    filters: object[],
  ): Promise<Found[]> {
    const answer = await client.request<SearchAnswer>(portalId, {
      method: 'POST',
      path: `/crm/objects/{version}/${searchOf(object)}`,
      repeatable: true,
      answer: SearchAnswer,
      body: { filterGroups: [{ filters }], properties, limit: 200 },
    })
    return readFound(answer)
  }

  return async (portalId, object, engagements, known) => {
    const kind = `${portalId}/${object}`
    const byKey = await findByKey(
      portalId,
      object,
      engagements.map((one) => one.key),
    )
    const found = byKey ?? new Map<string, string>()
    if (byKey && !findsKey.has(kind)) {
      const proof = found.size > 0 ? found : await findByKey(portalId, object, known)
      if (proof && proof.size > 0) findsKey.add(kind)
    }
    if (byKey && findsKey.has(kind)) return found
    // Nobody knows yet whether this account's search knows our key, so "not found" is not believed.
    for (const one of engagements) {
      const id = found.get(one.key) ?? (await patiently(() => findByContent(portalId, object, one)))
      if (id) found.set(one.key, id)
    }
    return found
  }
}

const searchOf = (object: EngagementObject) => `${object}/search`

/** The text without markup, escapes and spaces, which HubSpot may have written in another way. */
function letters(text: string): string {
  return text
    .replace(/<[^<>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&[a-z]+;/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
}
