import type { Blame } from '../../errors.ts'

/** What a refusal of Tuco's means here. */
export interface Refusal {
  code: string
  detail: string
  blame: Blame
  /** Surely not sent, and for later. */
  notNow?: { after: number | null }
}

const inactive: Refusal = { code: 'line_inactive', detail: 'Tuco has no active line for this message.', blame: 'line' }
const unpaid: Refusal = {
  code: 'account_unpaid',
  detail: 'The Tuco subscription is past due, so it sends nothing.',
  blame: 'line',
}
const busy: Refusal = {
  code: 'provider_throttled',
  detail: 'Tuco takes no more messages right now.',
  blame: 'unknown',
  notNow: { after: null },
}

/** The outcome Tuco calls fallback, which is no failure of its: nobody at this address has iMessage. */
export const noIMessage: Refusal = {
  code: 'no_imessage',
  detail: 'The recipient cannot be reached by iMessage.',
  blame: 'address',
}

/** Tuco has few codes. */
const codes: Record<string, Refusal> = {
  READ_ONLY: unpaid,
  FALLBACK_NOT_CONFIGURED: { code: 'message_refused', detail: 'Tuco has no SMS fallback set up.', blame: 'message' },
}

/**
 * What its refusals say, wherever they say it: in the answer to a send, in the status of a message, in an event. Consent comes first,
 * since whoever opted out is not to be written to whatever else is wrong.
 */
const words: [said: RegExp, refusal: Refusal][] = [
  [
    /do[- ]?not[- ]?contact|\bdnc\b|opt(s|ed|ing)?[- ]?out|unsubscrib/i,
    { code: 'opted_out', detail: 'The recipient is on the do-not-contact list at Tuco.', blame: 'opted_out' },
  ],
  [/imessage (is )?(not |un)available|(not available|not registered|not) on imessage|no imessage/i, noIMessage],
  [/past[- _]due|read[- _]only|subscription|payment/i, unpaid],
  [/rate limit|too many|(daily|hourly) (cap|limit|quota)|limit (was |is )?(reached|exceeded)|quota/i, busy],
  [/no active lines|line.*(not found|not active|inactive)/i, inactive],
  [
    /recipientemail or recipientphone|invalid (recipient|phone|email)/i,
    { code: 'recipient_invalid', detail: 'Tuco cannot send to this address.', blame: 'address' },
  ],
  [/attachment/i, { code: 'attachment_refused', detail: 'Tuco cannot carry the attachments.', blame: 'message' }],
  [/no active workspace/i, { code: 'account_unknown', detail: 'The API key belongs to no workspace.', blame: 'line' }],
  [/cannot both be empty|invalid messagetype|must be a json/i, refused('Tuco cannot read this message.', 'message')],
]

/** A message that Tuco could not deliver. What it says that is in no table counts against the line until a person looks. */
export function failure(said: string): Refusal {
  return (
    meaningOf(said) ?? {
      code: 'delivery_failed',
      detail: 'Tuco tried several times and could not deliver the message.',
      blame: 'unknown',
    }
  )
}

/** What a refused request means: by its code, by what it says, by its HTTP status. */
export function refusal(code: string | undefined, said: string, status: number): Refusal {
  const known = code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined
  return known ?? meaningOf(said) ?? byClass(status)
}

/** What Tuco's words mean, where a table has them. */
export function meaningOf(said: string): Refusal | undefined {
  return words.find(([pattern]) => pattern.test(said))?.[1]
}

function byClass(status: number): Refusal {
  if (status === 401) {
    return { code: 'provider_login_refused', detail: 'Tuco does not accept the API key of this line.', blame: 'line' }
  }
  if (status === 402) return unpaid
  return refused(`Tuco refused the message (${status}).`, 'unknown')
}

function refused(detail: string, blame: Blame): Refusal {
  return { code: 'refused', detail, blame }
}
