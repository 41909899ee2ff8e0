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

/** Found by hand: a pattern would look for each end in all of a hostile text. */
function withoutHidden(html: string): string {
  const shown: string[] = []
  let from = 0
  for (const { index, 1: name = '' } of html.matchAll(/<(style|script|head)\b/gi)) {
    if (index < from) continue
    shown.push(html.slice(from, index))
    const rest = html.slice(index).search(new RegExp(`</${name}`, 'i'))
    if (rest < 0) return shown.join(' ')
    from = index + rest
  }
  return [...shown, html.slice(from)].join(' ')
}

function character(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)
  return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
}
