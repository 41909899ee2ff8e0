import type { LinesSection } from '../../contract/settings/lines.ts'
import type { SectionName } from '../../contract/settings/sections.ts'
import { canonicalJson } from '../account/digest-sections.ts'
import { readSecretName } from '../account/secret-place.ts'
import { checkSections } from '../account/sections/check-sections.ts'
import { formOf, readSections, sectionNames } from '../account/sections/read-sections.ts'
import type { CheckContext, SectionMistake, Sections } from '../account/sections/section-rules.ts'
import type { Provider } from '../providers/provider.ts'
import type { StoredAccount } from '../store/account/read-account.ts'
import { invalidSettings } from './invalid-settings.ts'
import { planSecrets, type PlannedSecrets } from './plan-secrets.ts'
import type { PlannedSave, WantedSettings } from './planned-save.ts'
import { readWanted } from './read-wanted.ts'
import { tooLarge } from './too-large.ts'

/** More are not looked at one by one. */
const mostLines = 500

export interface PlanNeeds {
  providers: ReadonlyMap<string, Provider>
  retain: CheckContext['retain']
  wasInUse: boolean
  /** The value of a stored secret; null where it cannot be opened. */
  openSecret: (name: string, sealed: string) => string | null
}

/**
 * What a save would do, and everything that is wrong with it. `base` is what was edited, null: what stands now. A section that
 * is sent as it was then was not edited, and stays as it is now. Asks nobody, so that it may be done under a lock. Throws `Invalid` for
 * what is far too large to be looked at.
 */
export function planSave(
  stored: Pick<StoredAccount, 'sections' | 'secrets'>,
  wanted: WantedSettings,
  base: Sections | null,
  needs: PlanNeeds,
): PlannedSave {
  const large = tooLarge(wanted.sections)
  if (large.length > 0) throw invalidSettings(large)
  const before = readSections(stored.sections)
  const newest = new Map(stored.secrets.flatMap((one) => (one.until === null ? [[one.name, one.sealed]] : [])))
  const read = readWanted(wanted.sections)
  const sent = wanted.sections.lines
  // Lines that have not even their form are looked at as far as they go, so that all is told at once.
  const lines =
    read.values.lines ??
    (Array.isArray(sent) && sent.length <= mostLines
      ? lineLike(sent)
      : read.removed.includes('lines')
        ? []
        : before.lines)
  const known = { before: before.lines ?? [], names: [...newest.keys()], providers: needs.providers }
  const asSent = planSecrets(lines ?? [], { ...known, secrets: wanted.secrets ?? {} })
  // Lines that are sent as they were edited from say nothing of those that others have changed since.
  const isAsEdited =
    base !== null && 'lines' in wanted.sections && canonicalJson(asSent.lines) === canonicalJson(base.lines ?? [])
  const secrets = isAsEdited
    ? { ...planSecrets(known.before, { ...known, secrets: Object.fromEntries(asSent.asked) }), lines: asSent.lines }
    : asSent

  const edited: Sections = { ...before, ...read.values, ...(lines === undefined ? {} : { lines: secrets.lines }) }
  for (const name of read.removed) delete edited[name]
  const isEdited = (name: SectionName) =>
    canonicalJson(edited[name] ?? null) !== canonicalJson(before[name] ?? null) &&
    (!(name in wanted.sections) ||
      canonicalJson(edited[name] ?? null) !== canonicalJson((base ?? before)[name] ?? null))
  const changed = sectionNames.filter(isEdited)
  const whole = Object.fromEntries(
    sectionNames.flatMap((name) => {
      const value = changed.includes(name) ? edited[name] : before[name]
      return value === undefined ? [] : [[name, value]]
    }),
  ) as Sections

  const opened = new Map<string, string | null>()
  const valueOf = (name: string): string | null => {
    const sealed = newest.get(name)
    if (sealed === undefined) return null
    if (!opened.has(name)) opened.set(name, needs.openSecret(name, sealed))
    return opened.get(name) ?? null
  }
  const set = [...secrets.given].filter(([name, value]) => value !== valueOf(name))
  const context = {
    ...{ whole, before, providers: needs.providers, retain: needs.retain, wasInUse: needs.wasInUse },
    secretsOf: secretsByLine(secrets, [...newest.keys()], valueOf),
    touched: new Set([...set.map(([name]) => name), ...secrets.removed]),
  }
  return {
    before,
    whole,
    sections: changed.map((name) => ({ section: name, form: formOf(name), value: whole[name] ?? null })),
    set: set.map(([name, value]) => ({ name, value: String(value) })),
    removed: secrets.removed,
    ofOthers: secrets.ofOthers,
    changed: [
      ...changed,
      ...set.map(([name]) => `secret:${name}`),
      ...secrets.removed.map((name) => `secret-gone:${name}`),
    ],
    mistakes: [...read.mistakes, ...secrets.mistakes, ...newMistakes(context, changed, read.mistakes)],
  }
}

/** What is wrong with the whole, but not what was wrong before in a section that nobody touches: it holds up nothing else. */
function newMistakes(
  context: CheckContext,
  changed: readonly SectionName[],
  told: readonly SectionMistake[],
): SectionMistake[] {
  const found = checkSections(context)
  if (found.length === 0) return []
  const stood = new Set(checkSections({ ...context, whole: context.before, touched: new Set() }).map(keyOf))
  const tellsOf = new Set(told.map(({ path }) => path))
  return found.filter((mistake) => {
    const isTouched = changed.some((name) => mistake.path === name || mistake.path.startsWith(`${name}.`))
    return (isTouched || !stood.has(keyOf(mistake))) && !tellsOf.has(mistake.path)
  })
}

const keyOf = ({ path, words }: SectionMistake): string => `${path} ${words}`

function secretsByLine(
  { given, removed }: PlannedSecrets,
  stored: readonly string[],
  valueOf: (name: string) => string | null,
): CheckContext['secretsOf'] {
  const byLine = Map.groupBy(
    [...new Set([...stored, ...given.keys()])].filter((name) => !removed.includes(name)),
    (name) => readSecretName(name)?.lineId,
  )
  return (lineId) => {
    const own = (byLine.get(lineId) ?? []).map((name): [string, unknown] => [
      readSecretName(name)?.place ?? '',
      given.has(name) ? given.get(name) : valueOf(name),
    ])
    return own.some(([, value]) => value === null) ? null : new Map(own)
  }
}

/** A list of lines as far as it is one: what lacks, or is no text, says nothing, and what is no line at all has no id. */
function lineLike(sent: readonly unknown[]): LinesSection {
  const nothing = { id: '', label: '', provider: '', address: '', settings: {} }
  return sent.map((line) => {
    if (typeof line !== 'object' || line === null || !('id' in line) || typeof line.id !== 'string') return nothing
    const like = { ...nothing, ...line }
    return { ...like, provider: typeof like.provider === 'string' ? like.provider : '' }
  }) as LinesSection
}
