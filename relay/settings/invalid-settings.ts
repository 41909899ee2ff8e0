import type { SettingDifference, SettingMistake, SettingsVersion } from '../../contract/settings/change.ts'
import { cutText } from '../../contract/cut-text.ts'
import { Invalid } from '../errors.ts'
import { timeIn } from '../zone/time-in.ts'
import type { AccountVersion } from '../store/account/account-versions.ts'

/** Mistakes that the sentence of a refusal itself names, and those that are in its list. */
const [mostInWords, mostInList] = [20, 1_000]

/** Everything that keeps settings from being saved, at once. */
export function invalidSettings(mistakes: readonly SettingMistake[]): Invalid {
  const told = mistakes.slice(0, mostInWords).map(({ path, words }) => `${path} ${words}`)
  const more = mistakes.length > told.length ? ` And ${mistakes.length - told.length} more.` : ''
  const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`
  return new Invalid('invalid_settings', `Nothing is saved: the settings have ${count}. ${told.join('. ')}.${more}`, {
    more: { mistakes: mistakes.slice(0, mostInList) },
  })
}

export function noVersion(): Invalid {
  return new Invalid(
    'version_missing',
    'Say which version was edited, as "version" or in the header If-Match, so that nobody else’s change is lost.',
    { status: 428 },
  )
}

/** Somebody else changed the same meanwhile; `later` are these versions, the newest first, and `differences` what they led to. */
export function changedMeanwhile(
  version: number,
  later: readonly AccountVersion[],
  differences: readonly SettingDifference[],
  timeZone: string | null,
): Invalid {
  const [newest] = later
  const who = newest
    ? ` ${newest.by} did at ${timeIn(timeZone)(newest.at.toISOString())}${newest.reason === null ? '' : `: ${newest.reason}`}.`
    : ''
  return new Invalid(
    'settings_changed_meanwhile',
    cutText(
      `Nothing is saved: what you edited was changed meanwhile, and the newest version is ${version}.${who} Look at it, then save on top of it.`,
      1_000,
    ),
    { status: 412, more: { version, meanwhile: later.slice(0, 50).map(toVersion), differences } },
  )
}

export function settingsAreFiles(file: string): Invalid {
  return new Invalid(
    'settings_are_files',
    `Nothing is saved: the settings of this account are what the file ${file} says. Change it there; the relay notices by itself.`,
    { status: 409 },
  )
}

export function unknownVersion(version: number, newest: number): Invalid {
  const words =
    version <= newest
      ? `Version ${version} of these settings is kept no more`
      : `There is no version ${version} of these settings`
  return new Invalid('unknown_version', `${words}; the newest is ${newest}.`, { status: 404 })
}

export function toVersion({ at, version, by, reason, changed }: AccountVersion): SettingsVersion {
  return { version, at: at.toISOString(), by, reason, changed }
}
