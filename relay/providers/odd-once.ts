import { createHash } from 'node:crypto'

/** Where the cursor proper ends. */
const mark = '#'
/** Remembered at most; more than a page of them is another form altogether, and no longer odd. */
const most = 100

/**
 * Items of a history whose place in it cannot be read. Each is given once, to wait for a person with its bytes, and holds nothing
 * up: the cursor remembers it as long as the history shows it. `from` is the cursor proper; the first look gives none.
 */
export function oddOnce(
  cursor: string | null,
  odd: readonly unknown[],
): { from: string | null; fresh: unknown[]; cursorWith(next: string): string } {
  const [from = '', known = ''] = cursor?.split(mark) ?? []
  const named = odd.slice(0, most).map((item) => ({ item, name: nameOf(item) }))
  const names = [...new Set(named.map(({ name }) => name))]
  return {
    from: cursor === null ? null : from,
    fresh: cursor === null ? [] : named.filter(({ name }) => !known.split(',').includes(name)).map(({ item }) => item),
    cursorWith: (next) => (names.length === 0 ? next : `${next}${mark}${names.join(',')}`),
  }
}

function nameOf(item: unknown): string {
  return createHash('sha256').update(JSON.stringify(item)).digest('hex').slice(0, 12)
}
