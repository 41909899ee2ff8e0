import type { SettingDifference } from '../../../contract/settings/change.ts'
import { changedSecret } from '../../../contract/settings/changed-secret.ts'
import { plainText } from '../plain-text.ts'

/** Differences, a line each. `was` says whether they are, or only would be. Of a secret only that it is set, or there no more. */
export function sayDifferences(differences: readonly SettingDifference[], was: boolean): string[] {
  return differences.map(({ path, words }) => {
    const secret = changedSecret(path)
    if (!secret) return `  ${plainText(words)}`
    const { line, place, isGone } = secret
    const becomes = isGone ? 'there no more' : 'set anew'
    return `  ${plainText(`line ${line}: the secret ${place} ${was ? 'is' : 'would be'} ${becomes}`)}`
  })
}
