import type { LineSetting } from '../../contract/settings/lines.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import { joinSecrets } from '../providers/join-secrets.ts'
import { placesNamed } from '../providers/places-named.ts'
import type { Provider } from '../providers/provider.ts'
import { readApart } from '../providers/read-apart.ts'
import { readLine } from '../providers/read-line.ts'
import { entryOf } from '../reach/entry-of.ts'
import type { Reach } from '../reach/reach.ts'
import type { Readers } from '../readers/readers.ts'
import type { LineSecrets } from './open-secrets.ts'
import type { OpenedLine } from './opened-lines.ts'

/** Opens lines of accounts. */
export interface OpenLine {
  /**
   * A line with its provider, which connects where `reach` lets it. `secrets` are those that its settings do not hold. Throws `Invalid`
   * where this process cannot use it, in words for who set it up.
   */
  open: (portalId: string, line: LineSetting, more: { reach: Reach; secrets?: LineSecrets }) => OpenedLine
  /** Where an account's lines may connect to that may reach these hosts besides. */
  reachOf: (hosts: readonly string[]) => Reach
  /** The hosts that these lines name. */
  hostsOf: (lines: readonly LineSetting[]) => string[]
}

export interface OpenLineNeeds {
  providers: ReadonlyMap<string, Provider>
  readers: Readers
  publicUrl: string
  reachOf: OpenLine['reachOf']
  /** Notes that the line's provider is called. */
  ofLine: (line: LineOfProvider) => LineOfProvider
}

/** Opens lines whose providers read in `readers` what is much to read. */
export function createOpenLine(needs: OpenLineNeeds): OpenLine {
  const providers = new Map([...needs.providers].map(([name, one]) => [name, readApart(one, needs.readers)]))
  return {
    open(portalId, line, { reach, secrets }) {
      const schema = providers.get(line.provider)?.settings
      const settings = schema && secrets ? joinSecrets(schema, line.settings, secrets.newest) : line.settings
      const more = { reach, earlierSecrets: secrets?.earlier ?? [] }
      const { earlier, ...carrier } = readLine({ ...line, settings }, portalId, needs.publicUrl, providers, more)
      return { ...needs.ofLine(carrier), earlier }
    },
    reachOf: needs.reachOf,
    hostsOf: (lines) =>
      lines.flatMap(({ provider, settings }) => {
        const schema = providers.get(provider)?.settings
        return schema ? placesNamed(schema, settings).flatMap(({ place }) => (place ? [entryOf(place)] : [])) : []
      }),
  }
}
