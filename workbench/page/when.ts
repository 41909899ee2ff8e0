import type { Clock } from '../../contract/clock.ts'
import { offsetAt } from '../../contract/offset-at.ts'

/** Dates and times of the page, by the portal's clock and in the manner of the reader's browser, as cards say them. */
export function when(at: string, clock: Clock): { day: string; time: string; full: string } {
  const moment = Date.parse(at)
  const shown = moment + offsetAt(clock, moment) * 60_000
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' }).format(shown)
  return {
    day: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    time: format({ hour: '2-digit', minute: '2-digit' }),
    full: format({ dateStyle: 'long', timeStyle: 'medium' }),
  }
}
