import type { LinesSection } from '../../contract/settings/lines.ts'
import { readSecretName, secretName } from '../account/secret-place.ts'
import type { SectionMistake } from '../account/sections/section-rules.ts'
import type { Provider } from '../providers/provider.ts'
import { secretPlaces } from '../providers/secret-places.ts'
import { splitSecrets } from '../providers/split-secrets.ts'
import { secretsWantedAnew } from './secrets-wanted-anew.ts'

/** What an account's secrets would be. */
export interface PlannedSecrets {
  /** The lines without what is secret in them. */
  lines: LinesSection
  /** What was given, by name, whatever it is. */
  given: Map<string, unknown>
  /** The same, with null for those that are to be none. */
  asked: ReadonlyMap<string, unknown>
  /** Names of stored secrets that have no place any more, or are to be none. */
  removed: string[]
  /** Of what is given, the names of those that another provider had before. */
  ofOthers: string[]
  mistakes: SectionMistake[]
}

/**
 * Takes the secrets out of the lines: one that is left out, or empty, stays as it is; null is none any more. A line that is of another
 * provider than before keeps none, or one vendor would be given another's; one that leads to another server wants them anew.
 */
export function planSecrets(
  lines: LinesSection,
  known: {
    before: LinesSection
    /** Names of the stored ones. */
    names: readonly string[]
    /** Given by name, beside the lines. */
    secrets: Readonly<Record<string, unknown>>
    providers: ReadonlyMap<string, Provider>
  },
): PlannedSecrets {
  const given = new Map<string, unknown>()
  const none = new Set<string>()
  const stripped = lines.map((line) => {
    const provider = known.providers.get(line.provider)
    if (!provider || typeof line.settings !== 'object') return line
    const { open, secrets } = splitSecrets(provider.settings, line.settings)
    for (const [place, value] of secrets) take(secretName(line.id, place), value)
    return { ...line, settings: open }
  })
  function take(name: string, value: unknown): void {
    if (value === null) none.add(name)
    else if (value !== '' && value !== undefined) given.set(name, value)
  }

  const places = new Set(
    lines.flatMap((line) => {
      const provider = known.providers.get(line.provider)
      return provider ? secretPlaces(provider.settings).map(({ place }) => secretName(line.id, place)) : []
    }),
  )
  const mistakes: SectionMistake[] = []
  for (const [name, value] of Object.entries(known.secrets)) {
    if (places.has(name)) take(name, value)
    else mistakes.push({ path: `secrets.${name.slice(0, 300)}`, words: noPlace(name, lines, [...places]) })
  }
  const providerOf = (list: LinesSection, name: string) =>
    list.find(({ id }) => id === readSecretName(name)?.lineId)?.provider
  const isOfOther = (name: string) => providerOf(lines, name) !== providerOf(known.before, name)
  const removed = known.names.filter((name) => none.has(name) || !places.has(name) || isOfOther(name))
  const asked = new Map<string, unknown>([...[...none].map((name): [string, null] => [name, null]), ...given])
  const kept = known.names.filter((name) => !given.has(name) && !removed.includes(name))
  mistakes.push(...secretsWantedAnew(stripped, { ...known, kept }))
  return {
    ...{ lines: stripped, given, asked, mistakes },
    removed: removed.filter((name) => !given.has(name)),
    ofOthers: removed.filter((name) => given.has(name) && isOfOther(name)),
  }
}

function noPlace(name: string, lines: LinesSection, places: readonly string[]): string {
  const lineId = readSecretName(name)?.lineId
  const line = lines.find(({ id }) => id === lineId)
  if (!line) return `is of no line that is there: lines are ${namesIn(lines.map(({ id }) => id)) || 'none'}`
  const own = places.filter((one) => one.startsWith(secretName(line.id, '')))
  return `is no secret of ${line.provider}, and is not kept: there are ${own.join(', ') || 'none'}`
}

const namesIn = (ids: readonly string[]): string => `${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ' …' : ''}`
