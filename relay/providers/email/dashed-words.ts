/** Words between dashes are a line, not a text. */
const longest = 400

/**
 * The words of a line that begins and ends with so many dashes or more, with blanks between dashes and words (`spaced`) or with the
 * words right behind the first dashes (`tight`); undefined for any other line.
 */
export function dashedWords(line: string, dashes: number, how: 'spaced' | 'tight'): string | undefined {
  if (!line.startsWith('-') || !line.endsWith('-')) return undefined
  let [from, to] = [0, line.length]
  while (line[from] === '-') from++
  while (to > from && line[to - 1] === '-') to--
  if (from < dashes || line.length - to < dashes || to - from > longest) return undefined
  const inner = line.slice(from, to)
  if (how === 'tight') return /^\s/.test(inner) ? undefined : inner.trimEnd() || undefined
  return /^\s/.test(inner) && /\s$/.test(inner) ? inner.trim() || undefined : undefined
}
