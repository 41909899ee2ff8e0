import { createHash } from 'node:crypto'

/** A name or an id as a number by which it is looked up: the same for any case, and never 0. */
export function nameKey(name: string): string {
  const key = createHash('sha256').update(name.toLowerCase()).digest().readBigInt64BE()
  return String(key || 1n)
}
