/** What stands at a place of a vendor's JSON, where nothing holds any of it to a form; undefined where there is no such place. */
export function peek(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = (here as Record<string | number, unknown>)[step]
  }
  return here ?? undefined
}

/** The same as text; a number counts, too, and what holds nothing but blanks does not. */
export function peekText(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = peek(value, ...path)
  const text = Number.isFinite(found) ? String(found) : found
  return typeof text === 'string' && text.trim() !== '' ? text : undefined
}

/** The same as a list; empty where there is none. */
export function peekList(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = peek(value, ...path)
  return Array.isArray(found) ? found : []
}
