import { cutText } from '../../../contract/cut-text.ts'
import { Permanent, Temporary, type Blame } from '../../errors.ts'
import { lostConnection } from './lost-connection.ts'
import type { SmtpError } from './submit.ts'

/** Enhanced status codes, RFC 3463 and its registry; the first prefix that fits wins. */
const meanings: readonly [prefix: string, code: string, words: string][] = [
  ['5.1.0', 'recipient_unknown', 'The address does not exist'],
  ['5.1.1', 'recipient_unknown', 'The address does not exist'],
  ['5.1.10', 'recipient_unknown', 'The domain of the address takes no mail'],
  ['5.1.2', 'recipient_unknown', 'The domain of the address does not exist'],
  ['5.1.3', 'recipient_unknown', 'The address is not a valid one'],
  ['5.1.6', 'recipient_unknown', 'The mailbox has moved'],
  ['5.1.7', 'sender_refused', "The server refused the line's own address"],
  ['5.1.8', 'sender_refused', "The server refused the line's own address"],
  ['5.2.1', 'recipient_unknown', 'The mailbox is disabled'],
  ['5.2.2', 'mailbox_full', 'The mailbox is full'],
  ['5.2.3', 'message_too_large', 'The message is too large for the mailbox'],
  ['5.3.4', 'message_too_large', 'The message is too large for the server'],
  ['5.4', 'recipient_unreachable', 'The mail server of the address could not be reached'],
  ['5.7.8', 'line_login_refused', "The mail server refused the line's user or password"],
  ['5.7.9', 'line_login_refused', "The mail server refused the line's way of logging in"],
  ['5.7', 'refused_by_policy', 'The mail server refused the message by its policy'],
  ['5.1', 'recipient_refused', 'The mail server refused the address'],
]

/** Codes that say something beyond the one message. */
const blames: Record<string, Blame> = {
  recipient_unknown: 'address',
  recipient_refused: 'address',
  sender_refused: 'line',
  line_login_refused: 'line',
}

interface Meaning {
  code: string
  words: string
  blame: Blame
}

/** What an enhanced status (`5.1.1`) means: a stable code, words for a person, and what is to blame. */
export function meaningOf(status: string): Meaning {
  const [, code = 'refused', words = 'The mail server refused the message'] =
    meanings.find(([prefix]) => status === prefix) ?? meanings.find(([prefix]) => status.startsWith(`${prefix}.`)) ?? []
  return { code, words, blame: blames[code] ?? 'message' }
}

function said(error: SmtpError): string {
  return cutText((error.response ?? error.message).replace(/\s+/g, ' '), 300)
}

/** True when the server itself answered that it did not take the message. */
export function isRefusal(error: SmtpError): boolean {
  return error.responseCode !== undefined && error.responseCode >= 400
}

/**
 * What a failed submission means for the message, once it is sure that it did not leave: 4xx and everything about the
 * connection may pass, unless it was out of the line's reach; 5xx will not. 503 speaks of the session, not of the message.
 */
export function refusal(error: SmtpError): Temporary | Permanent {
  if (error instanceof Permanent || error instanceof Temporary) return error
  const status = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(error.response ?? '')?.[1] ?? ''
  const code = error.responseCode ?? 0
  if (code >= 500 && code !== 503) {
    const login = error.code === 'EAUTH' || code === 530 || code === 535
    const meaning = login ? meaningOf('5.7.8') : status ? meaningOf(status) : byCommand(error)
    return new Permanent(meaning.code, `${meaning.words}: ${said(error)}`, { cause: error, blame: meaning.blame })
  }
  if (code >= 400) {
    // Greylisting and rate limits ask for minutes, not for seconds.
    const retryAfter = status.startsWith('4.7.') || /gr[ae]y-?list/i.test(error.response ?? '') ? 300_000 : undefined
    return new Temporary('smtp_deferred', `The mail server asks to try later: ${said(error)}`, {
      retryAfter,
      cause: error,
    })
  }
  if (error.code === 'EAUTH') {
    return new Permanent('line_login_refused', `The line cannot log in to its mail server: ${said(error)}`, {
      cause: error,
      blame: 'line',
    })
  }
  if (error.code === 'EENVELOPE') {
    return new Permanent('recipient_refused', said(error), { cause: error, blame: 'address' })
  }
  if (error.code === 'EMESSAGE') return new Permanent('message_too_large', said(error), { cause: error })
  return new Temporary('smtp_unreachable', `The mail server could not be used: ${unusable(error)}`, { cause: error })
}

/** What happened to the connection, where the server itself said nothing. */
function unusable(error: SmtpError): string {
  if (error.response) return said(error)
  return lostConnection(error) ?? (/closed/i.test(error.message) ? 'it broke off the connection.' : said(error))
}

function byCommand(error: SmtpError): Meaning {
  if (error.command === 'RCPT TO') return meaningOf('5.1.99')
  if (error.command === 'MAIL FROM') return meaningOf('5.1.7')
  return meaningOf('')
}
