import { endOfJsonText } from './end-of-json-text.ts'

/** Nobody means anything that is nested more deeply, and to read a body of a million brackets takes a third of a second. */
const deepest = 64

/** A body that is JSON in UTF-8. Throws for any other, and for one that is nested too deeply. */
export function parseBody(body: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  if (isTooDeep(text)) throw new SyntaxError('nested too deeply')
  return JSON.parse(text)
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
