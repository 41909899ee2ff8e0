import type { SectionName } from '../../../contract/settings/sections.ts'
import { sectionNames } from './read-sections.ts'
import { sectionRegistry } from './section-registry.ts'
import type { CheckContext, SectionMistake } from './section-rules.ts'

/** Everything that is wrong with the whole, each with its place: `routing.ladder.0.lineId`. */
export function checkSections(context: CheckContext): SectionMistake[] {
  return sectionNames.flatMap((name) => checkSection(name, context))
}

function checkSection<Name extends SectionName>(name: Name, context: CheckContext): SectionMistake[] {
  const value = context.whole[name]
  if (value === undefined) return []
  return sectionRegistry[name]
    .check(value, context)
    .map(({ path, words }) => ({ path: path === '' ? name : `${name}.${path}`, words }))
}
