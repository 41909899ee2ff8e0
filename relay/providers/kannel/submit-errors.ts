import type { Refusal } from './refusal.ts'

const never = (code: string, blame: Refusal['blame'], detail: string): Refusal => ({
  fate: 'never',
  code,
  detail,
  blame,
})
const later = (code: string, detail: string): Refusal => ({ fate: 'later', code, detail, blame: 'message' })

const length = never('message_refused', 'message', 'The carrier does not take a message of this length.')
const sender = never('sender_refused', 'line', 'The carrier does not let this line’s number send.')
const receiver = never('recipient_unknown', 'address', 'The carrier does not know this number.')
const login = never('provider_login_refused', 'line', 'The carrier does not accept the login of Kannel’s SMSC.')
const form = never('message_refused', 'message', 'The carrier cannot read this message.')
const busy = later('provider_throttled', 'The carrier takes no more messages right now.')
const down = later('provider_failed', 'The carrier cannot work on this message at the moment.')

/** What a carrier says when it does not take a message (command_status of submit_sm_resp). Source: SMPP 3.4, table 5-2, and 5.0. */
export const submitErrors: ReadonlyMap<number, Refusal> = new Map<number, Refusal>([
  [0x01, length],
  [0x04, never('provider_failed', 'line', 'Kannel is not bound to the carrier for sending.')],
  [0x06, form],
  [0x07, form],
  [0x08, down],
  [0x0a, sender],
  [0x0b, receiver],
  [0x0d, login],
  [0x0e, login],
  [0x0f, login],
  [0x14, busy],
  [0x15, never('sender_refused', 'line', 'The carrier does not offer this kind of service to Kannel.')],
  [0x43, form],
  [0x48, sender],
  [0x49, sender],
  [0x50, receiver],
  [0x51, receiver],
  [0x53, login],
  [0x58, busy],
  [0x61, form],
  [0x62, form],
  [0x64, down],
  [0x66, form],
  [0xc0, form],
  [0xc2, form],
  [0xc3, form],
  [0xc4, form],
  [0xfe, never('recipient_unreachable', 'message', 'The carrier could not deliver it.')],
])
