import type { Config } from './config/config.ts'
import { createLines, type LineOfProvider, type Lines } from './providers/lines.ts'
import { placesNamed } from './providers/places-named.ts'
import type { Provider } from './providers/provider.ts'
import { readApart } from './providers/read-apart.ts'
import { readLine } from './providers/read-line.ts'
import { entryOf } from './reach/entry-of.ts'
import type { Reach } from './reach/reach.ts'
import type { Readers } from './readers/readers.ts'

/** The configured lines, whose providers read in `readers` what is much to read, and note with `ofLine` that they are called. */
export function openLines(
  config: Config,
  needs: {
    providers: ReadonlyMap<string, Provider>
    readers: Readers
    /** Where the lines of an account may connect to that may reach these hosts besides. */
    reachOf: (hosts: readonly string[]) => Reach
    ofLine: (line: LineOfProvider) => LineOfProvider
  },
): Lines {
  const providers = new Map([...needs.providers].map(([name, one]) => [name, readApart(one, needs.readers)]))
  const own = config.portal?.id ?? ''
  const accounts = Map.groupBy(config.lines, ({ portalId = own }) => portalId)
  return createLines(
    [...accounts].flatMap(([portalId, lines]) => {
      // Whoever runs the relay has written these lines: what they name is allowed, for this account alone.
      const places = lines.flatMap(({ provider, settings }) => {
        const schema = providers.get(provider)?.settings
        return schema ? placesNamed(schema, settings) : []
      })
      const reach = needs.reachOf(places.flatMap(({ place }) => (place ? [entryOf(place)] : [])))
      return lines.map((line) => needs.ofLine(readLine(line, portalId, config.publicUrl, providers, { reach })))
    }),
  )
}
