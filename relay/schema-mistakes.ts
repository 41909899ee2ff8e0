import { IsArray, type TSchema } from 'typebox'
import { Settings } from 'typebox/system'
import { Value } from 'typebox/value'
import { didYouMean } from './policy/did-you-mean.ts'
import { choiceMistakes, type SchemaError, type SchemaMistake } from './choice-mistakes.ts'

export type { SchemaMistake } from './choice-mistakes.ts'

/** Mistakes that are told at once, and errors that are looked through for them. Whoever makes more has another thing in mind. */
const most = { told: 200, found: 2_000 }

const types: Record<string, string> = {
  array: 'a list',
  object: 'an object',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
}

/**
 * Everything that keeps a value from being what a schema describes, each once and in words for whoever wrote it. The value
 * itself is never told, because it may be a secret.
 */
export function schemaMistakes(schema: TSchema, value: unknown): SchemaMistake[] {
  const mostItems = IsArray(schema) && 'maxItems' in schema ? Number(schema.maxItems) : Infinity
  if (Array.isArray(value) && value.length > mostItems) return [{ path: '', words: `is longer than ${mostItems}` }]
  const told = new Map<string, SchemaMistake>()
  for (const mistake of choiceMistakes(errorsOf(schema, value), (error) => inWords(schema, error))) {
    told.set(`${mistake.path}\n${mistake.words}`, mistake)
    if (told.size >= most.told) break
  }
  return [...told.values()]
}

function errorsOf(schema: TSchema, value: unknown): SchemaError[] {
  const { maxErrors } = Settings.Get()
  Settings.Set({ maxErrors: most.found })
  try {
    return Value.Errors(schema, value)
  } finally {
    Settings.Set({ maxErrors })
  }
}

function inWords(schema: TSchema, error: SchemaError): SchemaMistake[] {
  const path = pathOf(error.instancePath)
  const one = (words: string): SchemaMistake[] => [{ path, words }]
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map((name) => ({
        path: path === '' ? name : `${path}.${name}`,
        words: 'is missing',
      }))
    // Each forbidden member is reported by itself as well.
    case 'additionalProperties':
      return []
    case 'boolean': {
      const holder = schemaAt(schema, error.schemaPath.replace(/\/additionalProperties$/, ''))
      if (holder && 'patternProperties' in holder) return one(`is no name that belongs here${descriptionOf(holder)}`)
      return one(`is not known${suggestion(namesIn(error.instancePath).at(-1) ?? '', holder)}`)
    }
    case 'const':
      return one(`must be ${String(error.params.allowedValue)}`)
    case 'pattern':
    case 'anyOf':
      return one(`does not have the expected form${descriptionOf(schemaAt(schema, error.schemaPath))}`)
    case 'type': {
      const wanted = [error.params.type].flat()
      return one(`must be ${wanted.map((type) => types[String(type)] ?? String(type)).join(' or ')}`)
    }
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
    case 'uniqueItems':
      return one('names something twice')
    default:
      return one(error.message)
  }
}

/** A pointer into JSON as a person reads it: `lines.0.label`. */
function pathOf(pointer: string): string {
  return namesIn(pointer).join('.')
}

function namesIn(pointer: string): string[] {
  const names = pointer.split('/').slice(1)
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function schemaAt(schema: TSchema, pointer: string): object | undefined {
  let at: unknown = schema
  for (const name of namesIn(pointer)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    at = (at as Record<string, unknown>)[name]
  }
  return typeof at === 'object' && at !== null ? at : undefined
}

function suggestion(name: string, holder: object | undefined): string {
  return didYouMean(name, holder && 'properties' in holder ? Object.keys(holder.properties as object) : [])
}

function descriptionOf(schema: object | undefined): string {
  const said = schema && 'description' in schema ? String(schema.description) : ''
  const [first = ''] = said
  return said === '' ? '' : `: ${first.toLowerCase()}${said.slice(1).replace(/\.$/, '')}`
}
