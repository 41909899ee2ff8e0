/** An argument of an IMAP command: an atom or string, or a parenthesised list. */
export type ImapArgument = string | ImapArgument[]

/**
 * Splits one command, RFC 3501 §9, into its words: atoms as they are (with any `[…]<…>` section), quoted strings and
 * literals without their quotes, lists as arrays. Throws `SyntaxError`.
 */
export function parseImapLine(line: Buffer): ImapArgument[] {
  const text = line.toString('latin1')
  let at = 0
  const list = (depth: number): ImapArgument[] => {
    const items: ImapArgument[] = []
    while (at < text.length) {
      const char = text[at]!
      if (char === ' ') at++
      else if (char === ')') {
        if (depth === 0) throw new SyntaxError('Unexpected )')
        at++
        return items
      } else if (char === '(') {
        if (depth > 10) throw new SyntaxError('Too deep')
        at++
        items.push(list(depth + 1))
      } else if (char === '"') items.push(quoted())
      else if (char === '{') items.push(literal())
      else items.push(atom())
    }
    if (depth > 0) throw new SyntaxError('Missing )')
    return items
  }
  const quoted = (): string => {
    let value = ''
    for (at++; at < text.length; at++) {
      if (text[at] === '"') {
        at++
        return utf8(value)
      }
      if (text[at] === '\\') at++
      value += text[at] ?? ''
    }
    throw new SyntaxError('Missing "')
  }
  const literal = (): string => {
    const match = /^\{(\d{1,7})\+?\}\r\n/.exec(text.slice(at, at + 16))
    if (!match) throw new SyntaxError('Wrong literal')
    const start = at + match[0].length
    at = start + Number(match[1])
    return utf8(text.slice(start, at))
  }
  const atom = (): string => {
    const match = /^(?:[^\s()"{[\]]|\[[^\]]*\])+/.exec(text.slice(at))
    if (!match) throw new SyntaxError('Unexpected character')
    at += match[0].length
    return match[0]
  }
  return list(0)
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}
