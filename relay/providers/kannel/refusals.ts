import type { Blame } from '../../errors.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import type { Refusal } from './refusal.ts'
import { submitErrors } from './submit-errors.ts'

const never = (code: string, blame: Blame, detail: string): Refusal => ({ fate: 'never', code, detail, blame })

/** How smsbox begins its answers, and what they mean. It has no codes, and 403 is two things. */
const answers: [beginning: string, refusal: Refusal][] = [
  [
    'Authorization failed',
    never('line_login_refused', 'line', 'Kannel does not accept the user and password of this line from this machine.'),
  ],
  ['Not routable', never('not_routable', 'pair', 'No SMSC of this Kannel takes messages to this number.')],
  [
    'Temporal failure',
    { fate: 'later', code: 'provider_throttled', detail: 'Kannel takes no messages right now.', blame: 'message' },
  ],
  ['Number(s) has/have been denied', never('recipient_denied', 'pair', 'Kannel’s lists do not allow this number.')],
  ['Missing receiver', never('recipient_missing', 'message', 'The message has no receiver.')],
  ['Empty receiver', never('recipient_missing', 'message', 'The message has no receiver.')],
  ['Empty text', never('message_empty', 'message', 'The message has no text.')],
  ['Sender missing', never('sender_missing', 'line', 'The line has no number to send from.')],
  [
    'DLR-URL field misformed',
    never('callback_url_wrong', 'line', 'The relay’s public address is none Kannel can call.'),
  ],
  ['Charset or body misformed', never('message_refused', 'message', 'Kannel cannot write this text.')],
  ['Unknown request', never('provider_url_wrong', 'line', 'This is Kannel, but not the address of its sendsms.')],
]

/** The same for answers that are not Kannel's own, by class of status; what stands in front of it, most likely. */
const statuses: [matches: (status: number) => boolean, refusal: Refusal][] = [
  [
    (status) => status === 401 || status === 403 || status === 407,
    never('line_login_refused', 'line', 'What stands before Kannel does not let this line in.'),
  ],
  [
    (status) => status < 400 || status === 404 || status === 405 || status === 410,
    never('provider_url_wrong', 'line', 'There is no sendsms at this address.'),
  ],
  [() => true, never('refused', 'unknown', 'Kannel refused the message.')],
]

/** What an answer that is neither an acceptance nor a doubt means; `null` for what is no refusal, like 502. */
export function refusalOf(status: number, text: string): Refusal | null {
  const said = answers.find(([beginning]) => text.startsWith(beginning))
  if (said && status >= 400) return said[1]
  if (status < 300 || leavesDoubt({ status, text })) return null
  return statuses.find(([matches]) => matches(status))?.[1] ?? null
}

/** Final states of an SMPP delivery receipt, `… stat:WORD err:NNN …`. */
const endedAt: Record<string, Refusal> = {
  UNDELIV: never('recipient_unreachable', 'message', 'The carrier could not deliver it.'),
  EXPIRED: never('expired', 'message', 'The phone could not be reached in time.'),
  DELETED: never('carrier_deleted', 'message', 'The carrier deleted it.'),
  // Who is to blame the carrier does not say: the text, the sender, or the two networks' contract.
  REJECTD: never('carrier_refused', 'unknown', 'The carrier rejected it.'),
}

/**
 * Why a message ended badly, out of what the SMSC said (`%A`): `NACK/0x…/words` of SMPP's submit_sm_resp, or a receipt. Carriers
 * have error numbers of their own (`err:`), which mean something else at each.
 */
export function failureOf(status: 'undelivered' | 'failed', answer: string): Refusal {
  const [, nack = ''] = /^NACK\/(0x[0-9a-f]{1,8}|\d{1,5})\b/i.exec(answer) ?? []
  const [, state = ''] = /\bstat:([A-Z]+)/i.exec(answer) ?? []
  const known = (nack === '' ? undefined : submitErrors.get(Number(nack))) ?? endedAt[state.toUpperCase()]
  if (known) return known
  return status === 'failed'
    ? never('carrier_refused', 'unknown', 'The carrier did not take it.')
    : never('undeliverable', 'unknown', 'The carrier could not deliver it.')
}
