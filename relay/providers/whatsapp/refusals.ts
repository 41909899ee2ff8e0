import type { Blame } from '../../errors.ts'

/** What a code of Meta's means here. `later`: the same message may be taken after `wait` milliseconds, if it is known. */
export interface Refusal {
  code: string
  detail: string
  blame: Blame
  later: boolean
  wait?: number | undefined
}

type Row = [code: string, detail: string, blame?: Blame | 'later', wait?: number]

const hour = 3_600_000
const login: Row = ['provider_login_refused', 'Meta does not accept the access token of the line.', 'line']
const permission: Row = ['permission_missing', 'The access token may not send from this number.', 'line']
const busy: Row = ['provider_throttled', 'WhatsApp takes no more messages from this line right now.', 'later']
const down: Row = ['provider_failed', 'WhatsApp cannot work on this message at the moment.', 'later']
const locked: Row = ['account_locked', 'Meta has locked or restricted the WhatsApp account.', 'line']
const template: Row = [
  'template_refused',
  'The template does not exist, does not fit its parameters, or is not approved.',
]
const media: Row = ['attachment_refused', 'WhatsApp could not fetch or carry the attachment.']
const invalid: Row = ['message_refused', 'WhatsApp cannot read this message.']
const registration: Row = ['sender_unregistered', 'The number of the line is not registered for the Cloud API.', 'line']
const group: Row = ['message_refused', 'WhatsApp does not take this message for a group.']

/**
 * Codes of the Cloud API, of refused requests and of failed deliveries alike, by whose side they are on. Source: Meta's page "Error
 * codes"; Meta asks to go by the code alone. What is not here nobody knows, and counts against the line.
 */
const rows: Record<number, Row> = {
  // The line: its login, number, account or money.
  0: login,
  3: permission,
  10: permission,
  33: ['sender_refused', 'The number of the line is no longer at Meta.', 'line'],
  190: login,
  368: locked,
  131005: permission,
  131031: locked,
  131037: ['sender_refused', 'The display name of the number is not approved yet.', 'line'],
  131042: ['payment_missing', 'The WhatsApp account has no working way of paying.', 'line'],
  131045: registration,
  133005: registration,
  133006: registration,
  133008: registration,
  133009: registration,
  133010: registration,
  133015: registration,
  134011: ['payment_missing', 'The WhatsApp account has not accepted the terms of payment.', 'line'],

  // Not now.
  2: down,
  4: busy,
  80007: busy,
  130429: busy,
  131000: down,
  131016: down,
  131048: ['provider_throttled', 'WhatsApp limits the line because people reported its messages.', 'later', hour],
  131056: ['provider_throttled', 'Too many messages to this person in a short time.', 'later', 6_000],
  131057: down,
  132069: ['provider_throttled', 'WhatsApp sends this form only so often in an hour.', 'later', hour],
  133004: down,
  133016: ['provider_throttled', 'The number was registered too often in a short time.', 'later', hour],

  // The person, or this line and this person.
  130472: ['recipient_unreachable', 'WhatsApp does not deliver marketing to this person at the moment.'],
  130497: ['country_restricted', 'WhatsApp does not let this account write to people in that country.', 'pair'],
  131021: ['recipient_invalid', 'The line cannot write to its own number.', 'pair'],
  131026: ['not_on_whatsapp', 'This person cannot be reached on WhatsApp.', 'address'],
  131030: ['recipient_unverified', 'A test number writes only to the people that were listed for it.', 'pair'],
  131047: ['window_closed', 'The person wrote more than 24 hours ago, so only a template may be sent.'],
  131049: ['recipient_unreachable', 'WhatsApp chose not to deliver this marketing message.'],
  131050: ['opted_out', 'The recipient has stopped marketing messages from this company.', 'opted_out'],
  131062: ['recipient_invalid', 'This template can go to a phone number only.'],

  // What is said, and how.
  100: invalid,
  131008: invalid,
  131009: invalid,
  131051: ['message_refused', 'WhatsApp does not carry this kind of message.'],
  131052: media,
  131053: media,
  131055: invalid,
  131201: group,
  131202: group,
  131203: group,
  131204: group,
  131205: group,
  132000: template,
  132001: template,
  132005: template,
  132007: template,
  132012: template,
  132015: template,
  132016: template,
  132018: template,
  132068: ['template_refused', 'The form (Flow) of the template is blocked.'],
  135000: invalid,
}

/** What a code means; without a known code, what the HTTP status of the refusal means. */
export function refusal(code: number | null, status?: number): Refusal {
  const [name, detail, blame = 'message', wait] = (code === null ? undefined : rows[code]) ?? byClass(code, status)
  const later = blame === 'later'
  return { code: name, detail, blame: later ? 'message' : blame, later, wait }
}

function byClass(code: number | null, status: number | undefined): Row {
  if (code !== null && code >= 200 && code < 300) return permission
  if (status === 401) return login
  if (status !== undefined && (status === 403 || status === 404 || status < 400)) {
    return ['provider_refused', `Meta does not let this line send (${code ?? status}).`, 'line']
  }
  return ['refused', `WhatsApp refused the message (${code ?? status ?? 'no code'}).`, 'unknown']
}
