/** Dates and times of the page, in the portal's zone and the manner of the reader's browser, as cards say them. */
export function when(at: string, timeZone: string): { day: string; time: string; full: string } {
  const date = new Date(at)
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(undefined, { ...options, timeZone }).format(date)
  return {
    day: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    time: format({ hour: '2-digit', minute: '2-digit' }),
    full: format({ dateStyle: 'long', timeStyle: 'medium' }),
  }
}
