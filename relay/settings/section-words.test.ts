import { expect, test } from 'vitest'
import { sections } from '../../contract/settings/sections.ts'
import { providers } from '../providers/providers.ts'

interface Part {
  title?: unknown
  description?: unknown
  pattern?: unknown
  properties?: Record<string, Part>
  patternProperties?: Record<string, Part>
  items?: Part
  anyOf?: Part[]
}

/** What a form would draw without a word, and what would be refused without saying what to write instead. */
function wordless(path: string, part: Part, isMember: boolean): string[] {
  const { title, description, pattern, properties = {}, patternProperties = {}, items, anyOf = [] } = part
  const isSaid = (words: unknown) => typeof words === 'string' && words.trim() !== ''
  return [
    ...(isMember && !isSaid(title) ? [`${path}: title`] : []),
    ...(isMember && !isSaid(description) ? [`${path}: description`] : []),
    ...(pattern !== undefined && !isSaid(description) ? [`${path}: words for its form`] : []),
    ...Object.entries(properties).flatMap(([name, member]) => wordless(`${path}.${name}`, member, true)),
    ...Object.values(patternProperties).flatMap((member) => wordless(`${path}.*`, member, false)),
    ...(Object.keys(patternProperties).length > 0 && !isSaid(description) ? [`${path}: words for its names`] : []),
    ...(items ? wordless(`${path}.0`, items, false) : []),
    ...anyOf.flatMap((one) => wordless(path, one, false)),
  ]
}

test('every section and every member says in words what it is, and every form what to write', () => {
  const found = Object.entries(sections).flatMap(([name, schema]) => wordless(name, schema as Part, true))
  expect(found).toEqual([])
})

test('every setting of a provider has its title, and every form its words', () => {
  const found = [...providers.values()].flatMap(({ name, settings }) => wordless(name, settings as Part, false))
  expect(found.filter((words) => !words.endsWith(': description'))).toEqual([])
})
