import type { Channel } from '../../contract/channel.ts'
import { keywords, type Keywords } from './keywords.ts'
import { withoutSignature } from './without-signature.ts'

const known = new Map<string, Keywords>(
  keywords.flatMap((group) => group.words.map((word) => [lettersOf(word), group])),
)
const longest = Math.max(...[...known.keys()].map((letters) => letters.length))
/** STOP STOP STOP is still one word. */
const mostTimes = 10
/** Signs of any kind; whatever is longer is no word, however it is decorated. */
const longestBody = 5_000

/**
 * What a message says of consent when a keyword is the whole of it: STOP, by its letters and digits alone, as often as it is
 * written. Within a sentence, or asked as a question, a keyword says nothing. `ask` is for a person to decide: in a mail,
 * "Cancel" may as well answer what was asked, and what stands below STOP in lines of its own may be a signature. What is proved to be one is no
 * part of a mail. The words, their languages and sources stand in `keywords.ts`.
 */
export function readKeyword(body: string, channel: Channel): 'opted_out' | 'opted_in' | 'ask' | null {
  if (channel !== 'email') return keywordIn(body)?.says ?? null
  const text = withoutSignature(body).trim()
  const keyword = keywordIn(text)
  if (keyword) return keyword.askInMail ? 'ask' : keyword.says
  const [first = '', ...below] = text.split('\n')
  return below.length > 0 && keywordIn(first)?.says === 'opted_out' ? 'ask' : null
}

function keywordIn(body: string): Keywords | null {
  if (body.length > longestBody) return null
  // Whoever asks decides nothing.
  if (/[?¿؟‽⸮❓❔]/u.test(body.normalize('NFKC'))) return null
  const letters = lettersOf(body)
  if (letters.length > longest * mostTimes) return null
  // What is said several times begins anew there.
  const once = letters.slice(0, (letters + letters).indexOf(letters, 1))
  return known.get(once) ?? null
}

/** Accents, case, blanks, marks, emoji and what cannot be seen fall away; so does the Arabic stroke that only makes a word longer. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}|\p{Lm}/gu, '')
}
