import type { Blame } from '../../errors.ts'

/** What a refusal of Tuco's means here. */
export interface Refusal {
  code: string
  detail: string
  blame: Blame
}

const inactive: Refusal = { code: 'line_inactive', detail: 'Tuco has no active line for this message.', blame: 'line' }

/** Tuco has few codes. */
const codes: Record<string, Refusal> = {
  READ_ONLY: {
    code: 'account_unpaid',
    detail: 'The Tuco subscription is past due, so it sends nothing.',
    blame: 'line',
  },
  FALLBACK_NOT_CONFIGURED: { code: 'message_refused', detail: 'Tuco has no SMS fallback set up.', blame: 'message' },
}

/** How its refusals without a code begin or what they say. */
const words: [said: RegExp, refusal: Refusal][] = [
  [/^no active lines|line.*(not found|not active|inactive)/i, inactive],
  [
    /do not contact|\bdnc\b|opted? ?out/i,
    { code: 'opted_out', detail: 'The recipient is on the do-not-contact list at Tuco.', blame: 'opted_out' },
  ],
  [
    /recipientemail or recipientphone|invalid (recipient|phone|email)/i,
    { code: 'recipient_invalid', detail: 'Tuco cannot send to this address.', blame: 'address' },
  ],
  [/attachment/i, { code: 'attachment_refused', detail: 'Tuco cannot carry the attachments.', blame: 'message' }],
  [/no active workspace/i, { code: 'account_unknown', detail: 'The API key belongs to no workspace.', blame: 'line' }],
]

/** The outcome Tuco calls fallback, which is no failure of its: nobody at this address has iMessage. */
export const noIMessage: Refusal = {
  code: 'no_imessage',
  detail: 'The recipient cannot be reached by iMessage.',
  blame: 'address',
}

/** A message that Tuco could not deliver. Some of its failures say what a fallback says. */
export function failure(said: string): Refusal {
  if (/imessage (is )?not available|not available on imessage/i.test(said)) return noIMessage
  return {
    code: 'delivery_failed',
    detail: 'Tuco tried several times and could not deliver the message.',
    blame: 'message',
  }
}

/** What a refused request means: by its code, by what it says, by its HTTP status. */
export function refusal(code: string | undefined, said: string, status: number): Refusal {
  const known = code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined
  return known ?? words.find(([pattern]) => pattern.test(said))?.[1] ?? byClass(status)
}

function byClass(status: number): Refusal {
  if (status === 401) {
    return { code: 'provider_login_refused', detail: 'Tuco does not accept the API key of this line.', blame: 'line' }
  }
  if (status === 402 || status === 403 || status === 404 || status < 400) {
    return { code: 'provider_refused', detail: `Tuco does not let this line send (${status}).`, blame: 'line' }
  }
  return { code: 'refused', detail: `Tuco refused the message (${status}).`, blame: 'message' }
}
