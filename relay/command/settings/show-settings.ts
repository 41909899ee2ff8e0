import { stringify } from 'yaml'
import { ReadSettingsResponse } from '../../../contract/settings/settings-request.ts'
import { sections as known } from '../../../contract/settings/sections.ts'
import { Invalid } from '../../errors.ts'
import { nearestName } from '../../policy/nearest-name.ts'
import { inOrder } from '../../settings-file/in-order.ts'
import { askRelay } from '../ask-relay.ts'
import type { AccountAccess } from '../read-access.ts'
import { plainText } from '../plain-text.ts'
import { testInWords } from '../test-in-words.ts'
import { timeIn } from '../../zone/time-in.ts'
import { sayVersion } from './say-version.ts'

/** What an account has configured, or one section of it, without secrets. */
export async function showSettings(
  access: AccountAccess,
  section: string | undefined,
  print: (text: string) => void,
): Promise<number> {
  if (section !== undefined && !Object.hasOwn(known, section)) throw noSection(section)
  const asked = { portalId: access.portalId }
  const read = await askRelay(access, '/admin/settings', asked, ReadSettingsResponse)
  const time = timeIn(read.timeZone)
  print(`Account ${read.portalId}, ${read.newest ? sayVersion(read.newest, time) : 'nothing was saved yet'}`)
  if (read.inEnvironment) print('Its lines and routing stand in LINES and ROUTING, and are in force as they are there.')
  if (read.file) {
    print(`They are what the file ${plainText(read.file.name)} says, and are changed there alone.`)
    for (const mistake of read.file.mistakes) print(plainText(mistake))
    if (read.file.mistakes.length > 0) print('So what counted before still counts.')
  }
  const names = section === undefined ? Object.keys(known) : [section]
  for (const name of names) {
    const value = read.sections[name] ?? null
    if (value !== null)
      print(
        `\n${safe(stringify({ [name]: inOrder(known[name as keyof typeof known], value) }, { lineWidth: 120 }).trimEnd())}`,
      )
    else if (section !== undefined)
      print(`\n${name} is not set. What holds is: ${plainText(JSON.stringify(read.ordinary[name] ?? null))}`)
  }
  const unset = names.filter((name) => (read.sections[name] ?? null) === null)
  if (section === undefined && unset.length > 0) print(`\nNot set: ${unset.join(', ')}`)
  if (section === undefined || section === 'lines') {
    for (const { name, since, by, previousUntil } of read.secrets) {
      const before = previousUntil === null ? '' : `; the one before is believed until ${time(previousUntil)}`
      print(plainText(`${name} is set since ${time(since)} by ${by}${before}`))
    }
    for (const [subject, test] of Object.entries(read.tests)) {
      const words = testInWords(test, time)
      if (words) print(plainText(`${subject === 'hubspot' ? 'HubSpot' : subject}: ${words}`))
    }
  }
  return 0
}

/** YAML keeps what a terminal obeys in quotation marks, but for a few. */
function safe(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' '))
    .join('\n')
}

function noSection(name: string): Invalid {
  const names = Object.keys(known)
  const meant = nearestName(name, names)
  return new Invalid(
    'unknown_section',
    meant === null
      ? `There is no section "${name}"; there are ${names.join(', ')}.`
      : `There is no section "${name}"; did you mean ${meant}?`,
  )
}
