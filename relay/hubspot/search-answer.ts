import { Type, type Static } from 'typebox'
import { Temporary } from '../errors.ts'

/** One record that a search found; a property that HubSpot does not tell is absent. */
export interface Found {
  id: string
  properties: Record<string, string | null>
}

const Result = Type.Object({
  id: Type.Union([Type.String({ minLength: 1 }), Type.Integer()]),
  properties: Type.Optional(Type.Unknown()),
})

/**
 * What can be used of the answer of HubSpot's search routes. One without a list is none: it must not pass for "not there",
 * whatever it counts.
 */
export const SearchAnswer = Type.Object({
  results: Type.Array(Result),
  total: Type.Optional(Type.Unknown()),
  paging: Type.Optional(Type.Unknown()),
})
export type SearchAnswer = Static<typeof SearchAnswer>

/** Throws `Temporary` where HubSpot counts what it does not list. */
export function readFound({ results, total }: SearchAnswer, page = 0): Found[] {
  if (page === 0 && results.length === 0 && typeof total === 'number' && total > 0) {
    throw new Temporary('hubspot_unreadable', 'HubSpot counts what it does not list')
  }
  return results.map(({ id, properties }) => ({
    id: String(id),
    properties: Object.fromEntries(
      Object.entries(properties ?? {}).filter(([, value]) => typeof value === 'string' || value === null),
    ),
  }))
}

/** Where the next page begins; undefined where there is none. */
export function nextPage({ paging }: SearchAnswer): string | undefined {
  const { next } = (paging ?? {}) as { next?: { after?: unknown } | null }
  const after = next?.after
  return typeof after === 'string' || typeof after === 'number' ? String(after) : undefined
}
