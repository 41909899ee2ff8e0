import type { Channel } from '../../contract/channel.ts'
import { keywords, type Keywords } from './keywords.ts'

const known = new Map<string, Keywords>(
  keywords.flatMap((group) => group.words.map((word) => [lettersOf(word), group])),
)
const longest = Math.max(...[...known.keys()].map((letters) => letters.length))
/** STOP STOP STOP is still one word. */
const mostTimes = 10

/**
 * What a message says of consent when a keyword is the whole of it: STOP, by its letters and digits alone, as often as it is
 * written. Within a sentence, or asked as a question, a keyword says nothing. `ask` is for a person to decide: in a mail,
 * "Cancel" may as well answer what was asked. The words, their languages and sources stand in `keywords.ts`.
 */
export function readKeyword(body: string, channel: Channel): 'opted_out' | 'opted_in' | 'ask' | null {
  // Whoever asks decides nothing.
  if (/[?¿؟‽⸮❓❔]/u.test(body.normalize('NFKC'))) return null
  const letters = lettersOf(body)
  if (letters.length > longest * mostTimes) return null
  const keyword = known.get(/^(.+?)\1*$/u.exec(letters)?.[1] ?? '')
  if (!keyword) return null
  return channel === 'email' && keyword.askInMail ? 'ask' : keyword.says
}

/** Accents, case, blanks, marks, emoji and what cannot be seen fall away; so does the Arabic stroke that only makes a word longer. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}|\p{Lm}/gu, '')
}
