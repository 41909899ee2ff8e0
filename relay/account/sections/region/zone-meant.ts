import { didYouMean } from '../../../policy/did-you-mean.ts'
import { zones } from '../../../zone/zones.ts'

/** The end of a sentence about a zone that there is not: which one was meant, by its place or by a slip of the hand; else nothing. */
export function zoneMeant(said: string): string {
  const place = `/${said.trim().toLowerCase().replaceAll(/[ -]/g, '_')}`
  const there = zones.names.filter((name) => name.toLowerCase().endsWith(place))
  if (there.length === 0 || there.length > 3) return didYouMean(said, zones.names)
  return `; did you mean ${there.map((name) => `"${name}"`).join(' or ')}?`
}
