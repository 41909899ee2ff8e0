import type { DraftFile } from '../files/draft-file.ts'

/** What the rep is writing. */
export interface Draft {
  /** Null until the rep picks a line or begins to write; then it stays, so that a reply cannot switch the line, unless it is an opt-out. */
  lineId: string | null
  /** Whether the rep chose the line by hand; then it is also that of the next message. */
  picked: boolean
  subject: string
  body: string
  /** Links to files, as typed; an empty one is none. */
  files: readonly DraftFile[]
  /** The idempotency key of the next attempt, made when the rep begins to write. */
  key: string | null
  /** What became of the last attempt with this key; `unknown`: the relay may have accepted it. */
  tried: 'no' | 'refused' | 'unknown'
}

export const emptyDraft: Draft = {
  lineId: null,
  picked: false,
  subject: '',
  body: '',
  files: [],
  key: null,
  tried: 'no',
}

/** What is left of a draft for the next one: a line that was picked by hand. */
export function nextDraft({ lineId, picked }: Draft): Draft {
  return picked ? { ...emptyDraft, lineId, picked } : emptyDraft
}

/** There is nothing to send: no text, and no file, which is a message by itself. */
export function saysNothing({ body, files }: Draft): boolean {
  return body.trim() === '' && files.every(({ url }) => url.trim() === '')
}
