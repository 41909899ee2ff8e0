import type { Message } from './message.ts'

/** Signs by BlueBubbles' names, and by the numbers that Messages keeps: 2000 and on set one, 3000 and on take it back. */
const signs: Record<string, string> = {
  love: '❤️',
  like: '👍',
  dislike: '👎',
  laugh: '😂',
  emphasize: '‼️',
  question: '❓',
}
const numbers: Record<string, string> = {
  0: 'love',
  1: 'like',
  2: 'dislike',
  3: 'laugh',
  4: 'emphasize',
  5: 'question',
  6: 'emoji',
  7: 'sticker',
}

/** A sign beside a message: which, and beside which message. */
export interface Reaction {
  /** Null where it is taken back. */
  reaction: string | null
  /** Undefined where the row does not say. */
  target: string | undefined
}

/**
 * A tapback: one of the six of old, any emoji since iOS 18 (2006, 3006), or a sticker laid on a message (1000, 2007, 3007). Undefined
 * for a row that is none.
 */
export function reactionOf(message: Message, words: string): Reaction | undefined {
  const kind = message.associatedMessageType
  if (kind === undefined) return undefined
  const target = message.associatedMessageGuid?.replace(/^(p:\d+\/|bp:)/i, '') || undefined
  const number = /^([23])00([0-7])$/.exec(kind)
  const taken = number ? number[1] === '3' : kind.startsWith('-')
  const name = kind === '1000' ? 'sticker' : number ? (numbers[number[2] ?? ''] ?? '') : kind.replace(/^-/, '')
  if (taken && (name in signs || name === 'emoji' || name === 'sticker')) return { reaction: null, target }
  if (name === 'emoji') return { reaction: message.associatedMessageEmoji ?? emojiIn(words) ?? 'emoji', target }
  return name in signs || name === 'sticker' ? { reaction: signs[name] ?? name, target } : undefined
}

/** Messages writes the whole as text as well: `Reacted 🎉 to “Hi”`. */
function emojiIn(words: string): string | undefined {
  const before = words.split(/[“"„«]/)[0] ?? ''
  return /(\p{RI}{2}|\p{Extended_Pictographic}(\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*)/u.exec(
    before,
  )?.[0]
}
