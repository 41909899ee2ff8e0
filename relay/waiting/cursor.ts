import { Invalid } from '../errors.ts'
import type { WaitingCursor } from '../store/waiting/find-waiting.ts'

/** Where the next page begins, as text that says nothing to whoever carries it. */
export const cursor = {
  write: ({ since, id }: WaitingCursor): string => Buffer.from(`${since} ${id}`).toString('base64url'),

  /** Throws `Invalid` for what is none. */
  read(text: string): WaitingCursor {
    const [, since, id] =
      /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([!-~]{1,300})$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
    if (since === undefined || id === undefined || Number.isNaN(Date.parse(since))) {
      throw new Invalid('invalid_cursor', 'That is no place in this list. Begin without "after", then use "next".')
    }
    return { since, id }
  },
}
