const mostParts = 100
const deepest = 12

/** A part of a mail that holds no others, by where it stands in the mail's text. */
export interface OutlinedPart {
  /** Where its headers begin, and they. */
  from: number
  head: string
  /** Its Content-Type header, found in `head`; null where it has none. */
  type: RegExpExecArray | null
  /** The MIME type that it names, in lower case; text where it names none. */
  kind: string
  /** Where its body begins and ends. */
  body: number
  to: number
}

/** The parts of a mail, given as latin1, in their order; those of mails that lie in it, too. Broken structure is no error. */
export function mailOutline(text: string): OutlinedPart[] {
  const found: OutlinedPart[] = []
  walk(text, 0, text.length, { found, parts: 0 }, 0)
  return found
}

interface Walk {
  found: OutlinedPart[]
  parts: number
}

function walk(text: string, from: number, to: number, walked: Walk, depth: number): void {
  if (depth > deepest || ++walked.parts > mostParts) return
  const part = text.slice(from, to)
  const gap = /\r?\n\r?\n/.exec(part)
  const head = gap ? part.slice(0, gap.index) : part
  const body = gap ? from + gap.index + gap[0].length : to
  const type = /^content-type:[^\n]*(?:\n[ \t][^\n]*)*/im.exec(head)
  const kind = /:\s*([\w.+-]+\/[\w.+-]+)/.exec(type?.[0] ?? ': text/plain')?.[1]?.toLowerCase() ?? ''
  if (kind.startsWith('multipart/')) {
    const [, quoted, bare] = /boundary\s*=\s*(?:"([^"\n]{1,200})"|([^\s;"]{1,200}))/i.exec(type?.[0] ?? '') ?? []
    const boundary = quoted ?? bare
    if (boundary) for (const [start, end] of split(text, body, to, boundary)) walk(text, start, end, walked, depth + 1)
  } else if (kind === 'message/rfc822') walk(text, body, to, walked, depth + 1)
  else walked.found.push({ from, head, type, kind, body, to })
}

function split(text: string, from: number, to: number, boundary: string): [number, number][] {
  const found: [number, number][] = []
  const mark = `\n--${boundary}`
  // No part is looked for in all that follows it.
  const within = text.slice(0, to)
  let at = within.indexOf(mark, Math.max(0, from - 1))
  while (at >= 0 && found.length < mostParts) {
    const line = text.indexOf('\n', at + mark.length)
    if (line < 0 || text.startsWith('--', at + mark.length)) break
    const next = within.indexOf(mark, line)
    found.push([line + 1, next < 0 ? to : next])
    at = next
  }
  return found
}
