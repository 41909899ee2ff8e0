import { distance } from 'fastest-levenshtein'

/**
 * The known name that somebody probably meant by one that is not known; null where none is near. Capitals, `_` and `-` make no
 * difference, nor does the order of the letters. The one rule of what is near.
 */
export function nearestName(name: string, known: Iterable<string>): string | null {
  const given = plain(name)
  // Words of three letters are near to too many others, and what is longer than any name is no slip of the hand.
  const most = given.length >= 9 ? 2 : given.length >= 4 ? 1 : 0
  if (given.length > 100) return null
  const found = [...known]
    .map((one) => ({ one, apart: distance(given, plain(one)) - (isShuffled(given, plain(one)) ? 2 : 0) }))
    .filter(({ apart }) => apart <= most)
  return found.toSorted((a, b) => a.apart - b.apart)[0]?.one ?? null
}

const isShuffled = (one: string, other: string): boolean =>
  one.length === other.length && one.length > 2 && lettersOf(one) === lettersOf(other)

const lettersOf = (name: string): string => [...name].sort().join('')

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '')
