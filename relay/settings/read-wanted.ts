import { Value } from 'typebox/value'
import { sections, type SectionName } from '../../contract/settings/sections.ts'
import { isSection, sectionNames } from '../account/sections/read-sections.ts'
import type { SectionMistake, Sections } from '../account/sections/section-rules.ts'
import { withoutEmpty } from '../http/without-empty.ts'
import { didYouMean } from '../policy/did-you-mean.ts'
import { schemaMistakes } from '../schema-mistakes.ts'
import { isStorable } from '../store/storable.ts'
import { withoutMembers } from './without-members.ts'

/** Sections as somebody sent them, as far as they have their form; those that are to be as if never set; and what is wrong with them. */
export interface ReadWanted {
  values: Sections
  removed: SectionName[]
  mistakes: SectionMistake[]
}

/** What whoever runs the relay sets for all accounts, and stood in one place with what is an account's. */
const ofOperator = new Map([
  [
    'routing.attachmentHosts',
    'is no setting of an account: whoever runs the relay names hosts in private networks in ALLOWED_HOSTS',
  ],
])

export function readWanted(sent: Readonly<Record<string, unknown>>): ReadWanted {
  const values: Record<string, unknown> = {}
  const removed: SectionName[] = []
  const mistakes: SectionMistake[] = []
  for (const [name, value] of Object.entries(sent)) {
    if (!isSection(name)) mistakes.push({ path: name.slice(0, 100), words: unknown(name) })
    else if (value === null) removed.push(name)
    else {
      const schema = sections[name]
      const given = Value.Check(schema, value) ? value : withoutEmpty(schema, value)
      const found = [...schemaMistakes(schema, given), ...unstorable(given)]
      // What is left without the mistakes may have others, which are told at once, too.
      const rest = found.length === 0 ? given : withoutMembers(given, [...new Set(found.map(({ path }) => path))])
      if (found.length === 0 || (rest !== null && Value.Check(schema, rest))) values[name] = rest
      for (const { path, words } of found) {
        const place = path === '' ? name : `${name}.${path}`
        mistakes.push({ path: place, words: ofOperator.get(place) ?? words })
      }
    }
  }
  return { values, removed, mistakes }
}

function unknown(name: string): string {
  return `is not known: there are ${sectionNames.join(', ')}${didYouMean(name, sectionNames)}`
}

/** Texts, and names, that the database does not take. */
function unstorable(value: unknown, path = ''): SectionMistake[] {
  const wrong = { path, words: 'holds a character that is none; write it anew' }
  if (typeof value === 'string') return isStorable(value) ? [] : [wrong]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    isStorable(name) ? unstorable(member, path === '' ? name : `${path}.${name}`) : [wrong],
  )
}
