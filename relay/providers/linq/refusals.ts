import { cutText } from '../../../contract/cut-text.ts'
import type { Blame } from '../../errors.ts'
import { saysOptedOut } from '../says-opted-out.ts'

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
const fileFault: Row = ['attachment_not_ready', 'Linq could not store or fetch a file of this message.', 'later']
const fault: Row = ['provider_failed', 'Linq had a fault of its own.', 'later']
const wrongService: Row = ['message_refused', 'Linq cannot send this kind of message in this conversation.']
const optedOut: Row = ['opted_out', 'The recipient has opted out of messages from this Linq account.', 'opted_out']
const undelivered: Row = ['delivery_failed', 'Linq could not hand the message over.', 'unknown']
const throttled: Row = ['provider_throttled', 'Linq takes no more messages right now.', 'later']

/**
 * Linq's error codes, of refused requests, of failed deliveries and of messages in the history alike. Source: its error code
 * reference and the types of its SDKs. A failure that says no more than that it is one stays unknown, so that it counts against the line.
 */
const rows: Record<number, Row> = {
  1001: unreadable,
  1002: ['recipient_invalid', 'Linq cannot send to this number; it must have its country code.', 'address'],
  1003: unreadable,
  1004: unreadable,
  1005: ['message_refused', 'Linq does not accept a part of this message.'],
  1006: wrongService,
  1007: throttled,
  1008: unreadable,
  2001: ['conversation_unknown', 'Linq no longer knows this conversation.'],
  2002: ['message_refused', 'Linq no longer knows this message.'],
  2003: ['attachment_refused', 'Linq no longer knows a file of this message.'],
  2004: login,
  2005: foreign,
  2006: foreign,
  2007: ['attachment_not_ready', 'Linq is still working on the attachment.', 'later'],
  2008: ['recipient_not_allowed', 'This Linq account may write only to people who have written to it.', 'pair'],
  2009: ['conversation_not_ready', 'Linq is still opening this conversation.', 'later'],
  2011: ['provider_refused', 'This Linq account may not do this: ask Linq to enable it.', 'line'],
  2013: ['conversation_unavailable', 'This conversation is closed at Linq.', 'pair'],
  2016: wrongService,
  2017: wrongService,
  2018: wrongService,
  2019: foreign,
  2024: optedOut,
  3001: fault,
  3002: fault,
  3003: fault,
  3004: fault,
  3005: fault,
  3006: fault,
  3007: ['delivery_failed', 'Linq tried several times and could not deliver the message.', 'unknown'],
  4001: undelivered,
  4002: ['line_unavailable', "The line's number cannot be used at Linq at the moment.", 'line'],
  4004: fault,
  4005: ['delivery_failed', "The recipient's device cannot take this kind of message."],
  5001: fileFault,
  5002: fileFault,
  5003: fileFault,
  5004: file,
  5005: file,
  5006: file,
  5007: file,
}

/** Statuses by which Linq's own documents refuse what others leave in doubt: with one of these codes nothing was taken. */
export const conflicts: ReadonlySet<number> = new Set([1006, 2007, 2009, 2013, 2016, 2017, 2018])

/** The first message to somebody on a line must be free of links; 1005 says other things as well. */
export const linkRefusal: Refusal = {
  code: 'link_in_first_message',
  detail: 'Linq takes no link in the first message to a person. Write without one first, then send the link.',
  blame: 'message',
  later: false,
}

/**
 * What a failure means, by its code, or else by what Linq says, or else by the HTTP status of a refusal. Linq's own words stand
 * behind ours.
 */
export function meaningOf(code: number | null, status?: number, said?: string): Refusal {
  const row = (code === null ? undefined : rows[code]) ?? (saysOptedOut(said) ? optedOut : byClass(code, status))
  const [name, detail, blame = 'message'] = row === throttled && /daily|per day/i.test(said ?? '') ? daily : row
  const later = blame === 'later'
  const words = said === undefined ? detail : `${detail} Linq says: ${cutText(said, 300)}`
  return { code: name, detail: words, blame: later ? 'message' : blame, later }
}

const daily: Row = ['daily_limit', "The daily message limit of the company's Linq account is used up.", 'later']

function byClass(code: number | null, status: number | undefined): Row {
  if (code === null && status === undefined) return undelivered
  if (status === 401) return login
  if (status === 429) return throttled
  if (status === 413 || status === 415) return file
  if (status === 402) return ['provider_unpaid', 'The Linq account cannot send: look at its plan.', 'line']
  if (status !== undefined && (status === 403 || status < 400)) {
    return ['provider_refused', `Linq does not let this line send (${code ?? status}).`, 'line']
  }
  return ['refused', `Linq refused the message (${code ?? status ?? 'no code'}).`, 'unknown']
}
