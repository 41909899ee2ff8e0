import { endOfJsonText } from './end-of-json-text.ts'

/** Nobody means anything that is nested more deeply, and to read a body of a million brackets takes a third of a second. */
const deepest = 64

/** What bodies said, while there are their requests: a door and the reader behind it look into the same one. */
const read = new WeakMap<Uint8Array, unknown>()
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * A body that is JSON in UTF-8. Throws for any other, and for one that is nested too deeply. Whoever asks for the same bytes
 * again gets the same value, which nobody changes.
 */
export function parseBody(body: Uint8Array): unknown {
  if (read.has(body)) return read.get(body)
  const text = utf8.decode(body)
  if (isTooDeep(text)) throw new SyntaxError('nested too deeply')
  const value: unknown = JSON.parse(text)
  read.set(body, value)
  return value
}

function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '"') at = endOfJsonText(text, at)
    else if (sign === '[' || sign === '{') depth += 1
    else if (sign === ']' || sign === '}') depth -= 1
    if (depth > deepest) return true
  }
  return false
}
