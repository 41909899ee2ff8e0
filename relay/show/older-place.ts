import { Invalid } from '../errors.ts'
import type { OlderThan } from '../message/read-conversation.ts'

/** A place in a conversation as the card hands it back. `read` throws `Invalid` `invalid_cursor` for what this relay never gave out. */
export const olderPlace = {
  write: ({ micros, id }: OlderThan): string => `${micros}.${id}`,

  read(text: string): OlderThan {
    const [, micros, id] = /^([0-9]{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? []
    if (micros === undefined || id === undefined) {
      throw new Invalid('invalid_cursor', 'The cursor is not one of this relay. Reload the card.', { status: 400 })
    }
    return { micros, id }
  },
}
