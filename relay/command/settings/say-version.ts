import type { SettingsVersion } from '../../../contract/settings/change.ts'
import type { TellTime } from '../../zone/time-in.ts'
import { plainText } from '../plain-text.ts'

/** A version in a line: which, when, by whom and why. */
export function sayVersion({ version, at, by, reason }: SettingsVersion, time: TellTime): string {
  return `version ${version} of ${time(at)} by ${plainText(by)}${reason === null ? '' : `: ${plainText(reason)}`}`
}
