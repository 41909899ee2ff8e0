/** Seconds of what is written as hours, or as hours with minutes and seconds: `-8:12:28`; `-` is none. */
export function readSpan(text: string): number {
  if (text === '-') return 0
  const [, minus, hours, minutes = '0', seconds = '0'] = /^(-?)(\d+)(?::(\d\d?))?(?::(\d\d?))?$/.exec(text) ?? []
  if (hours === undefined) throw new Error(`The zone data have a time that cannot be read: "${text}".`)
  const span = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return minus ? -span : span
}
