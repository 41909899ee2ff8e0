import { nearestName } from './nearest-name.ts'

/** The end of a sentence about a name that is not known: which one was meant, where one of those that are known is near; else nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known)
  return meant === null ? '' : `; did you mean "${meant}"?`
}
