import type { RefusedProperties } from '../store/hubspot/refused-properties.ts'
import { keyProperty } from './engagement-batch.ts'

const owner = 'hubspot_owner_id'

/** What is good to have and not needed: where HubSpot refuses one of these, everything goes on without it. */
const spare: readonly string[] = [keyProperty, owner]

interface Row {
  key: string
  properties: Record<string, string>
}

/** HubSpot does not know the property, or keeps it to itself: no value of it will ever do. */
const never = /PROPERTY_DOESNT_EXIST|READ_ONLY/
/** The value is there already, so what we have not heard of may be done. */
const taken = /ALREADY|UNIQUE|CONFLICT|DUPLICATE/i

/**
 * What is sent of the rows of one batch. A property that the account does not take is left out for all of them, and later,
 * too; one whose value it does not take, for that row.
 */
export async function createSpares(
  refusedProperties: RefusedProperties,
  { portalId, object }: { portalId: string; object: string },
) {
  const without = new Set(await refusedProperties.of(portalId, object))
  const ofRow = new Map<string, Set<string>>()

  const sends = ({ key, properties }: Row, name: string) =>
    name in properties && !without.has(name) && !ofRow.get(key)?.has(name)

  return {
    /** The properties that are still sent. */
    propertiesOf(row: Row): Record<string, string> {
      return Object.fromEntries(Object.entries(row.properties).filter(([name]) => sends(row, name)))
    },

    /** Which spare properties these rows are sent with now. */
    sentWith: (rows: readonly Row[]) => spare.filter((name) => rows.some((row) => sends(row, name))),

    /**
     * Whether HubSpot's words to these rows are about what they were `sent` with and can do without: then they are to be
     * sent again, without it. `taken`: it has our key already.
     */
    async judge(said: unknown, rows: readonly Row[], sent: readonly string[]): Promise<'again' | 'taken' | null> {
      const words = JSON.stringify(said) ?? ''
      const named = sent.filter((name) => words.includes(name) || (name === owner && /INVALID_OWNER/i.test(words)))
      if (named.includes(keyProperty) && taken.test(words) && !never.test(words)) return 'taken'
      for (const name of named) {
        if (name !== keyProperty && !never.test(words)) {
          for (const { key } of rows) ofRow.set(key, (ofRow.get(key) ?? new Set()).add(name))
        } else if (!without.has(name)) {
          without.add(name)
          await refusedProperties.note(portalId, object, name)
        }
      }
      return named.length > 0 ? 'again' : null
    },
  }
}
