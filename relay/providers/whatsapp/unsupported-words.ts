import { cutText } from '../../../contract/cut-text.ts'
import { peek, peekText } from '../peek.ts'
import { metaWords } from './meta-words.ts'

/** What a person did, by Meta's word for it. Source: "Unsupported messages webhook reference". */
const things = new Map(
  Object.entries({
    button: 'answered with a button',
    edit: 'changed an earlier message',
    gif: 'sent a GIF',
    group_invite: 'sent an invitation to a group',
    hsm: 'sent a template',
    image: 'sent a picture',
    interactive: 'answered with a choice',
    keep_in_chat: 'kept a message that would have vanished',
    link_preview: 'sent a link',
    list: 'answered from a list',
    location: 'sent a place',
    media_placeholder: 'sent a file',
    order: 'sent an order',
    pin: 'pinned a message',
    poll_creation: 'sent a poll',
    poll_update: 'voted in a poll',
    product: 'sent a product',
    reaction: 'reacted to a message',
  }),
)

/** What came of a message whose content Meta keeps to itself: what kind it was, where Meta says so, and why. */
export function unsupportedWords(message: unknown): string {
  const kind = peekText(message, 'unsupported', 'type') ?? peekText(message, 'unsupported', 'title')
  const error = peek(message, 'errors', 0)
  const thing = kind === undefined || kind === 'errors' || kind === 'unknown' ? undefined : things.get(kind)
  const did = thing ?? (kind === undefined || kind === 'errors' ? 'sent something' : `sent “${cutText(kind, 60)}”`)
  const shown = Number(peekText(error, 'code')) === 131060 ? ' It may be seen in the WhatsApp Business app.' : ''
  const title = peekText(error, 'title')
  const words = [...new Set([title, metaWords(error)])].filter(Boolean).join(' – ')
  return `This person ${did}, which WhatsApp does not pass on.${shown}${words ? ` WhatsApp says: ${words}` : ''}`
}
