import type { Blame } from '../../errors.ts'

/** What a code of Chert's means here. Whether to try again is not the code's to say but the envelope's `retryable`. */
export interface Refusal {
  code: string
  detail: string
  blame: Blame
}

type Row = [code: string, detail: string, blame?: Blame]

const unreadable: Row = ['message_refused', 'Chert cannot read this message.']
const login: Row = ['provider_login_refused', 'Chert does not accept the signing secret of this line.', 'line']
const gone: Row = ['conversation_unknown', 'Chert no longer knows this conversation.']
const file: Row = ['attachment_refused', 'Chert cannot carry this attachment.']
const failed: Row = ['provider_failed', 'Chert stumbled.', 'unknown']

/** Chert's error codes. Source: its error reference, whose HTTP statuses contradict each other and are not used here. */
const rows: Record<number, Row> = {
  1001: unreadable,
  1002: unreadable,
  1003: ['recipient_invalid', 'Chert cannot send to this number; it must have its country code.', 'address'],
  1004: unreadable,
  1005: [
    'link_in_first_message',
    'Chert takes no link in the first message to a person. Write without one first, then send the link.',
  ],
  1006: unreadable,
  1007: ['provider_throttled', 'Chert takes no more messages right now.'],
  1008: unreadable,
  1009: ['message_too_long', 'The message is too long for Chert.'],
  1010: ['channel_unsupported', 'Chert carries iMessage only.', 'line'],
  1011: gone,
  1012: gone,
  1013: ['recipient_without_phone', 'Chert knows no phone number of this person.', 'address'],
  2001: ['account_unknown', 'Chert does not know this tenant.', 'line'],
  2002: gone,
  2003: gone,
  2004: login,
  2005: ['account_inactive', 'The Chert account is suspended or may not send.', 'line'],
  2006: ['sender_refused', "The line's phone line id does not belong to this Chert account.", 'line'],
  2007: ['account_unverified', 'The email address of the Chert account is not verified.', 'line'],
  2008: ['account_limit', "The limit of the company's Chert account is reached.", 'line'],
  2010: ['integration_missing', 'The Chert account lacks an integration that it needs for this.', 'line'],
  2011: gone,
  2012: login,
  2013: ['clock_wrong', 'Chert says that the clock of this relay is wrong.', 'line'],
  2014: ['integration_missing', 'The Chert account must be connected anew.', 'line'],
  3001: failed,
  3002: ['provider_unavailable', 'Chert cannot deliver at the moment.'],
  3003: ['delivery_not_set_up', 'Delivery is not set up for this Chert account; ask Chert.', 'line'],
  3004: failed,
  4001: ['delivery_failed', 'Chert could not hand the message over.', 'unknown'],
  4002: ['lines_saturated', 'Chert has no room on the line for a message to this person right now.'],
  4098: unreadable,
  4099: ['feature_unsupported', 'Chert cannot do this with this message.'],
  5001: file,
  5002: file,
  5003: file,
  5004: file,
}

/** Refused before anything was handed on; of other server errors that may be retried nobody can be sure. */
export const surelyNotSent: ReadonlySet<number> = new Set([1007, 3002, 4002])

/** What a code means; without a known code, what the HTTP status of the refusal means. */
export function refusal(code: number | null, status: number): Refusal {
  const [name, detail, blame = 'message'] = (code === null ? undefined : rows[code]) ?? byClass(code, status)
  return { code: name, detail, blame }
}

/** By its HTTP status, which Chert's own documents contradict; a code that is in no table counts against the line. */
function byClass(code: number | null, status: number): Row {
  if (status === 429) return ['provider_throttled', 'Chert takes no more messages right now.']
  if (code === null && status === 401) return login
  if (code === null && (status === 402 || status === 403 || status < 400)) {
    return ['provider_refused', `Chert does not let this line send (${status}).`, 'line']
  }
  if (status >= 500) return ['provider_failed', 'Chert stumbled.', 'unknown']
  return ['refused', `Chert refused the message (${code ?? status}).`, 'unknown']
}
