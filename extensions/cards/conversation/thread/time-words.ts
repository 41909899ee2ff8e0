/** For whom times are said: whose manner (a BCP 47 tag) and by which clock (an IANA name); the browser's where it is not known. */
export interface Reader {
  locale?: string | undefined
  timeZone?: string | undefined
}

/** A moment, ISO 8601 or milliseconds since 1970, as short as it can be said today; empty for what is no moment. */
export type TimeWords = (at: number | string, now?: Date) => string

/**
 * Says moments by the account's clock and in the reader's manner. Where the browser's clock shows another hour then, the zone is
 * said with it. A name that the browser does not know counts as none.
 */
export function timeWords({ locale, timeZone }: Reader): TimeWords {
  const language = known((name) => new Intl.DateTimeFormat(name).resolvedOptions().locale, locale)
  const zone = known((name) => new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone, timeZone)
  const formatter = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, ...(zone ? { timeZone: zone } : {}) })
  const day = formatter({ year: 'numeric', month: 'numeric', day: 'numeric' })
  const year = formatter({ year: 'numeric' })
  const hour = { hour: '2-digit', minute: '2-digit' } as const

  return (at, now = new Date()) => {
    const moment = new Date(at)
    if (Number.isNaN(moment.getTime())) return ''
    const date: Intl.DateTimeFormatOptions =
      day.format(moment) === day.format(now)
        ? {}
        : year.format(moment) === year.format(now)
          ? { day: 'numeric', month: 'short' }
          : { day: 'numeric', month: 'short', year: 'numeric' }
    const elsewhere = zone !== undefined && wallClock(moment, zone) !== wallClock(moment)
    return formatter({ ...date, ...hour, ...(elsewhere ? { timeZoneName: 'short' } : {}) }).format(moment)
  }
}

function known(read: (name: string) => string, name: string | undefined): string | undefined {
  try {
    return name ? read(name) : undefined
  } catch {
    // The browser has no such language or zone.
    return undefined
  }
}

function wallClock(moment: Date, timeZone?: string): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'short', timeStyle: 'short' }
  return new Intl.DateTimeFormat('en', timeZone ? { ...options, timeZone } : options).format(moment)
}
