/** Puts values in place of Kannel's escape codes (`%d`, `%p`, …); `%%` is a percent sign, an unknown code stays. */
export function fillEscapeCodes(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replaceAll(/%(.)/gs, (whole, code: string) => {
    if (code === '%') return '%'
    const value = values[code]
    return value === undefined ? whole : encodeURIComponent(value).replaceAll('%20', '+')
  })
}
