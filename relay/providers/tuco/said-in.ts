import type { Members } from '../members.ts'

/** The first of these members that holds text, each looked for in all places before the next. */
export function saidIn(places: readonly Members[], ...names: string[]): string | undefined {
  return names.flatMap((name) => places.map((place) => place.text(name))).find((text) => text !== undefined)
}
