import { IsObject, type Static, type TObject } from 'typebox'
import { Value } from 'typebox/value'
import { pastedWith } from '../../contract/pasted-with.ts'
import { Invalid } from '../errors.ts'
import { schemaMistakes, type SchemaMistake } from '../schema-mistakes.ts'
import type { Provider } from './provider.ts'

const mask = '••••••••'

/** The settings a provider asks for, with defaults filled in, or `Invalid` with every mistake in words. The input is left as it is. */
export function readSettings<Settings extends TObject>(
  provider: Pick<Provider<Settings>, 'name' | 'settings'>,
  input: unknown,
): Static<Settings> {
  const { filled, mistakes } = judgeSettings(provider, input)
  if (filled !== null) return filled
  const told = mistakes.map(({ path, words }) => (path === '' ? `the whole ${words}` : `“${path}” ${words}`))
  throw new Invalid('invalid_settings', `The settings for ${provider.name} are wrong: ${told.join('; ')}.`)
}

/** The settings with defaults filled in, null where they are wrong, and everything that is. */
export function judgeSettings<Settings extends TObject>(
  provider: Pick<Provider<Settings>, 'settings'>,
  input: unknown,
): { filled: Static<Settings> | null; mistakes: SchemaMistake[] } {
  // A copy with every member that was given: another leaves out names such as `constructor`, and they would pass unseen.
  const filled = Value.Default(provider.settings, structuredClone(input))
  if (!Value.Check(provider.settings, filled))
    return { filled: null, mistakes: schemaMistakes(provider.settings, filled) }
  const mistakes = pastedMistakes(provider.settings, filled)
  return { filled: mistakes.length === 0 ? filled : null, mistakes }
}

/** What came along when the secrets were copied. Passwords may have quotation marks of their own, and keys several lines. */
function pastedMistakes(schema: TObject, settings: object, place = ''): SchemaMistake[] {
  return Object.entries(settings).flatMap(([name, value]: [string, unknown]) => {
    const member = schema.properties[name]
    if (member === undefined) return []
    if (IsObject(member)) {
      return typeof value === 'object' && value !== null ? pastedMistakes(member, value, `${place}${name}.`) : []
    }
    if (!('secret' in member && member.secret === true && typeof value === 'string')) return []
    const words = pastedWith(value.replace(/["'\r\n]/g, ''))
    return words === null ? [] : [{ path: `${place}${name}`, words }]
  })
}

/** The settings with every secret replaced, for whoever may see them but not use them. */
export function maskSettings<Settings extends TObject>(
  provider: Pick<Provider<Settings>, 'settings'>,
  settings: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return masked(provider.settings, settings)
}

function masked(schema: TObject, settings: object): Record<string, unknown> {
  // A member the description does not know may be anything, so only known ones are shown.
  const known = Object.entries(settings).flatMap(([name, value]: [string, unknown]): [string, unknown][] => {
    const member = schema.properties[name]
    if (member === undefined || value === undefined) return []
    if ('secret' in member && member.secret === true) return [[name, mask]]
    if (IsObject(member)) return typeof value === 'object' && value !== null ? [[name, masked(member, value)]] : []
    return [[name, value]]
  })
  return Object.fromEntries(known)
}
