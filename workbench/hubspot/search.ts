import { Type, type Static } from 'typebox'
import { objectTypes, type ObjectType } from './object-types.ts'
import type { Portal } from './portal.ts'
import { timeOf } from './property-values.ts'
import type { StoredRecord } from './records.ts'
import { invalid } from './refusal.ts'
import { checkFilter, Filter, passes } from './search-filter.ts'
import { viewRecord, type RecordView } from './view.ts'

export const SearchRequest = Type.Object({
  filterGroups: Type.Optional(Type.Array(Type.Object({ filters: Type.Array(Filter) }))),
  filters: Type.Optional(Type.Array(Filter)),
  sorts: Type.Optional(
    Type.Array(
      Type.Union([
        Type.String(),
        Type.Object({
          propertyName: Type.String(),
          direction: Type.Optional(Type.Union([Type.Literal('ASCENDING'), Type.Literal('DESCENDING')])),
        }),
      ]),
    ),
  ),
  query: Type.Optional(Type.String()),
  properties: Type.Optional(Type.Array(Type.String())),
  limit: Type.Optional(Type.Integer()),
  after: Type.Optional(Type.Union([Type.String(), Type.Integer()])),
})
export type SearchRequest = Static<typeof SearchRequest>

export interface SearchAnswer {
  total: number
  results: RecordView[]
  paging?: { next: { after: string } }
}

const most = { groups: 5, filtersInGroup: 6, filters: 18, page: 200, results: 10_000, body: 3000, query: 3000 }

type Properties = Readonly<Record<string, string>>
type Test = (record: StoredRecord, properties: Properties) => boolean

/** `associations.contact EQ 101` looks at ties instead of a property. */
function associationTest(portal: Portal, type: ObjectType, filter: Filter): Test {
  const name = filter.propertyName.slice('associations.'.length)
  const other = objectTypes.find((candidate) => candidate.singular === name || candidate.id === name)
  if (other === undefined) throw invalid(`Unable to infer object type from: ${name}`)
  if (filter.operator !== 'EQ' && filter.operator !== 'IN') throw invalid(`${filter.propertyName} takes EQ or IN`)
  const wanted = (filter.values ?? [filter.value]).map((id) => portal.records.get(other, String(id))?.id)
  const ids = new Set<string>()
  for (const id of wanted) {
    for (const { toId } of id === undefined ? [] : portal.associations.of(other.id, id, type.id)) ids.add(toId)
  }
  return (record) => ids.has(record.id)
}

function filterTest(portal: Portal, type: ObjectType, filter: Filter): Test {
  if (filter.propertyName.startsWith('associations.')) return associationTest(portal, type, filter)
  const definition = portal.definitions.get(type.id)?.get(filter.propertyName)
  checkFilter(filter, definition)
  return (_, properties) => definition !== undefined && passes(filter, definition, properties[filter.propertyName])
}

function order(portal: Portal, type: ObjectType, sorts: NonNullable<SearchRequest['sorts']>) {
  if (sorts.length > 1) throw invalid('only one sort is allowed')
  const [sort] = sorts
  if (sort === undefined) return undefined
  const [name, down] =
    typeof sort === 'string'
      ? ([sort.replace(/^-/, ''), sort.startsWith('-')] as const)
      : ([sort.propertyName, sort.direction === 'DESCENDING'] as const)
  const definition = portal.definitions.get(type.id)?.get(name)
  if (definition === undefined) throw invalid(`There was a problem with the request: no property "${name}"`)
  const key = (properties: Properties) => {
    const value = properties[name] ?? ''
    if (definition.type === 'datetime' || definition.type === 'date') return timeOf(value) || 0
    return definition.type === 'number' ? Number(value) : value.toLowerCase()
  }
  return (a: Properties, b: Properties) => {
    const [left, right] = [key(a), key(b)]
    if (left === right) return 0
    return (left < right ? -1 : 1) * (down ? -1 : 1)
  }
}

/**
 * Answers a search from the index as it stood `searchLag` ago. `bodyLength` is the request's, in characters.
 * Throws a 400 for whatever is over one of HubSpot's limits.
 */
export function search(portal: Portal, type: ObjectType, asked: SearchRequest, bodyLength: number): SearchAnswer {
  if (bodyLength > most.body) throw invalid(`The request body is longer than ${most.body} characters`)
  const groups = [...(asked.filterGroups ?? []), ...(asked.filters === undefined ? [] : [{ filters: asked.filters }])]
  if (groups.length > most.groups) throw invalid(`too many filterGroups: at most ${most.groups}`)
  if (groups.some((group) => group.filters.length > most.filtersInGroup)) {
    throw invalid(`too many filters in a group: at most ${most.filtersInGroup}`)
  }
  const filterCount = groups.reduce((count, group) => count + group.filters.length, 0)
  if (filterCount > most.filters) throw invalid(`too many filters: at most ${most.filters}`)
  const limit = asked.limit ?? 10
  if (limit < 1 || limit > most.page) throw invalid(`limit must be between 1 and ${most.page}`)
  const after = Number(asked.after ?? 0)
  if (!Number.isSafeInteger(after) || after < 0) throw invalid('after is not a paging cursor')
  if (after + limit > most.results) throw invalid(`a search cannot page beyond ${most.results} results`)

  const tests = groups.map((group) => group.filters.map((filter) => filterTest(portal, type, filter)))
  const compare = order(portal, type, asked.sorts ?? [])
  const query = (asked.query ?? '').toLowerCase()
  const time = portal.now().getTime()

  const found: { record: StoredRecord; properties: Properties }[] = []
  for (const record of portal.records.all(type)) {
    const version = portal.records.indexed(record, time)
    if (version === undefined || version.archived) continue
    const { properties } = version
    const named = query === '' || type.queried.some((name) => (properties[name] ?? '').toLowerCase().includes(query))
    const passed = tests.length === 0 || tests.some((group) => group.every((test) => test(record, properties)))
    if (named && passed) found.push({ record, properties })
  }
  if (compare !== undefined) found.sort((a, b) => compare(a.properties, b.properties))

  const asks = asked.properties ?? []
  const page = found.slice(after, after + limit)
  return {
    total: found.length,
    results: page.map(({ record, properties }) => viewRecord(type, record, { asked: asks, from: properties })),
    ...(after + limit < found.length ? { paging: { next: { after: String(after + limit) } } } : {}),
  }
}
