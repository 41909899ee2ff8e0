import { AddressRefused } from '../reach/address-refused.ts'
import { findAddresses } from '../reach/find-addresses.ts'
import type { Reach } from '../reach/reach.ts'
import type { SchemaMistake } from '../schema-mistakes.ts'
import { withTimeLimit } from '../with-time-limit.ts'
import { placesNamed } from './places-named.ts'
import type { Provider } from './provider.ts'

/**
 * What a line's settings name and may not be connected to, member by member, for whoever saves them; every connection is judged anew.
 * A name that nobody can look up within `limit` milliseconds is let pass: the test of the line tells of it. Not to be asked inside a
 * transaction. Never throws.
 */
export async function addressMistakes(
  { settings: schema }: Pick<Provider, 'settings'>,
  settings: unknown,
  reach: Reach,
  limit = 3_000,
): Promise<SchemaMistake[]> {
  const named = placesNamed(schema, settings)
  const found = await withTimeLimit(limit, [], (signal) =>
    Promise.all(
      named.map(async ({ path, text, place }) => {
        if (!place) return [{ path, words: 'is no address' }]
        const url = URL.parse(text)
        if (url?.username || url?.password) {
          return [{ path, words: 'holds a user name or password, which everybody would see who sees the settings' }]
        }
        const refused = await findAddresses(place, reach, signal).then(
          () => null,
          (error: unknown) => (error instanceof AddressRefused ? error : null),
        )
        return refused ? [{ path, words: refused.words }] : []
      }),
    ),
  )
  return found.flat()
}
