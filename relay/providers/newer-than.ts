/** An item of a history that can only be walked by time. */
export interface Dated {
  id: string
  at: Date
}

/**
 * Oldest first, what is newer than the cursor, at most `most` items, and the cursor to go on from. For histories that
 * have no cursor of their own: ours is the time of the newest item given and the ids of that very moment, so that what
 * bears the same time and came later is not missed. A null cursor gives nothing and begins now.
 */
export function newerThan<Item extends Dated>(
  cursor: string | null,
  items: readonly Item[],
  most: number,
): { taken: Item[]; cursor: string; more: boolean } {
  const sorted = [...items].sort((one, other) => one.at.getTime() - other.at.getTime() || compare(one.id, other.id))
  if (cursor === null) return { taken: [], cursor: cursorAt(sorted, sorted.at(-1)?.at ?? new Date(0), []), more: false }
  const { at, ids } = parts(cursor)
  const newer = sorted.filter((item) => item.at > at || (item.at.getTime() === at.getTime() && !ids.includes(item.id)))
  const taken = newer.slice(0, most)
  const last = taken.at(-1)?.at ?? at
  const known = last.getTime() === at.getTime() ? ids : []
  return { taken, cursor: cursorAt(taken, last, known), more: newer.length > taken.length }
}

/** The time that a cursor stands at: nothing older is asked for. */
export function cursorTime(cursor: string | null): Date {
  return cursor === null ? new Date(0) : parts(cursor).at
}

function cursorAt(items: readonly Dated[], at: Date, known: readonly string[]): string {
  const ids = items.filter((item) => item.at.getTime() === at.getTime()).map(({ id }) => id)
  return [at.toISOString(), ...known, ...ids].join(' ')
}

function parts(cursor: string): { at: Date; ids: string[] } {
  const [time = '', ...ids] = cursor.split(' ')
  const at = new Date(time)
  return { at: Number.isNaN(at.getTime()) ? new Date(0) : at, ids }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
