import { withEndingOfType } from '../ending-of-type.ts'
import { peek, peekText } from '../peek.ts'
import type { ReceivedAttachment } from '../provider.ts'
import { typeOfName } from '../type-of-name.ts'

const kinds = ['image', 'video', 'audio', 'voice', 'document', 'sticker']

/** The files of a message. Meta gives them to whoever shows the line's token, and to nobody else, so none has an address. */
export function filesOf(message: unknown): ReceivedAttachment[] {
  const type = peekText(message, 'type') ?? ''
  // A kind of file that nobody has told us of is one all the same.
  const own = peekText(message, type, 'mime_type') === undefined ? [] : [type]
  return [...new Set([...kinds, ...own])].flatMap((kind) => {
    const file = peek(message, kind)
    if (typeof file !== 'object') return []
    const named = peekText(file, 'filename')
    const [said = ''] = (peekText(file, 'mime_type') ?? '').toLowerCase().split(';')
    const contentType = said.trim() || typeOfName(named ?? '')
    const spoken = kind === 'voice' || peek(file, 'voice') === true
    const name = named ?? withEndingOfType(spoken ? 'voice message' : kind, contentType)
    return [{ url: null, contentType, name }]
  })
}
