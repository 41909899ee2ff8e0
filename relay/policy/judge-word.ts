import type { readKeyword } from './keyword.ts'

/** What follows from a word on consent: it counts, or a person is asked whether it does. */
export interface Judged {
  consent: 'opted_out' | 'opted_in' | null
  asks: boolean
}

/**
 * What a keyword means by whether it is proved who wrote it: unproved, a wish to stop is put before a person, and nothing is lifted
 * (decision 070).
 */
export function judgeWord(word: ReturnType<typeof readKeyword>, isProved: boolean): Judged {
  if (word === null) return { consent: null, asks: false }
  if (word === 'ask') return { consent: null, asks: true }
  return isProved ? { consent: word, asks: false } : { consent: null, asks: word === 'opted_out' }
}
