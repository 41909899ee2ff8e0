import { IsArray, IsObject, type TSchema } from 'typebox'

/** The largest bodies that are meant have some hundreds. */
const most = 5_000

/**
 * Whether a body that does not fit at once holds more, where its schema says what belongs there, than anybody means: to tell what is wrong
 * with each would keep all other requests waiting.
 */
export function tooManyMembers(schema: TSchema, value: unknown): boolean {
  let left = most
  const count = (part: TSchema, one: unknown): void => {
    if (typeof one !== 'object' || one === null || left < 0) return
    if (IsArray(part) && Array.isArray(one)) {
      left -= one.length
      if (left >= 0) for (const item of one) count(part.items, item)
    } else if (IsObject(part) && !Array.isArray(one)) {
      left -= Object.keys(one).length
      for (const [name, member] of Object.entries(part.properties)) {
        if (Object.hasOwn(one, name)) count(member, (one as Record<string, unknown>)[name])
      }
    }
  }
  count(schema, value)
  return left < 0
}
