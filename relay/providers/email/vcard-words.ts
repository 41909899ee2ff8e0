import { cutText } from '../../../contract/cut-text.ts'

/** Lines of a contact card that say something to a person, in the order they are told in. */
const told = ['FN', 'ORG', 'TITLE', 'TEL', 'EMAIL']
const most = 3

/** Whose card it is and how to reach them (vCard, RFC 6350, and older ones); null for what is none. */
export function vcardWords(text: string): string | null {
  if (!/^\s*BEGIN:VCARD/i.test(text)) return null
  const cards = text
    .slice(0, 200_000)
    .split(/^END:VCARD/im)
    .filter((card) => /BEGIN:VCARD/i.test(card))
  const words = cards.slice(0, most).map(cardWords)
  const more = cards.length - most
  return `Contact card: ${words.join('; ')}${more > 0 ? ` and ${more} more` : ''}`
}

function cardWords(card: string): string {
  const lines = card.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)
  const values = told.flatMap((name) =>
    lines.flatMap((line) => {
      const [, given, value] = /^(?:[\w-]+\.)?([A-Z]+)(?:;[^:]*)?:(.*)$/i.exec(line) ?? []
      return given?.toUpperCase() === name && value ? plain(value) : []
    }),
  )
  return cutText([...new Set(values)].join(', '), 500) || 'without a name'
}

function plain(value: string): string[] {
  const text = value
    .replace(/^tel:/i, '')
    .replace(/\\n/gi, ' ')
    .replace(/\\([,;\\])/g, '$1')
    .replace(/;+/g, ' ')
    .trim()
  return text ? [text] : []
}
