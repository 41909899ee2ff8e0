import { invalid } from '../refusal.ts'

/** A page of a list, as HubSpot pages what it lists whole. */
export function pageOf(
  all: readonly Record<string, unknown>[],
  { limit = '100', after = '0' }: { limit?: string; after?: string },
  most: number,
): Record<string, unknown> {
  const size = Number(limit)
  if (!Number.isInteger(size) || size < 1 || size > most) throw invalid(`limit must be between 1 and ${most}`)
  const begin = Number(after)
  const results = all.slice(begin, begin + size)
  if (begin + size >= all.length) return { results }
  return { results, paging: { next: { after: String(begin + size) } } }
}
