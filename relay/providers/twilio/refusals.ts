import type { Blame } from '../../errors.ts'

/** What a code of Twilio's means here. `later`: the same message may be taken after a while. */
export interface Refusal {
  code: string
  detail: string
  blame: Blame
  later: boolean
}

type Row = [code: string, detail: string, blame?: Blame | 'later']

const login: Row = ['provider_login_refused', 'Twilio does not accept the account SID and auth token.', 'line']
const inactive: Row = ['account_inactive', 'The Twilio account is suspended or closed.', 'line']
const sender: Row = ['sender_refused', "Twilio does not let this account send from the line's address.", 'line']
const service: Row = ['messaging_service_wrong', 'The Messaging Service of the line cannot send.', 'line']
const unregistered: Row = [
  'sender_unregistered',
  'The line must be registered with the carriers before it may send.',
  'line',
]
const invalid: Row = ['recipient_invalid', 'Twilio cannot send to this address.', 'address']
const landline: Row = ['recipient_not_mobile', 'The number cannot receive text messages.', 'address']
const unknown: Row = ['recipient_unknown', 'The number is not in use.', 'address']
const away: Row = ['recipient_unreachable', 'The phone could not be reached.']
const filtered: Row = ['carrier_filtered', 'The carrier blocked the message for what it says.']
const media: Row = ['attachment_refused', 'Twilio could not fetch or carry an attachment.']
const template: Row = ['template_refused', 'The template or its parameters are wrong.']
const busy: Row = ['provider_throttled', 'Twilio takes no more messages from this line right now.', 'later']

/**
 * Twilio's error codes, of refused requests and of failed deliveries alike. Source: its error dictionary. Twilio splits
 * codes as time goes by, so what is not here is judged by its class.
 */
const rows: Record<number, Row> = {
  10001: inactive,
  14107: busy,
  20003: login,
  20005: inactive,
  20404: ['account_unknown', 'Twilio does not know this account.', 'line'],
  20429: busy,
  21211: invalid,
  21217: invalid,
  21408: ['region_not_enabled', 'Sending to this country is not enabled in the Twilio account.'],
  21602: ['message_empty', 'The message has no text.'],
  21603: sender,
  21604: invalid,
  21605: ['message_too_long', 'The message is too long for Twilio.'],
  21606: sender,
  21608: ['recipient_unverified', 'A trial account of Twilio sends to verified numbers only.'],
  21609: ['callback_refused', "Twilio does not accept the relay's public address for status reports.", 'line'],
  21610: ['opted_out', 'The recipient has opted out of messages from this line.', 'opted_out'],
  21611: busy,
  21612: ['route_missing', 'There is no route from the line to this number.', 'address'],
  21614: landline,
  21617: ['message_too_long', 'The message is too long for Twilio.'],
  21619: ['message_empty', 'The message has no text.'],
  21620: media,
  21623: media,
  21635: landline,
  21655: template,
  21656: template,
  21659: sender,
  21660: sender,
  21661: sender,
  21701: service,
  21703: service,
  21704: service,
  21705: service,
  21712: service,
  30001: busy,
  30002: inactive,
  30003: away,
  30004: ['recipient_blocked', 'The number does not take messages from this line.', 'address'],
  30005: unknown,
  30006: landline,
  30007: filtered,
  30008: ['delivery_failed', 'The carrier did not say why the message was not delivered.'],
  30011: media,
  30019: media,
  30022: busy,
  30023: ['daily_limit', "The carrier's daily limit of the line is used up."],
  30027: ['daily_limit', "The carrier's daily limit of the line is used up."],
  30032: unregistered,
  30034: unregistered,
  30035: unregistered,
  30036: ['message_expired', 'The message could not be delivered in time.'],
  30037: ['sending_disabled', 'Sending is disabled for the Twilio account.', 'line'],
  30410: away,
  30450: ['fraud_protection', "Twilio's protection against SMS pumping blocked the message."],
  63001: ['channel_login_refused', 'The channel does not accept the sender of the line.', 'line'],
  63003: invalid,
  63005: ['content_refused', 'The channel does not accept what the message says.'],
  63007: ['sender_refused', 'The line is not set up on this channel.', 'line'],
  63013: ['content_refused', 'The message breaks a rule of the channel.'],
  63014: ['opted_out', 'The recipient has blocked the line.', 'opted_out'],
  63015: invalid,
  63016: ['window_closed', 'The person wrote more than 24 hours ago, so only a template may be sent.'],
  63018: busy,
  63019: media,
  63024: invalid,
  63032: ['recipient_unreachable', 'WhatsApp does not deliver to this person at the moment.'],
  63049: ['recipient_unreachable', 'WhatsApp chose not to deliver this marketing message.'],
}

/** What a code means; without a known code, what the HTTP status of the refusal means. */
export function refusal(code: number | null, status?: number): Refusal {
  const [name, detail, blame = 'message'] = (code === null ? undefined : rows[code]) ?? byClass(code, status)
  const later = blame === 'later'
  return { code: name, detail, blame: later ? 'message' : blame, later }
}

function byClass(code: number | null, status: number | undefined): Row {
  if (status === 401) return login
  if (status !== undefined && (status === 403 || status === 404 || status < 400)) {
    return ['provider_refused', `Twilio does not let this line send (${code ?? status}).`, 'line']
  }
  return ['refused', `Twilio refused the message (${code ?? status ?? 'no code'}).`]
}
