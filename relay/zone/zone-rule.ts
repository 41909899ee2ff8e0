import { readSpan } from './read-span.ts'
import { zoneMoment, type ZoneMoment } from './zone-moment.ts'

/** When clocks are set in each of these years, and how far they then are from standard time, in seconds. */
export interface ZoneRule {
  from: number
  to: number
  moment: (year: number) => ZoneMoment
  save: number
}

/** A line of rules: `from to - month day time save letter`. */
export function zoneRule(line: string): ZoneRule {
  const [from = '', to = '', , month, day, time, save = '0'] = line.split(' ')
  const first = Number(from)
  const last = 'only'.startsWith(to) ? first : 'maximum'.startsWith(to) ? Infinity : Number(to)
  if (Number.isNaN(first + last)) throw new Error(`The zone data have a rule that cannot be read: "${line}".`)
  return { from: first, to: last, moment: (year) => zoneMoment(year, month, day, time), save: readSpan(save) }
}
