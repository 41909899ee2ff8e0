import { IsObject, type TObject } from 'typebox'
import { variableNames } from '../config/variable-names.ts'
import type { Provider } from '../providers/provider.ts'
import { isMeantAsReference, isReference, type Reference } from './reference.ts'

/** Where whoever reads a file finds what it refers to. Both answer with null where there is nothing. */
export interface Surroundings {
  env: (name: string) => string | null
  /** The text of a file; a path that is not absolute begins at the folder of the file that names it. */
  file: (path: string) => string | null
  /** Whether such a file is the relay's own, as its keys and its database are. */
  isOwn: (path: string) => boolean
}

export interface Resolved {
  lines: unknown
  /** Places where a reference is refused, with why. */
  mistakes: { path: string; words: string }[]
  /** Places whose secret is not here; they are left out of `lines`. */
  missing: { path: string; line: string; place: string; words: string }[]
}

/** The lines of a file with secrets in the places of the references to them. Only what a provider calls secret may be one. */
export function resolveReferences(
  lines: unknown,
  providers: ReadonlyMap<string, Pick<Provider, 'settings'>>,
  around: Surroundings,
): Resolved {
  const mistakes: Resolved['mistakes'] = []
  const missing: Resolved['missing'] = []
  if (!Array.isArray(lines)) return { lines, mistakes, missing }

  function resolved(one: Reference): string | { words: string } {
    const [name, text, what] =
      'fromEnv' in one
        ? [one.fromEnv, around.env(one.fromEnv), 'is not set in the environment']
        : [one.fromFile, around.file(one.fromFile), 'is no file that can be read here']
    const secret = text?.replace(/\r?\n$/, '') ?? ''
    return secret === '' ? { words: `is given by ${name}, which ${text === null ? what : 'is empty'}` } : secret
  }

  function within(
    schema: TObject | undefined,
    settings: object,
    at: { path: string; line: string; place: string },
  ): object {
    const members = Object.entries(settings).flatMap(([name, value]: [string, unknown]): [string, unknown][] => {
      const here = { ...at, path: `${at.path}.${name}`, place: at.place ? `${at.place}.${name}` : name }
      const member = schema && (Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined)
      if (!isMeantAsReference(value)) {
        const inner = typeof value === 'object' && value !== null && !Array.isArray(value)
        return [[name, inner ? within(IsObject(member) ? member : undefined, value, here) : value]]
      }
      const refuse = (words: string): [] => {
        mistakes.push({ path: here.path, words })
        return []
      }
      if (!isReference(value)) return refuse('must be either { fromEnv: NAME } or { fromFile: path }, and nothing more')
      if (member && !('secret' in member && member.secret === true)) {
        return refuse('is no secret: write it here. Only secrets are given by reference')
      }
      // Whoever may write a file of settings must not be able to have them sent somewhere.
      if ('fromEnv' in value && variableNames.includes(value.fromEnv)) {
        return refuse(`names ${value.fromEnv}, which is the relay’s own and no line’s`)
      }
      if ('fromFile' in value && around.isOwn(value.fromFile)) {
        return refuse(`names ${value.fromFile}, which is the relay’s own and no line’s`)
      }
      const secret = resolved(value)
      if (typeof secret === 'string') return [[name, secret]]
      missing.push({ ...here, ...secret })
      return []
    })
    return Object.fromEntries(members)
  }

  const given = lines.map((line: unknown, index) => {
    if (typeof line !== 'object' || line === null || Array.isArray(line)) return line
    const { id, provider, settings } = line as { id?: unknown; provider?: unknown; settings?: unknown }
    if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return line
    const known = providers.get(String(provider))
    return {
      ...line,
      settings: within(known?.settings, settings, { path: `lines.${index}.settings`, line: String(id), place: '' }),
    }
  })
  return { lines: given, mistakes, missing }
}
