import { basename } from 'node:path'
import type { Source } from './read-source.ts'

/** Names that something else asks for, or that stand for a whole. */
const exceptions = new Map([
  ['app.functions/relay.ts', 'HubSpot calls `main`'],
  ['relay/errors.ts', 'the four errors belong side by side'],
])

const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(?<=s|x|ch)es$/, '')
    .replace(/s$/, '')

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split('-')
    .map(singular)

/**
 * Whether one of a file's exports has every word of the file's name, whatever else it has: `client.ts` may hold
 * `createHubSpotClient`. What exports nothing is a program, and `index` is named after its folder.
 */
export function isNamedAfterExport({ path, exports }: Source): boolean {
  const name = basename(path).replace(/\.tsx?$/, '')
  if (exports.length === 0 || name === 'index' || exceptions.has(path)) return true
  return exports.some((exported) => {
    const letters = wordsOf(exported).join('')
    return wordsOf(name).every((word) => letters.includes(word))
  })
}
