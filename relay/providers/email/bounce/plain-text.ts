const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }

/** The words of a report written as HTML, line by line: enough to judge it by, not to show it as it was meant. */
export function plainText(html: string): string {
  return withoutHidden(html)
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d|\/pre)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,5}));/gi, (whole, decimal, hex, name) =>
      character(whole, decimal as string, hex as string, name as string),
    )
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}

/** Tag by tag: a pattern would look for each end in all of a hostile text. */
function withoutHidden(html: string): string {
  const shown: string[] = []
  let from = 0
  let inside: string | null = null
  for (const { index, 1: opens, 2: closes } of html.matchAll(/<(?:(style|script|head)\b|\/(style|script|head))/gi)) {
    if (inside === null && opens !== undefined) {
      shown.push(html.slice(from, index))
      inside = opens.toLowerCase()
    } else if (inside !== null && closes?.toLowerCase() === inside) {
      from = index
      inside = null
    }
  }
  return [...shown, ...(inside === null ? [html.slice(from)] : [])].join(' ')
}

function character(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)
  return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
}
