import { parse, type ParseError } from 'jsonc-parser'

/**
 * Where a text stops being JSON, in words: its line and column, both from 1. What stands there is not told, as a parser would: it may
 * be a secret.
 */
export function placeInJson(text: string): string {
  const errors: ParseError[] = []
  parse(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false })
  const before = text.slice(0, Math.min(...errors.map(({ offset }) => offset), text.length))
  const line = before.split('\n').length
  return `line ${line}, column ${before.length - before.lastIndexOf('\n')}`
}
