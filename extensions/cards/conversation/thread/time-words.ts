const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const withYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** A moment as short as it can be said today, in the zone and manner of the rep's browser. */
export function timeWords(at: number | string, now: Date = new Date()): string {
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) return ''
  if (moment.toDateString() === now.toDateString()) return time.format(moment)
  return (moment.getFullYear() === now.getFullYear() ? dayAndTime : withYear).format(moment)
}
