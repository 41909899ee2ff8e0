import type { PropertyDefinition } from './property-definitions.ts'
import { invalid, type RefusalDetail } from './refusal.ts'

/** What may stand as a value on the wire. Clearing is the empty string; `null` is not documented, so it is refused. */
export type GivenProperties = Readonly<Record<string, unknown>>

const longest = 65_536

class Wrong extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Milliseconds since 1970, from the two forms HubSpot takes: such a number, or ISO 8601. NaN for anything else. */
export function timeOf(value: string): number {
  if (/^-?[0-9]{1,15}$/.test(value)) return Number(value)
  return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(value)
    ? Date.parse(value)
    : NaN
}

function normal(definition: PropertyDefinition, given: unknown, owners: ReadonlySet<string>): string {
  const { name, type } = definition
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') {
    throw new Wrong('INVALID_TYPE', `Property "${name}" must be a string`)
  }
  const value = String(given)
  if (value === '') return ''
  if (value.length > longest)
    throw new Wrong('INVALID_LENGTH', `Property "${name}" is longer than ${longest} characters`)
  if (name === 'email' && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(value)) {
    throw new Wrong('INVALID_EMAIL', `Email address ${value} is invalid`)
  }
  if (name === 'email') return value.toLowerCase()
  if (name === 'hubspot_owner_id') {
    if (!owners.has(value)) throw new Wrong('INVALID_OWNER_ID', `${value} is not the id of an owner`)
    return value
  }
  if (type === 'number' && !Number.isFinite(Number(value))) {
    throw new Wrong('INVALID_INTEGER', `${value} is not a number for "${name}"`)
  }
  if (type === 'datetime' || type === 'date') {
    const time = timeOf(value)
    if (Number.isNaN(time)) throw new Wrong('INVALID_DATE', `${value} is not a date for "${name}"`)
    const iso = new Date(time).toISOString()
    return type === 'date' ? iso.slice(0, 10) : iso
  }
  if (type === 'bool' && value !== 'true' && value !== 'false') {
    throw new Wrong('INVALID_OPTION', `${value} is not true or false for "${name}"`)
  }
  if (type === 'enumeration' && definition.options.length > 0) {
    const chosen = definition.fieldType === 'checkbox' ? value.split(';').filter((part) => part !== '') : [value]
    for (const one of chosen) {
      if (definition.options.some((option) => option.value === one)) continue
      const allowed = definition.options.map((option) => option.value).join(', ')
      throw new Wrong('INVALID_OPTION', `${one} was not one of the allowed options: [${allowed}] of "${name}"`)
    }
  }
  return value
}

/**
 * Checks values against their definitions and gives them in HubSpot's own form (dates as ISO 8601, emails in lower
 * case). Throws one 400 that lists every wrong property; a single unknown one is enough to lose the whole write.
 */
export function checkProperties(
  definitions: ReadonlyMap<string, PropertyDefinition>,
  given: GivenProperties,
  rules: { owners: ReadonlySet<string>; rejected: ReadonlySet<string> },
): Record<string, string> {
  const values: Record<string, string> = {}
  const errors: RefusalDetail[] = []
  const wrong = (name: string, code: string, message: string) => {
    errors.push({ message, code, context: { propertyName: [name] } })
  }
  for (const [name, value] of Object.entries(given)) {
    const definition = definitions.get(name)
    if (definition === undefined) {
      wrong(name, 'PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`)
    } else if (definition.readOnly || rules.rejected.has(name)) {
      wrong(name, 'READ_ONLY_VALUE', `"${name}" is a read only property; its value cannot be set.`)
    } else {
      try {
        values[name] = normal(definition, value, rules.owners)
      } catch (error) {
        if (!(error instanceof Wrong)) throw error
        wrong(name, error.code, error.message)
      }
    }
  }
  if (errors.length > 0) {
    throw invalid(`Property values were not valid: ${JSON.stringify(errors.map((error) => error.message))}`, errors)
  }
  return values
}
