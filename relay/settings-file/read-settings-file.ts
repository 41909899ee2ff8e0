import { sections as known, type SectionName } from '../../contract/settings/sections.ts'
import { LineSetting } from '../../contract/settings/lines.ts'
import { nearestName } from '../policy/nearest-name.ts'
import type { Provider } from '../providers/provider.ts'
import { digitsAsTexts } from './digits-as-texts.ts'
import { mostBytes } from './most-bytes.ts'
import { parseSettings, type ParsedSettings } from './parse-settings.ts'
import type { FileMistake } from './place-in-file.ts'

/** What a file of settings says. Whether a section is right is not known yet. */
export interface SettingsFile {
  /** The HubSpot account it is of; null where it does not say. */
  account: string | null
  /** The version that it was exported as; null where it does not say. */
  version: number | null
  /** The sections that it names. Null takes one back to what it is without anybody's doing. */
  sections: Partial<Record<SectionName, unknown>>
  placeOf: ParsedSettings['placeOf']
}

/** As the database counts them. */
const mostVersions = 2_147_483_647

/** Of what stood elsewhere once, where it stands now. */
const moved: Record<string, string> = {
  portalId: 'is not known: the account stands at the top, as account',
  attachmentHosts: 'is not an account’s to say: whoever runs the relay names such hosts in ALLOWED_HOSTS',
}
const movedOut: Record<string, string> = {
  pause: 'stands beside routing, not in it',
  autoSend: 'stands beside routing, not in it',
  attachmentHosts: moved.attachmentHosts!,
}

/**
 * Reads a file of settings, YAML or JSON. What can be read of it is answered beside all mistakes in it. `account` is whose it must be,
 * where that is known.
 */
export function readSettingsFile(
  text: string,
  given: { account: string | null; providers: ReadonlyMap<string, Pick<Provider, 'settings'>> },
): { file: SettingsFile | null; mistakes: FileMistake[] } {
  const whole = (words: string) => ({ file: null, mistakes: [{ path: '', words, place: null }] })
  const bytes = Buffer.byteLength(text)
  if (bytes > mostBytes) {
    return whole(`The file has ${(bytes / 1_000_000).toFixed(1)} MB, and settings have 1 MB at most.`)
  }
  const parsed = parseSettings(text)
  if (Array.isArray(parsed)) return { file: null, mistakes: parsed }
  const { value, placeOf } = parsed
  if (Array.isArray(value)) return whole('This is a list; lines stand under the name lines.')
  if (typeof value !== 'object' || value === null) {
    return whole('There are no settings in here: a file names sections, such as lines and routing.')
  }
  const mistakes: FileMistake[] = []
  const wrong = (path: string, words: string) => void mistakes.push({ path, words, place: placeOf(path) })
  const sections: SettingsFile['sections'] = {}
  // Whose lines these are is known before they are read, wherever it stands.
  const account = 'account' in value ? readAccount(value.account) : null
  const version = 'version' in value ? readVersion(value.version) : null
  for (const [name, one] of Object.entries(value)) {
    if (name === '$schema' || name === 'account' || name === 'version') continue
    if (isSection(name)) sections[name] = one === null ? null : inWords(name, one)
    else wrong(name, moved[name] ?? unknown(name))
  }
  return { file: { account, version, sections, placeOf }, mistakes }

  function readAccount(one: unknown): string | null {
    const id = typeof one === 'number' ? String(one) : one
    if (Array.isArray(one)) wrong('account', 'must be one account: make a file for each')
    else if (typeof id !== 'string' || !/^[1-9][0-9]{0,17}$/.test(id)) {
      wrong('account', 'must be the id of a HubSpot account, which is digits')
    } else if (given.account !== null && id !== given.account) {
      wrong('account', `is ${id}, but these are to be the settings of ${given.account}`)
    } else return id
    return null
  }

  function readVersion(one: unknown): number | null {
    if (typeof one === 'number' && Number.isInteger(one) && one >= 0 && one <= mostVersions) return one
    wrong('version', 'must be the number of the version that was exported, such as 7; leave it out if there is none')
    return null
  }

  function inWords(name: SectionName, one: unknown): unknown {
    if (name === 'routing' && typeof one === 'object' && one !== null) {
      const kept = Object.entries(one).filter(([member]) => !Object.hasOwn(movedOut, member))
      for (const member of Object.keys(one))
        if (Object.hasOwn(movedOut, member)) wrong(`routing.${member}`, movedOut[member]!)
      return digitsAsTexts(known.routing, Object.fromEntries(kept))
    }
    if (name !== 'lines' || !Array.isArray(one)) return digitsAsTexts(known[name], one)
    return one.map((line: unknown, index) => lineOf(line, `lines.${index}`))
  }

  function lineOf(line: unknown, path: string): unknown {
    if (typeof line !== 'object' || line === null || Array.isArray(line)) return line
    const { portalId, ...own } = line as Record<string, unknown>
    if (portalId !== undefined) {
      const whose = typeof portalId === 'number' || typeof portalId === 'string' ? String(portalId) : 'none'
      const ours = given.account ?? account
      wrong(
        `${path}.portalId`,
        whose === ours || ours === null
          ? moved.portalId!
          : `is ${whose}: a file holds the settings of one account, and this one is of ${ours}`,
      )
    }
    const settings = providersOf(own)
    return digitsAsTexts(LineSetting, settings === undefined ? own : { ...own, settings })
  }

  function providersOf({ provider, settings }: Record<string, unknown>): unknown {
    return digitsAsTexts(given.providers.get(String(provider))?.settings, settings)
  }
}

function isSection(name: string): name is SectionName {
  return Object.hasOwn(known, name)
}

function unknown(name: string): string {
  const names = [...Object.keys(known), 'account', 'version']
  const meant = nearestName(name, names)
  return meant === null ? `is not known; there are ${names.join(', ')}` : `is not known; did you mean ${meant}?`
}
