import { closest, distance } from 'fastest-levenshtein'

/** The end of a sentence about a name that is not known: which one was meant, where one of those that are known is near; else nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  // Longer ones are no slips of the hand, and would take their time.
  if (known.length === 0 || name.length > 100) return ''
  const near = closest(name, known)
  const slips = Math.max(near.length > 3 ? 2 : 1, Math.floor(near.length / 3))
  const isNear = lettersOf(name) === lettersOf(near) || distance(name.toLowerCase(), near.toLowerCase()) <= slips
  return isNear ? `; did you mean "${near}"?` : ''
}

const lettersOf = (name: string): string => [...name.toLowerCase()].sort().join('')
