/** Whether this is the IANA name of a time zone. The one place that knows them. */
export function isTimeZone(name: string): boolean {
  // An offset is no zone: it knows no summer time.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
