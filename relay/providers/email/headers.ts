/** The unfolded values of a mail's top-level headers by lower-case name, in order. */
export type MailHeaders = ReadonlyMap<string, readonly string[]>

/** More headers than any honest mail carries; the rest is not looked at. */
const most = 2_000

/** Collects raw `Name: value` lines. Line breaks and control characters inside a value become one space. */
export function mailHeaders(lines: Iterable<{ line: string }>): MailHeaders {
  const headers = new Map<string, string[]>()
  let count = 0
  for (const { line } of lines) {
    if (++count > most) break
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line
      .slice(colon + 1)
      .slice(0, 100_000)
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
    const values = headers.get(name)
    if (values) values.push(value)
    else headers.set(name, [value])
  }
  return headers
}

/** All values of one header as one text; empty when absent. */
export function headerText(headers: MailHeaders, name: string): string {
  return (headers.get(name) ?? []).join(' ')
}
