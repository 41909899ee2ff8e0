import type { Blame } from '../../errors.ts'

/** Whose side a code is on; `later`: the same may be taken after a while, which is known for some (milliseconds, or `tomorrow`). */
export type CodeRow = [code: string, detail: string, side?: Blame | 'later', wait?: number | 'tomorrow']

const login: CodeRow = ['provider_login_refused', 'Twilio does not accept the account SID and auth token.', 'line']
const inactive: CodeRow = ['account_inactive', 'The Twilio account is suspended or closed.', 'line']
const sender: CodeRow = ['sender_refused', "Twilio does not let this account send from the line's address.", 'line']
const service: CodeRow = ['messaging_service_wrong', 'The Messaging Service of the line cannot send.', 'line']
const unregistered: CodeRow = [
  'sender_unregistered',
  'The line must be registered with the carriers before it may send.',
  'line',
]
const channel: CodeRow = ['sender_refused', 'The line is not set up on this channel.', 'line']
const locked: CodeRow = ['account_locked', 'WhatsApp has locked or restricted the account of the line.', 'line']
const invalid: CodeRow = ['recipient_invalid', 'Twilio cannot send to this address.', 'address']
const landline: CodeRow = ['recipient_not_mobile', 'The number cannot receive text messages.', 'address']
const unknown: CodeRow = ['recipient_unknown', 'The number is not in use.', 'address']
const away: CodeRow = ['recipient_unreachable', 'The phone could not be reached.']
const unverified: CodeRow = [
  'recipient_unverified',
  'A trial account of Twilio sends to verified numbers only.',
  'pair',
]
const noRoute: CodeRow = ['route_missing', 'There is no route from the line to this number.', 'pair']
const filtered: CodeRow = ['carrier_filtered', 'The carrier blocked the message for what it says.']
const media: CodeRow = ['attachment_refused', 'Twilio could not fetch or carry an attachment.']
const template: CodeRow = ['template_refused', 'The template or its parameters are wrong.']
const tooLong: CodeRow = ['message_too_long', 'The message is too long for Twilio.']
const empty: CodeRow = ['message_empty', 'The message has no text.']
const unread: CodeRow = ['message_refused', 'Twilio cannot read this message.']
const content: CodeRow = ['content_refused', 'The channel does not accept what the message says.']
const fraud: CodeRow = ['fraud_protection', "Twilio's protection against SMS pumping blocked the message."]
const optedOut: CodeRow = ['opted_out', 'The recipient has opted out of messages from this line.', 'opted_out']
const blocked: CodeRow = ['opted_out', 'The recipient has blocked the line.', 'opted_out']
const busy: CodeRow = ['provider_throttled', 'Twilio takes no more messages from this line right now.', 'later']
const down: CodeRow = ['provider_failed', 'Twilio or the channel cannot work on this message at the moment.', 'later']
const dailyLimit: CodeRow = ['daily_limit', "The carrier's daily limit of the line is used up.", 'later', 'tomorrow']

const each = (codes: readonly number[], row: CodeRow) => codes.map((code) => [code, row] as const)

/**
 * Twilio's error codes, of refused requests and of failed deliveries alike, by whose side they are on. Source: its error dictionary,
 * twilio.com/docs/api/errors. What is not here nobody knows, and counts against the line.
 */
export const codeRows: ReadonlyMap<number, CodeRow> = new Map<number, CodeRow>([
  // The line: its login, account, money, number, registration and Messaging Service.
  ...each([20003, 20006, 20008], login),
  ...each([10001, 20005, 30002], inactive),
  [20404, ['account_unknown', 'Twilio does not know this account.', 'line']],
  [20403, ['provider_refused', 'Twilio does not let this account do this.', 'line']],
  ...each([21212, 21213, 21601, 21603, 21606, 21607, 21616, 21659, 21660, 21661, 21709], sender),
  ...each([21701, 21703, 21704, 21705, 21710, 21711, 21712], service),
  [21609, ['callback_refused', "Twilio does not accept the relay's public address for status reports.", 'line']],
  ...each([30018, 30024, 30032, 30033, 30034, 30035, 30040, 30041, 30042], unregistered),
  [30037, ['sending_disabled', 'Sending is disabled for the Twilio account.', 'line']],
  [63001, ['channel_login_refused', 'The channel does not accept the sender of the line.', 'line']],
  ...each([63002, 63007, 63008, 63022], channel),
  ...each([63020, 63051, 63112], locked),

  // Not now.
  ...each([14107, 20429, 21611, 21730, 30001, 30022, 30454, 63018], busy),
  ...each([30017, 30020, 30021, 30500, 63009, 63010, 63012], down),
  ...each([30023, 30027], dailyLimit),
  [63038, ['daily_limit', "The Twilio account's messages of a day are used up.", 'later', 'tomorrow']],

  // The person's address.
  ...each([21211, 21217, 21604, 63003, 63024], invalid),
  ...each([21614, 21635, 30006], landline),
  [30005, unknown],

  // This line and this address.
  ...each([21612, 30043, 63035], noRoute),
  ...each([21219, 21608, 63015], unverified),
  ...each([21266, 63031], ['recipient_invalid', 'The line cannot write to its own number.', 'pair']),
  [21408, ['region_not_enabled', 'Sending to this country is not enabled in the Twilio account.', 'pair']],
  [30004, ['recipient_blocked', 'The number does not take messages from this line.', 'pair']],
  [63036, ['not_on_rcs', 'The number cannot be reached by RCS.', 'pair']],

  // The person's word on consent.
  [21610, optedOut],
  ...each([63014, 63033], blocked),

  // The person, for the moment.
  ...each([30003, 30046, 30410], away),
  [30008, ['delivery_failed', 'The carrier did not say why the message was not delivered.']],
  [30036, ['message_expired', 'The message could not be delivered in time.']],
  [63016, ['window_closed', 'The person wrote more than 24 hours ago, so only a template may be sent.']],
  [63032, ['recipient_unreachable', 'WhatsApp does not deliver to this person at the moment.']],
  [63049, ['recipient_unreachable', 'WhatsApp chose not to deliver this marketing message.']],

  // What is said, and how.
  ...each([21602, 21619], empty),
  ...each([21605, 21617, 21658, 30044], tooLong),
  ...each([11751, 12300, 21620, 21622, 21623, 30011, 30019, 63019, 63025], media),
  ...each([21654, 21655, 21656, 63027, 63028, 63029, 63040, 63041, 63042, 92002, 92005, 92007], template),
  ...each([20001, 21624, 21627, 21910, 30029, 30031, 30045, 30400, 63011, 63030, 90014], unread),
  ...each([30007, 30038, 30039], filtered),
  ...each([30450, 30453, 30485], fraud),
  ...each([63005, 63006, 63013, 63021], content),
])
