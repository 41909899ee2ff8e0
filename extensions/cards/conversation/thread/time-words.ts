import type { Clock } from '../../../../contract/clock.ts'
import { offsetAt } from '../../../../contract/offset-at.ts'
import { offsetWords } from '../../../../contract/offset-words.ts'

/** For whom times are said: in whose manner (a BCP 47 tag), and by which clock; UTC's where the relay gave none. */
export interface Reader {
  locale?: string | undefined
  clock?: Clock | undefined
}

/** A moment, ISO 8601 or milliseconds since 1970, as short as it can be said today; empty for what is no moment. */
export type TimeWords = (at: number | string, now?: Date) => string

const utc: Clock = { timeZone: 'UTC', offset: 0, changes: [] }

/**
 * Says moments by the account's clock and in the reader's manner. The browser is asked for no offset, since its zone data may be years
 * old: where it is set to a zone of another name, the offset is said, too.
 */
export function timeWords({ locale, clock = utc }: Reader): TimeWords {
  const language = knownLanguage(locale)
  const isElsewhere = Intl.DateTimeFormat().resolvedOptions().timeZone !== clock.timeZone
  // What the account's clock shows is written as if it were a time in UTC.
  const formatter = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
  const shownAt = (at: number) => at + offsetAt(clock, at) * 60_000
  const day = formatter({ year: 'numeric', month: 'numeric', day: 'numeric' })
  const year = formatter({ year: 'numeric' })
  const hour = { hour: '2-digit', minute: '2-digit' } as const

  return (at, now = new Date()) => {
    const moment = new Date(at).getTime()
    if (Number.isNaN(moment)) return ''
    const [shown, today] = [shownAt(moment), shownAt(now.getTime())]
    const date: Intl.DateTimeFormatOptions =
      day.format(shown) === day.format(today)
        ? {}
        : year.format(shown) === year.format(today)
          ? { day: 'numeric', month: 'short' }
          : { day: 'numeric', month: 'short', year: 'numeric' }
    const words = formatter({ ...date, ...hour }).format(shown)
    return isElsewhere ? `${words} ${offsetWords(offsetAt(clock, moment))}` : words
  }
}

function knownLanguage(locale: string | undefined): string | undefined {
  try {
    return locale ? new Intl.DateTimeFormat(locale).resolvedOptions().locale : undefined
  } catch {
    // The browser has no such language.
    return undefined
  }
}
