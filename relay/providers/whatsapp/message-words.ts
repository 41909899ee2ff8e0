import { cutText } from '../../../contract/cut-text.ts'
import { readKeyword } from '../../policy/keyword.ts'
import { peek, peekText } from '../peek.ts'
import { placeWords } from '../place-words.ts'
import { tellData } from '../tell-data.ts'
import { choiceWords } from './choice-words.ts'
import { contactWords } from './contact-words.ts'
import { metaWords } from './meta-words.ts'
import { orderWords } from './order-words.ts'
import { unsupportedWords } from './unsupported-words.ts'

/** The words of a message, and whether the person typed them. */
interface Words {
  body: string
  typed: boolean
}

const typed = (body: string | undefined): Words | undefined => (body === undefined ? undefined : { body, typed: true })
const told = (body: string | undefined): Words | undefined => (body === undefined ? undefined : { body, typed: false })
/** The file itself may say all. */
const caption = (file: unknown): Words | undefined =>
  typeof file === 'object' ? { body: peekText(file, 'caption') ?? '', typed: true } : undefined

/** By the type of a message, which is also the name of its part. Source: Meta's "messages webhook reference". */
const tellers: Record<string, (content: unknown, message: unknown) => Words | undefined> = {
  text: (text) => typed(peekText(text, 'body')),
  // The words are the company's own, and as in a mail “Cancel” may answer something else; “Stop” leaves no doubt.
  button: (button) => pressed(peekText(button, 'text') ?? peekText(button, 'payload')),
  interactive: (choice) => (peek(choice, 'button_reply') ? pressed(choiceWords(choice)) : told(choiceWords(choice))),
  image: caption,
  video: caption,
  audio: caption,
  voice: caption,
  document: caption,
  sticker: caption,
  location: (place) => told(placeOf(place)),
  contacts: (cards) => told(contactWords(cards)),
  order: (order) => told(orderWords(order)),
  unsupported: (_, message) => told(unsupportedWords(message)),
  unknown: (_, message) => told(unsupportedWords(message)),
  edit: () => told('This person changed an earlier message, and WhatsApp does not pass on the new words.'),
  request_welcome: () => told('Opened the chat, and has not written yet.'),
}

/** What a message says, in words that a rep can use; a kind that nobody has told us of by its name and with its data. */
export function messageWords(message: unknown): Words {
  const type = peekText(message, 'type') ?? Object.keys(tellers).find((kind) => peek(message, kind) !== undefined) ?? ''
  const content = peek(message, type)
  const teller = Object.hasOwn(tellers, type) ? tellers[type] : undefined
  const words = teller?.(content, message) ?? told(otherWords(type, content, message)) ?? { body: '', typed: true }
  return withNotes(words, message)
}

function otherWords(type: string, content: unknown, message: unknown): string {
  if (peek(message, 'errors', 0) !== undefined) return unsupportedWords(message)
  if (type === 'text') return 'This person sent a message without text.'
  const data = tellData(content)
  const what = type === '' ? 'something' : `“${cutText(type, 60)}”`
  return `This person sent ${what}, which cannot be shown here.${data === '' ? '' : `\n${data}`}`
}

function placeOf(place: unknown): string | undefined {
  const part = (name: string) => peekText(place, name)
  const [latitude, longitude] = [part('latitude'), part('longitude')]
  return placeWords({ name: part('name'), address: part('address'), latitude, longitude, url: part('url') })
}

function pressed(label: string | undefined): Words | undefined {
  return readKeyword(label ?? '', 'email') === 'opted_out' ? typed(label) : told(label)
}

/** What stands around the words: whose they are, which ad or product they came by, and what went wrong with the rest. */
function withNotes({ body, typed: own }: Words, message: unknown): Words {
  const forwarded = ['forwarded', 'frequently_forwarded'].some((name) => peek(message, 'context', name) === true)
  const all = [productNote(message), referralNote(message), errorNote(message)]
  const notes = all.filter((note) => note !== undefined && !body.includes(note))
  // A word on consent must stay the whole of what was written.
  const noted = notes.length > 0 && !(own && readKeyword(body, 'whatsapp') !== null)
  const whole = [forwarded ? `Forwarded:\n${body}`.trim() : body, ...(noted ? ['', ...notes] : [])].join('\n').trim()
  return { body: whole, typed: own && !forwarded }
}

function productNote(message: unknown): string | undefined {
  const product = peekText(message, 'context', 'referred_product', 'product_retailer_id')
  const catalogue = peekText(message, 'context', 'referred_product', 'catalog_id')
  if (product === undefined) return undefined
  return `About the product ${product}${catalogue === undefined ? '' : ` of catalogue ${catalogue}`}.`
}

function referralNote(message: unknown): string | undefined {
  const part = (name: string) => peekText(message, 'referral', name)
  if (typeof peek(message, 'referral') !== 'object') return undefined
  const kind = part('source_type') === 'post' ? 'post' : 'ad'
  const said = [part('headline'), part('body')].filter(Boolean).map((words) => `“${words}”`)
  const where = part('source_url') ?? part('source_id')
  return [`Came by the ${kind}`, ...said, where === undefined ? '' : `(${where})`].filter(Boolean).join(' ')
}

/** An error beside content that did come, like a file that is too large. */
function errorNote(message: unknown): string | undefined {
  const words = metaWords(peek(message, 'errors', 0))
  return words === undefined ? undefined : `WhatsApp says: ${words}`
}
