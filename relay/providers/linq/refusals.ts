import type { Blame } from '../../errors.ts'

/** What a code of Linq's means here. `later`: surely not taken, and may be taken another time. */
export interface Refusal {
  code: string
  detail: string
  blame: Blame
  later: boolean
}

type Row = [code: string, detail: string, blame?: Blame | 'later']

const unreadable: Row = ['message_refused', 'Linq cannot read this message.']
const login: Row = ['provider_login_refused', 'Linq does not accept the API token of this line.', 'line']
const foreign: Row = ['sender_refused', "Linq does not let this token send from the line's number.", 'line']
const file: Row = ['attachment_refused', 'Linq cannot carry this kind or size of attachment.']
const undelivered: Row = ['delivery_failed', 'Linq could not hand the message over.']

/** Linq's error codes, of refused requests and of failed deliveries alike. Source: its error code reference. */
const rows: Record<number, Row> = {
  1001: unreadable,
  1002: ['recipient_invalid', 'Linq cannot send to this number; it must have its country code.', 'address'],
  1003: unreadable,
  1004: unreadable,
  1005: ['message_refused', 'Linq does not accept a part of this message.'],
  1007: ['daily_limit', "The daily message limit of the company's Linq account is used up.", 'later'],
  2001: ['conversation_unknown', 'Linq no longer knows this conversation.'],
  2004: login,
  2005: foreign,
  2006: foreign,
  2007: ['attachment_not_ready', 'Linq is still working on the attachment.', 'later'],
  2008: ['recipient_not_allowed', 'This Linq account may write only to the people on its list.'],
  3007: ['delivery_failed', 'Linq tried several times and could not deliver the message.'],
  4001: undelivered,
  4002: ['line_unavailable', "The line's number cannot be used at Linq at the moment.", 'line'],
  4005: undelivered,
  5004: file,
  5005: file,
  5006: file,
}

/** The first message to somebody on a line must be free of links; 1005 says other things as well. */
export const linkRefusal: Refusal = {
  code: 'link_in_first_message',
  detail: 'Linq takes no link in the first message to a person. Write without one first, then send the link.',
  blame: 'message',
  later: false,
}

/** What a code means; without a known code, what the HTTP status of the refusal means. */
export function refusal(code: number | null, status?: number): Refusal {
  const [name, detail, blame = 'message'] = (code === null ? undefined : rows[code]) ?? byClass(code, status)
  const later = blame === 'later'
  return { code: name, detail, blame: later ? 'message' : blame, later }
}

function byClass(code: number | null, status: number | undefined): Row {
  if (status === 401) return login
  if (status === 429) return ['provider_throttled', 'Linq takes no more messages right now.', 'later']
  if (status !== undefined && (status === 402 || status === 403 || status < 400)) {
    return ['provider_refused', `Linq does not let this line send (${code ?? status}).`, 'line']
  }
  return ['refused', `Linq refused the message (${code ?? status ?? 'no code'}).`]
}
