import { createRequire } from 'node:module'
import { visibleText } from './visible-text.ts'

/** It comes without types. */
const { compile } = createRequire(import.meta.url)('html-to-text') as {
  compile(options: object): (html: string) => string
}
/** As mailparser turns it, for mails whose only text it is: quotations are marked by `>`. */
const turn = compile({})
/** No mail program nests so deep, and what does takes a time that grows with the square of its depth. */
const deepest = 400
/** Tags that need no end, so that any number of them nests nothing. */
const endless = new Set(
  'area base br col dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr wbr'.split(
    ' ',
  ),
)

/** HTML as text with its quotations marked, or its words alone where it is nested as only to do harm. */
export function htmlText(html: string): string {
  if (depthOf(html) <= deepest) {
    try {
      const text = turn(html)
      if (text) return text
    } catch {
      // HTML that defeats it must not cost us the reply.
    }
  }
  return visibleText(html)
}

/** How deep its tags nest, by their names alone; as much as it needs to be too deep. */
function depthOf(html: string): number {
  let depth = 0
  let most = 0
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][\w:-]{0,30})/gi)) {
    if (endless.has(name.toLowerCase())) continue
    depth = slash ? Math.max(0, depth - 1) : depth + 1
    if (depth > most) most = depth
    if (most > deepest) break
  }
  return most
}
