import { gsmAlphabet, gsmExtension } from './gsm-alphabet.ts'

const basic = new Set(gsmAlphabet.filter((letter) => letter !== '\u001b'))
const extension = new Set(gsmExtension.values())

/** Kannel's own numbers: 0 is GSM 7-bit, 2 is UCS-2. */
export interface Coding {
  coding: 0 | 2
  /** How many short messages it takes, put together again on the phone. */
  parts: number
}

/** How many of the 160 places a character takes in a GSM 7-bit message; 0: the alphabet lacks it. */
export function septetsOf(character: string): 0 | 1 | 2 {
  if (basic.has(character)) return 1
  return extension.has(character) ? 2 : 0
}

/**
 * How a text must travel to arrive as it is. Kannel never chooses: told to use GSM 7-bit, it turns what that lacks into
 * question marks.
 */
export function codingOf(text: string): Coding {
  const septets = Array.from(text, septetsOf)
  if (septets.includes(0)) return { coding: 2, parts: text.length <= 70 ? 1 : Math.ceil(text.length / 67) }
  if (septets.reduce<number>((sum, each) => sum + each, 0) <= 160) return { coding: 0, parts: 1 }
  let [parts, used] = [1, 0]
  for (const each of septets) {
    // An escape is never parted from its character.
    if (used + each > 153) [parts, used] = [parts + 1, 0]
    used += each
  }
  return { coding: 0, parts }
}
