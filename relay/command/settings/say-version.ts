import type { SettingsVersion } from '../../../contract/settings/change.ts'
import { plainText } from '../plain-text.ts'

/** A version in a line: which, when, by whom and why. */
export function sayVersion({ version, at, by, reason }: SettingsVersion): string {
  return `version ${version} of ${timeOf(at)} by ${plainText(by)}${reason === null ? '' : `: ${plainText(reason)}`}`
}

export function timeOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`
}
