import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import type { TwilioApiOptions } from './twilio-api.ts'

/** A message that Twilio will take, before it has an id. */
export interface TwilioDraft {
  from: string
  to: string
  body: string
  messagingServiceSid: string | null
  contentSid: string | null
  contentVariables: string | null
  media: string[]
  statusCallback: string | null
}

/** A refusal in Twilio's shape. */
export function twilioRefusal(status: number, code: number, message: string): VendorReply {
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } }
}

const sms = /^\+[1-9]\d{6,14}$/
const whatsapp = /^whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9]{1,128})$/

/** Reads the form of `POST Messages.json` as strictly as Twilio does. */
export function takeMessage(
  form: URLSearchParams,
  options: TwilioApiOptions,
  optedOut: ReadonlySet<string>,
): TwilioDraft | VendorReply {
  const to = form.get('To') ?? ''
  const from = form.get('From') ?? ''
  const body = form.get('Body') ?? ''
  const media = form.getAll('MediaUrl')
  const contentSid = form.get('ContentSid')
  const service = form.get('MessagingServiceSid')
  const statusCallback = form.get('StatusCallback')
  const no = (code: number, message: string) => twilioRefusal(400, code, message)

  if (to === '') return no(21604, "A 'To' phone number is required.")
  if (from === '' && service === null) return no(21603, "A 'From' phone number is required.")
  const channel = to.startsWith('whatsapp:') ? whatsapp : sms
  if (!channel.test(to)) return no(21211, `Invalid 'To' Phone Number: ${to}`)
  if (!channel.test(from) && !/^rcs:/.test(from)) return no(21212, `Invalid From Number: ${from}`)
  const byRcs = options.rcsSender !== undefined && from === options.rcsSender
  if (!byRcs && from.replace('whatsapp:', '') !== options.number) {
    return no(21606, `The 'From' phone number ${from} is not a valid phone number for this account.`)
  }
  if (service !== null && service !== options.messagingServiceSid) return no(21701, 'The Messaging Service is unknown.')
  if (body === '' && media.length === 0 && contentSid === null) return no(21602, 'Message body is required.')
  if (body.length > 1600) return no(21617, 'The concatenated message body exceeds the 1600 character limit.')
  if (media.length > (channel === whatsapp ? 1 : 10)) return no(21623, 'Number of media files exceeds allowed limit.')
  if (media.some((url) => !/^https?:\/\/[^\s]+$/.test(url))) return no(21620, 'Invalid media URL(s).')
  if (statusCallback !== null && !mayBeCalled(statusCallback)) return no(21609, "Invalid 'StatusCallback' URL.")
  if (optedOut.has(to)) return no(21610, 'Attempt to send to unsubscribed recipient.')
  const contentVariables = form.get('ContentVariables')
  return { from, to, body, messagingServiceSid: service, contentSid, contentVariables, media, statusCallback }
}

function mayBeCalled(address: string): boolean {
  if (address.length > 4000 || !URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return /^https?:$/.test(protocol) && !hostname.includes('_')
}
