import { entryOf } from '../reach/entry-of.ts'
import { findAddresses } from '../reach/find-addresses.ts'
import type { Reach } from '../reach/reach.ts'
import { withTimeLimit } from '../with-time-limit.ts'
import type { Provider } from './provider.ts'
import { placesNamed } from './places-named.ts'

/**
 * The hosts that these lines name and that nobody may reach by `reach`, each once, as `ALLOWED_HOSTS` would name it: what stays
 * allowed to an account whose lines whoever runs the relay had written. A name that nobody can look up within `limit` milliseconds
 * is among them, since it may have led into a private network. Never throws.
 */
export async function privateHosts(
  lines: readonly { provider: Pick<Provider, 'settings'>; settings: unknown }[],
  reach: Reach,
  limit = 5_000,
): Promise<string[]> {
  const named = lines
    .flatMap(({ provider, settings }) => placesNamed(provider.settings, settings))
    .flatMap(({ place, isUsual }) => (place && !isUsual ? [place] : []))
  const places = new Map(named.map((place) => [entryOf(place), place]))
  const judged = await withTimeLimit(limit, [], (signal) =>
    Promise.all(
      Array.from(places, async ([entry, place]) => {
        const isOpen = await findAddresses(place, reach, signal).then(
          () => true,
          () => false,
        )
        return isOpen ? [] : [entry]
      }),
    ),
  )
  return judged.flat()
}
