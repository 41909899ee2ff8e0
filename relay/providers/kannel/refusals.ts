import type { Blame } from '../../errors.ts'

export interface Refusal {
  /** `later`: surely not taken, and may be taken another time. */
  fate: 'later' | 'never'
  code: string
  detail: string
  blame: Blame
}

const never = (code: string, blame: Blame, detail: string): Refusal => ({ fate: 'never', code, detail, blame })

/** How smsbox begins its answers, and what they mean. It has no codes, and 403 is two things. */
const answers: [beginning: string, refusal: Refusal][] = [
  [
    'Authorization failed',
    never('line_login_refused', 'line', 'Kannel does not accept the user and password of this line from this machine.'),
  ],
  ['Not routable', never('not_routable', 'message', 'No SMSC of this Kannel takes messages to this number.')],
  [
    'Temporal failure',
    { fate: 'later', code: 'provider_throttled', detail: 'Kannel takes no messages right now.', blame: 'message' },
  ],
  ['Number(s) has/have been denied', never('recipient_denied', 'address', 'Kannel’s lists do not allow this number.')],
  ['Missing receiver', never('recipient_missing', 'message', 'The message has no receiver.')],
  ['Empty receiver', never('recipient_missing', 'message', 'The message has no receiver.')],
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
  [() => true, never('refused', 'message', 'Kannel refused the message.')],
]

/** What an answer that is neither an acceptance nor a doubt means; `null` for what is no refusal, like 502. */
export function refusalOf(status: number, text: string): Refusal | null {
  const said = answers.find(([beginning]) => text.startsWith(beginning))
  if (said && status >= 400) return said[1]
  if (status < 300 || status === 408 || status === 425 || status >= 500) return null
  return statuses.find(([matches]) => matches(status))?.[1] ?? null
}

/** Statuses of SMPP's submit_sm_resp, which Kannel reports as `NACK/0x…/words` once the SMSC has refused. */
const refusedBySmsc: Record<string, Refusal> = {
  '0x00000001': never('message_refused', 'message', 'The carrier does not take a message of this length.'),
  '0x0000000a': never('sender_refused', 'line', 'The carrier does not let this line’s number send.'),
  '0x0000000b': never('recipient_unknown', 'address', 'The carrier does not know this number.'),
}

/** Final states of an SMPP delivery receipt, `… stat:WORD err:NNN …`. */
const endedAt: Record<string, Refusal> = {
  UNDELIV: never('recipient_unreachable', 'message', 'The carrier could not deliver it.'),
  EXPIRED: never('expired', 'message', 'The phone could not be reached in time.'),
  REJECTD: never('carrier_refused', 'message', 'The carrier rejected it.'),
  DELETED: never('carrier_deleted', 'message', 'The carrier deleted it.'),
}

/** Why a message ended badly, out of what the SMSC said (`%A`). */
export function failureOf(status: 'undelivered' | 'failed', answer: string): Refusal {
  const [, nack = ''] = /^NACK\/(0x[0-9a-f]{8})/i.exec(answer) ?? []
  const [, state = ''] = /\bstat:([A-Z]+)/.exec(answer) ?? []
  const known = refusedBySmsc[nack.toLowerCase()] ?? endedAt[state]
  if (known) return known
  return status === 'failed'
    ? never('carrier_refused', 'message', 'The carrier did not take it.')
    : never('undeliverable', 'message', 'The carrier could not deliver it.')
}
