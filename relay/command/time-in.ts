/** Puts an ISO 8601 time into words. */
export type TellTime = (iso: string) => string

/** Tells times to the minute as whoever is told them counts it: in the time zone of their account, in UTC where it has said none. */
export function timeIn(timeZone: string | null): TellTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: timeZone ?? 'UTC', timeZoneName: 'short', hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  })
  return (iso) => {
    const part = Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]))
    return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute} ${part.timeZoneName}`
  }
}
