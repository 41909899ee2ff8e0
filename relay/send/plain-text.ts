import { convert, type HtmlToTextOptions } from 'html-to-text'
import { Refusal } from '../errors.ts'

/** What only says how words look: nothing of it is left in a text. */
const inline =
  'abbr|acronym|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var'
/** What divides a text. */
const block =
  'address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul'
const other = 'a|img|wbr|style|script|title|meta|link'
const known = `${inline}|${block}|${other}`

const tags = new RegExp(String.raw`<(/?)(${known})(?=[\s/>])[^<>]*>`, 'giu')
const inlineTags = new RegExp(String.raw`</?(?:${inline})(?=[\s/>])[^<>]*>`, 'giu')
const blockTags = new RegExp(String.raw`(</?(?:${block})(?=[\s/>])[^<>]*>)`, 'iu')
/** A sign that begins no tag that anybody knows: "a < b", "<3", an address in angle brackets. */
const sign = new RegExp(String.raw`<(?!/?(?:${known})(?=[\s/>])|!--)`, 'giu')
const character = /&(?:[a-z][a-z0-9]{1,31}|#[0-9]{1,7}|#x[0-9a-f]{1,6});/iu
/** One that is written out stays: in "?a=1&copy=2" nobody means a sign. */
const ampersand = /&(?!(?:[a-z][a-z0-9]{1,31}|#[0-9]{1,7}|#x[0-9a-f]{1,6});)/giu

/** More than any editor makes of a message; to read more deeply nested ones would cost more than the message is worth. */
const most = { tags: 5_000, depth: 100, length: 1_000_000 }

const list = { itemPrefix: '- ', leadingLineBreaks: 1, trailingLineBreaks: 1 }
const heading = { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 2 }
const options: HtmlToTextOptions = {
  wordwrap: false,
  preserveNewlines: true,
  limits: { maxInputLength: 2 * most.length, maxDepth: 2 * most.depth },
  selectors: [
    { selector: 'a', options: { linkBrackets: ['(', ')'], hideLinkHrefIfSameAsText: true } },
    { selector: 'ul', options: list },
    { selector: 'ol', options: list },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: heading })),
    ...['td', 'th'].map((selector) => ({ selector, format: 'inlineSurround', options: { suffix: ' ' } })),
    ...['img', 'style', 'script', 'title'].map((selector) => ({ selector, format: 'skip' })),
  ],
}

/**
 * What a workflow sends, as a person reads it: a rich-text property or token comes as HTML (`<p>Hello&nbsp;Jo</p>`), and its tags
 * become lines, its links words with their address. A text that only contains a `<` is left as it is; so is everything that a rep
 * types, which never passes here. Throws `Refusal` for more tags than a message has.
 */
export function plainText(text: string): string {
  if (!/[<&]/.test(text)) return text
  if (text.length > most.length || !(isMarkedUp(text) || character.test(text))) return text
  const html = text
    .replace(ampersand, '&amp;')
    .replace(sign, '&lt;')
    .replace(inlineTags, '')
    .split(blockTags)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.trim()))
    .join('')
  return convert(html, options)
    .replace(/\u00a0/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Whether there are tags that belong together, or such as stand alone. */
function isMarkedUp(text: string): boolean {
  const opened = new Set<string>()
  let found = false
  let count = 0
  let depth = 0
  let deepest = 0
  for (const [, end, tag = ''] of text.matchAll(tags)) {
    const name = tag.toLowerCase()
    count += 1
    if (/^(?:br|hr|img|wbr|meta|link)$/.test(name)) found ||= name !== 'link'
    else if (end) {
      found ||= opened.has(name)
      depth = Math.max(0, depth - 1)
    } else {
      opened.add(name)
      deepest = Math.max(deepest, (depth += 1))
    }
  }
  if (found && (count > most.tags || deepest > most.depth)) {
    throw new Refusal('invalid_body', 'The text holds more formatting than a message has. Use plain text.')
  }
  return found
}
