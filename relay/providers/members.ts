import { peek, peekText } from './peek.ts'

/**
 * The members of an object in a vendor's JSON, as `peek` reads them, asked for one by one under each of their names: one that is absent, null or of
 * another form than is asked for is undefined, so that an optional part never decides whether the rest can be read.
 */
export interface Members {
  has(name: string): boolean
  isList(name: string): boolean
  /** Text that is not empty; a number as text. */
  text(...names: string[]): string | undefined
  number(...names: string[]): number | undefined
  flag(...names: string[]): boolean | undefined
  date(...names: string[]): Date | undefined
  list(...names: string[]): unknown[]
  /** What is inside the first of these that is an object; nothing where none is. */
  within(...names: string[]): Members
}

export function membersOf(value: unknown): Members {
  const whole = Array.isArray(value) ? undefined : value

  const first = <Found>(names: string[], as: (name: string) => Found | undefined): Found | undefined => {
    for (const name of names) {
      const found = as(name)
      if (found !== undefined) return found
    }
    return undefined
  }
  const listAt = (name: string): unknown[] | undefined => {
    const member = peek(whole, name)
    return Array.isArray(member) ? (member as unknown[]) : undefined
  }
  const objectAt = (name: string): unknown => {
    const member = peek(whole, name)
    return typeof member === 'object' && !Array.isArray(member) ? member : undefined
  }

  return {
    has: (name) => peek(whole, name) !== undefined,
    isList: (name) => listAt(name) !== undefined,
    text: (...names) => first(names, (name) => peekText(whole, name)),
    number: (...names) => first(names, (name) => asNumber(peek(whole, name))),
    flag: (...names) => first(names, (name) => asFlag(peek(whole, name))),
    date: (...names) => first(names, (name) => asDate(peek(whole, name))),
    list: (...names) => first(names, listAt) ?? [],
    within: (...names) => membersOf(first(names, objectAt)),
  }
}

function asNumber(member: unknown): number | undefined {
  const number = typeof member === 'string' && member.trim() !== '' ? Number(member) : member
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function asFlag(member: unknown): boolean | undefined {
  if (typeof member === 'boolean') return member
  return member === 'true' ? true : member === 'false' ? false : undefined
}

/** Text, or milliseconds or seconds since 1970; only years that a database and a person can do something with. */
function asDate(member: unknown): Date | undefined {
  if (typeof member !== 'string' && typeof member !== 'number') return undefined
  const date = new Date(typeof member === 'number' && member < 1e11 ? member * 1000 : member)
  const year = date.getUTCFullYear()
  return year >= 1970 && year < 2200 ? date : undefined
}
