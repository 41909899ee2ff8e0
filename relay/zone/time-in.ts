import { offsetWords } from '../../contract/offset-words.ts'
import { zones } from './zones.ts'

/** Puts an ISO 8601 time into words. */
export type TellTime = (iso: string) => string

/**
 * Tells times to the minute as whoever is told them counts it: in the time zone of their account, in UTC where it has said none, or
 * one that is none.
 */
export function timeIn(timeZone: string | null): TellTime {
  const zone = (timeZone !== null && zones.nameOf(timeZone)) || 'UTC'
  return (iso) => {
    const at = Date.parse(iso)
    const offset = zones.offsetAt(zone, at)
    const shown = new Date(at + offset).toISOString()
    return `${shown.slice(0, 10)} ${shown.slice(11, 16)} ${offsetWords(Math.round(offset / 60_000))}`
  }
}
