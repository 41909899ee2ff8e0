const week = 7 * 24 * 3600_000

/** Milliseconds of an `hs_expiration_duration` (ISO 8601); a week, HubSpot's default, if absent or unreadable. */
export function blockDuration(duration: string | undefined): number {
  const parts = /^P(?=\w)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration ?? '')
  if (parts === null) return week
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  return weeks * week + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}
