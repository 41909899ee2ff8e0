import type { SettingDifference } from '../../../contract/settings/change.ts'
import type { Invalid } from '../../errors.ts'
import { sayDifferences } from './say-differences.ts'

/** What others changed meanwhile, where that is why nothing was saved; in lines. */
export function sayMeanwhile(error: Invalid): string[] {
  const differences = error.more['differences']
  return Array.isArray(differences) ? sayDifferences(differences as SettingDifference[], true) : []
}
