import { Type, type Static } from 'typebox'
import type { PropertyDefinition } from './property-definitions.ts'
import { timeOf } from './property-values.ts'
import { invalid } from './refusal.ts'

const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

export const Filter = Type.Object({
  propertyName: Type.String(),
  operator: Type.String(),
  value: Type.Optional(Scalar),
  highValue: Type.Optional(Scalar),
  values: Type.Optional(Type.Array(Scalar)),
})
export type Filter = Static<typeof Filter>

const listed = new Set(['IN', 'NOT_IN'])
const bare = new Set(['HAS_PROPERTY', 'NOT_HAS_PROPERTY'])
const single = new Set(['EQ', 'NEQ', 'GT', 'GTE', 'LT', 'LTE', 'CONTAINS_TOKEN', 'NOT_CONTAINS_TOKEN', 'BETWEEN'])
const mostListed = 100

/** Throws a 400 when a filter is not one HubSpot takes. */
export function checkFilter(filter: Filter, definition: PropertyDefinition | undefined): void {
  const { propertyName, operator, values } = filter
  if (definition === undefined) throw invalid(`There was a problem with the request: no property "${propertyName}"`)
  if (!definition.searchable) throw invalid(`"${propertyName}" cannot be used in a search filter`)
  if (listed.has(operator)) {
    if (values === undefined || values.length === 0) throw invalid(`operator ${operator} requires values`)
    if (values.length > mostListed) throw invalid(`operator ${operator} takes at most ${mostListed} values`)
  } else if (single.has(operator)) {
    if (filter.value === undefined || filter.value === '') throw invalid(`operator ${operator} requires a value`)
    if (operator === 'BETWEEN' && filter.highValue === undefined) throw invalid('operator BETWEEN requires a highValue')
  } else if (!bare.has(operator)) {
    throw invalid(`Invalid operator: ${operator}`)
  }
}

/** A comparable form: dates and numbers by size, text without case. Enumerations keep theirs. */
function comparable(definition: PropertyDefinition, value: string): string | number {
  if (definition.type === 'datetime' || definition.type === 'date') return timeOf(value)
  if (definition.type === 'number') return Number(value)
  return definition.type === 'enumeration' ? value : value.toLowerCase()
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}*]+/u)
    .filter((word) => word !== '')

function containsToken(stored: string, wanted: string): boolean {
  const words = wordsOf(stored)
  return wordsOf(wanted).every((token) => {
    if (!token.includes('*')) return words.includes(token)
    const pattern = token
      .split('*')
      .map((part) => part.replace(/[^\p{L}\p{N}]/gu, ''))
      .join('.*')
    return words.some((word) => new RegExp(`^${pattern}$`, 'u').test(word))
  })
}

/** Whether a stored value passes a filter that `checkFilter` let through. */
export function passes(filter: Filter, definition: PropertyDefinition, stored: string | undefined): boolean {
  const has = stored !== undefined && stored !== ''
  if (filter.operator === 'HAS_PROPERTY') return has
  if (filter.operator === 'NOT_HAS_PROPERTY') return !has
  if (!has) return filter.operator === 'NEQ' || filter.operator === 'NOT_IN' || filter.operator === 'NOT_CONTAINS_TOKEN'

  const value = comparable(definition, stored)
  const wanted = comparable(definition, String(filter.value ?? ''))
  // The index holds text in lower case and `IN` does not lower what it is given: a capital letter finds nothing.
  const among = () =>
    (filter.values ?? []).some((one) =>
      typeof value === 'number' ? comparable(definition, String(one)) === value : String(one) === value,
    )
  switch (filter.operator) {
    case 'EQ':
      return value === wanted
    case 'NEQ':
      return value !== wanted
    case 'IN':
      return among()
    case 'NOT_IN':
      return !among()
    case 'GT':
      return value > wanted
    case 'GTE':
      return value >= wanted
    case 'LT':
      return value < wanted
    case 'LTE':
      return value <= wanted
    case 'BETWEEN':
      return value >= wanted && value <= comparable(definition, String(filter.highValue ?? ''))
    case 'CONTAINS_TOKEN':
      return containsToken(stored, String(filter.value))
    default:
      return !containsToken(stored, String(filter.value))
  }
}
