/**
 * The members of an object in a vendor's JSON, asked for one by one under each of their names: one that is absent, null or of
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
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const members = new Map<string, unknown>(isObject ? Object.entries(value) : [])

  const first = <Found>(names: string[], as: (member: unknown) => Found | undefined): Found | undefined => {
    for (const name of names) {
      const found = as(members.get(name))
      if (found !== undefined) return found
    }
    return undefined
  }

  return {
    has: (name) => (members.get(name) ?? null) !== null,
    isList: (name) => Array.isArray(members.get(name)),
    text: (...names) => first(names, asText),
    number: (...names) => first(names, asNumber),
    flag: (...names) => first(names, asFlag),
    date: (...names) => first(names, asDate),
    list: (...names) => first(names, (member) => (Array.isArray(member) ? (member as unknown[]) : undefined)) ?? [],
    within: (...names) =>
      membersOf(
        first(names, (member) =>
          typeof member === 'object' && member !== null && !Array.isArray(member) ? member : undefined,
        ),
      ),
  }
}

function asText(member: unknown): string | undefined {
  if (typeof member === 'number' && Number.isFinite(member)) return String(member)
  return typeof member === 'string' && member.trim() !== '' ? member : undefined
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
