/** The words of HTML without its tags, roughly and in little time: styles, scripts and the head are left out. */
export function visibleText(html: string): string {
  let text = ''
  let from = 0
  let inside: string | null = null
  for (const tag of html.matchAll(/<(\/?)(style|script|head|title)\b[^<>]*>/gi)) {
    const [whole, slash, name] = [tag[0], tag[1] === '/', tag[2]!.toLowerCase()]
    if (inside === null) text += html.slice(from, tag.index)
    if (!slash) inside ??= name
    else if (inside === name) inside = null
    from = tag.index + whole.length
  }
  // A head that never ends would hide all of it.
  if (inside === null || !text.trim()) text += html.slice(from)
  return text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&#(x?)([0-9a-f]{1,6});/gi, (_match, hex: string, digits: string) =>
      String.fromCodePoint(Math.min(Number.parseInt(digits, hex ? 16 : 10) || 32, 0x10ffff)),
    )
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&amp;/gi, '&')
}
