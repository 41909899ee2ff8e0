import { readSpan } from './read-span.ts'

/** A moment as the source tells it: what a clock shows then, and whose clock that is. */
export interface ZoneMoment {
  /** Seconds since 1970 if that clock were UTC's. */
  shown: number
  clock: 'wall' | 'standard' | 'universal'
}

const months = 'january february march april may june july august september october november december'.split(' ')
const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')

/** The moment of a year that is written `month day time`, with any part that is missing at its earliest. */
export function zoneMoment(year: number, month = 'January', day = '1', time = '0'): ZoneMoment {
  const [, span = '', suffix = ''] = /^(.*?)([a-z]?)$/.exec(time) ?? []
  const clock = suffix === 's' ? 'standard' : suffix === '' || suffix === 'w' ? 'wall' : 'universal'
  return { shown: midnight(year, placeOf(month, months), day) + readSpan(span), clock }
}

/** The day is a number, the last weekday of the month, or the first one from, or up to, a number. */
function midnight(year: number, month: number, day: string): number {
  const [, weekday, sign, from] = /^(?:last)?([A-Za-z]*)(?:([<>])=)?(\d*)$/.exec(day) ?? []
  const date = weekday === '' ? Number(from) : sign ? Number(from) : new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const at = Date.UTC(year, month, date)
  if (!weekday) return at / 1000
  const ahead = (placeOf(weekday, weekdays) - new Date(at).getUTCDay() + 7) % 7
  return at / 1000 + (sign === '>' ? ahead : ahead === 0 ? 0 : ahead - 7) * 86_400
}

function placeOf(abbreviation: string, names: readonly string[]): number {
  const place = names.findIndex((name) => name.startsWith(abbreviation.toLowerCase()))
  if (place < 0) throw new Error(`The zone data name "${abbreviation}", which is none of ${names.join(', ')}.`)
  return place
}
