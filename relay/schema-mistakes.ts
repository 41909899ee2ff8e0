import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'

/** What is wrong with one member, such as `0.channel`, in words that follow its name; the path of the whole is empty. */
export interface SchemaMistake {
  path: string
  words: string
}

const types: Record<string, string> = {
  array: 'a list',
  object: 'an object',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
}

/**
 * Everything that keeps a value from being what a schema describes, each once and in words for whoever wrote it. The value
 * itself is never told, because it may be a secret.
 */
export function schemaMistakes(schema: TSchema, value: unknown): SchemaMistake[] {
  const errors = Value.Errors(schema, value)
  const choices = new Map<string, unknown[]>()
  for (const error of errors) {
    if (error.keyword !== 'const') continue
    choices.set(error.instancePath, [...(choices.get(error.instancePath) ?? []), error.params.allowedValue])
  }
  const told = errors.flatMap((error) => inWords(error, choices))
  return told.filter(({ path, words }, index) => told.findIndex((o) => o.path === path && o.words === words) === index)
}

type SchemaError = ReturnType<typeof Value.Errors>[number]

function inWords(error: SchemaError, choices: ReadonlyMap<string, unknown[]>): SchemaMistake[] {
  const path = error.instancePath.slice(1).replaceAll('/', '.')
  const one = (words: string): SchemaMistake[] => [{ path, words }]
  const each = (names: readonly string[], words: string): SchemaMistake[] =>
    names.map((name) => ({ path: path === '' ? name : `${path}.${name}`, words }))
  switch (error.keyword) {
    case 'required':
      return each(error.params.requiredProperties, 'is missing')
    case 'additionalProperties':
      return each(error.params.additionalProperties, 'is not known')
    // A forbidden member is reported once more by itself; `additionalProperties` has named it.
    case 'boolean':
      return []
    case 'const': {
      const allowed = choices.get(error.instancePath) ?? []
      return one(`must be ${allowed.length > 1 ? 'one of ' : ''}${allowed.map(String).join(', ')}`)
    }
    case 'anyOf':
      return choices.has(error.instancePath) ? [] : one('does not have the expected form')
    case 'pattern':
      return one('does not have the expected form')
    case 'type':
      return one(`must be ${types[String(error.params.type)] ?? String(error.params.type)}`)
    case 'minLength':
    case 'minItems':
      return one(error.params.limit === 1 ? 'is empty' : `is shorter than ${error.params.limit}`)
    case 'maxLength':
    case 'maxItems':
      return one(`is longer than ${error.params.limit}`)
    case 'minimum':
      return one(`must be at least ${error.params.limit}`)
    case 'maximum':
      return one(`must be at most ${error.params.limit}`)
    default:
      return one(error.message)
  }
}
