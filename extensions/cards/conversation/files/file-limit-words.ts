import type { ConversationLine } from '../../../../contract/conversation.ts'

/** MIME types that their own names do not explain. */
const typeWords: readonly (readonly [RegExp, string])[] = [
  [/^\*/, 'any type'],
  [/^image\/\*/, 'images'],
  [/^video\/\*/, 'videos'],
  [/^text\/plain/, 'text'],
  [/^text\/calendar/, 'calendar entries'],
  [/vcard/, 'contact cards'],
  [/^audio\/mpeg/, 'MP3'],
  [/word/, 'Word'],
  [/excel|spreadsheet/, 'Excel'],
  [/powerpoint|presentation/, 'PowerPoint'],
  [/\*$/, 'audio'],
]

/** What files a line carries, in one sentence. */
export function fileLimitWords({ most, bytes, types }: NonNullable<ConversationLine['attachments']>): string {
  const size = bytes < 1_000_000 ? `${Math.floor(bytes / 1_000)} KB` : `${Math.floor(bytes / 100_000) / 10} MB`
  const count = most === 1 ? 'One file' : `Up to ${most} files`
  return `${count}, at most ${size}${most === 1 ? '' : ' each'}: ${[...new Set(types.map(wordOf))].join(', ')}.`
}

function wordOf(type: string): string {
  const known = typeWords.find(([pattern]) => pattern.test(type))
  return known?.[1] ?? (type.split('/')[1] ?? type).replace(/^x-/, '').toUpperCase()
}
