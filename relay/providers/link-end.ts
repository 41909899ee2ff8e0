/**
 * When an address that is signed for a time stops working, by what it says itself: S3's and Google's date and span, S3's and
 * CloudFront's `Expires`, Azure's `se`. `given` is when we were given it, for one that names a span alone. Undefined where it names no end.
 */
export function linkEnd(address: string | null | undefined, given: Date): Date | undefined {
  const url = URL.parse(address ?? '')
  if (!url) return undefined
  const query = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]))
  const ends = ['x-amz', 'x-goog'].flatMap((kind) => {
    const span = seconds(query.get(`${kind}-expires`))
    return span === undefined ? [] : [(compactDate(query.get(`${kind}-date`)) ?? given).getTime() + span * 1000]
  })
  const until = ['expires', 'exp'].flatMap((name) => {
    const at = seconds(query.get(name))
    return at !== undefined && at > 1e9 && at < 1e10 ? [at * 1000] : []
  })
  const azure = query.has('sig') ? Date.parse(query.get('se') ?? '') : NaN
  const all = [...ends, ...until, azure].filter((time) => time > 0 && time < 7e12)
  return all.length === 0 ? undefined : new Date(Math.min(...all))
}

function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) : undefined
}

/** 20261102T100000Z. */
function compactDate(text: string | undefined): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '')
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(date.getTime()) ? undefined : date
}
