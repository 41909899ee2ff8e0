import type { LinesSection } from '../../contract/settings/lines.ts'
import { readSecretName } from '../account/secret-place.ts'
import type { SectionMistake } from '../account/sections/section-rules.ts'
import { placesMoved } from '../providers/places-moved.ts'
import type { Provider } from '../providers/provider.ts'

/**
 * Secrets that would be sent to another server than the one that they were entered for: whoever may change an address, and may not see a
 * secret, would be told it there. `kept` are the names of those that are to stay as they are.
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
    const moved = placesMoved(provider.settings, before.settings, line.settings)
    return kept.flatMap((name) => {
      const place = readSecretName(name)?.place ?? ''
      const there = moved.find(({ path }) => place.startsWith(path.slice(0, path.lastIndexOf('.') + 1)))
      if (!there) return []
      const words = `must be entered anew, since ${there.path} leads to another server: what was entered for one is not sent to another`
      return [{ path: `lines.${index}.settings.${place}`, words }]
    })
  })
}
