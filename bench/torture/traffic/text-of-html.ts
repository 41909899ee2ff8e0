import { plainText } from './plain-text.ts'

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** What a person reads of HTML: no tags, no entities, single blanks. */
export function textOfHtml(html: string): string {
  const bare = html
    .replaceAll(/<\/?[a-z][a-z0-9]*(?:\s[^>]*)?\/?>/gi, ' ')
    .replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
      if (decimal) return String.fromCodePoint(Number(decimal))
      if (hex) return String.fromCodePoint(Number.parseInt(hex as string, 16))
      return entities[name as string] ?? whole
    })
  return plainText(bare)
}
