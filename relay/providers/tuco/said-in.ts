import { loose } from '../loose.ts'

/** The first of these members that holds text, each looked for in all places before the next. */
export function saidIn(places: readonly Readonly<Record<string, unknown>>[], ...names: string[]): string | undefined {
  for (const name of names) {
    for (const place of places) {
      const text = loose.text(place[name])
      if (text !== undefined) return text
    }
  }
  return undefined
}
