import type { LinesSection } from '../../contract/settings/lines.ts'
import { readSecretName } from '../account/secret-place.ts'
import type { SectionMistake } from '../account/sections/section-rules.ts'
import { placesMoved } from '../providers/places-moved.ts'
import type { Provider } from '../providers/provider.ts'
import { waysWeakened } from '../providers/ways-weakened.ts'

/**
 * Secrets that would be sent to another server than the one that they were entered for, or to the same in a weaker way: whoever may change
 * how a line is reached, and may not see a secret, would be told it there, or on the way. `kept` are the names of those that are to stay as they are.
 */
export function secretsWantedAnew(
  lines: LinesSection,
  known: { before: LinesSection; kept: readonly string[]; providers: ReadonlyMap<string, Provider> },
): SectionMistake[] {
  const keptOf = Map.groupBy(known.kept, (name) => readSecretName(name)?.lineId)
  return lines.flatMap((line, index) => {
    const before = known.before.find(({ id }) => id === line.id)
    const provider = known.providers.get(line.provider)
    const kept = keptOf.get(line.id)
    if (!before || !provider || !kept) return []
    const moved = placesMoved(provider.settings, before.settings, line.settings).map(({ path }) => path)
    const weakened = waysWeakened(provider.settings, before.settings, line.settings)
    return kept.flatMap((name) => {
      const place = readSecretName(name)?.place ?? ''
      // Of what stands beside it, or within it, in the settings.
      const concerns = (path: string) => place.startsWith(path.slice(0, path.lastIndexOf('.') + 1))
      const there = moved.find(concerns)
      const weaker = weakened.find(concerns)
      const why = there ? ofServer(there) : weaker ? ofWay(weaker) : null
      if (why === null) return []
      return [{ path: `lines.${index}.settings.${place}`, words: `must be entered anew, since ${why}` }]
    })
  })
}

const ofServer = (path: string): string =>
  `${path} leads to another server: what was entered for one is not sent to another`

const ofWay = (path: string): string =>
  `${path} leads there in a weaker way, where others may read along: what was entered for a guarded way is not sent by an open one`
