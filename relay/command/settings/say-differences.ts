import type { SettingDifference } from '../../../contract/settings/change.ts'
import { plainText } from '../plain-text.ts'

/** Differences, a line each. `was` says whether they are, or only would be. Of a secret only that it is set. */
export function sayDifferences(differences: readonly SettingDifference[], was: boolean): string[] {
  return differences.map(({ path, words }) => {
    const [, line, place] = /^secret:line\/([^/]+)\/(.+)$/.exec(path) ?? []
    if (line === undefined || place === undefined) return `  ${plainText(words)}`
    return `  ${plainText(`line ${line}: the secret ${place} ${was ? 'is' : 'would be'} set anew`)}`
  })
}
