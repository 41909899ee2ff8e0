/** What our sent message carries, and what a mail system that returns it therefore returns. */
export interface Marks {
  messageId: string
  reference: string
}

const headerLine = /^([A-Za-z][\w-]{0,60})[ \t]?:/
const telling = /^(?:received|return-path|message-id|date|from|to|subject)$/i
const returnedPart =
  /^content-type:[ \t]*(?:message\/(?:rfc822|global)|text\/rfc822(?:-headers)?|message\/global-headers)/i

/**
 * The same report as if it had returned our message: our Message-ID in the place of the returned one, our own header below it.
 * Null where it returns none. This looks for the returned headers by itself, and knows nothing of how the relay does.
 */
export function graft(raw: Uint8Array, marks: Marks): Buffer | null {
  const text = Buffer.from(raw).toString('latin1')
  const eol = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n'
  const lines = text.split(eol)
  const block = returnedBlock(lines)
  if (!block) return null
  const [begin, end] = block
  const prefix = /^[> \t]*/.exec(lines[begin]!)?.[0] ?? ''
  const ours = [`${prefix}Message-ID: ${marks.messageId}`, `${prefix}X-Homing-Reference: ${marks.reference}`]
  const kept: string[] = []
  let at: number | null = null
  let isDropped = false
  for (const line of lines.slice(begin, end)) {
    const bare = line.slice(prefix.length)
    const name = headerLine.exec(bare)?.[1]?.toLowerCase()
    if (name !== undefined) isDropped = name === 'message-id'
    if (name === 'message-id') at ??= kept.length
    if (!isDropped) kept.push(line)
  }
  kept.splice(at ?? kept.length, 0, ...ours)
  return Buffer.from([...lines.slice(0, begin), ...kept, ...lines.slice(end)].join(eol), 'latin1')
}

/** First and last line of the innermost returned headers: below the last part made for them, else the last block that looks so. */
function returnedBlock(lines: readonly string[]): [number, number] | null {
  const top = lines.findIndex((line) => line === '')
  if (top < 0) return null
  let found: [number, number] | null = null
  for (let index = top; index < lines.length; index += 1) {
    if (!returnedPart.test(lines[index]!)) continue
    let begin = lines.findIndex((line, at) => at > index && line.trim() === '')
    while (begin >= 0 && begin < lines.length && lines[begin]!.trim() === '') begin += 1
    const block = begin < 0 ? null : blockAt(lines, begin)
    if (block) found = block
  }
  if (found) return found
  for (let index = top; index < lines.length; index += 1) {
    const block = blockAt(lines, index)
    if (!block) continue
    const names = lines.slice(...block).map((line) => headerLine.exec(line.replace(/^[> \t]+/, ''))?.[1] ?? '')
    const told = new Set(names.filter((name) => telling.test(name)).map((name) => name.toLowerCase()))
    if (told.size >= 3) found = block
    index = block[1]
  }
  return found
}

/** Lines of headers and what is folded below them, all behind the same prefix. */
function blockAt(lines: readonly string[], begin: number): [number, number] | null {
  const prefix = /^[> \t]*/.exec(lines[begin] ?? '')?.[0] ?? ''
  if (!headerLine.test((lines[begin] ?? '').slice(prefix.length)) && !/^From /.test(lines[begin] ?? '')) return null
  let end = begin + 1
  while (end < lines.length) {
    const line = lines[end]!
    if (line.trim() === '' || !line.startsWith(prefix.trimEnd())) break
    const bare = line.slice(prefix.length)
    if (!headerLine.test(bare) && !/^[ \t]/.test(bare)) break
    end += 1
  }
  return end - begin >= 2 ? [begin, end] : null
}
