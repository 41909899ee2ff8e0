/** A message as Twilio keeps it: the resource of its API, and what the API does not show. */
export interface TwilioMessage {
  sid: string
  from: string
  to: string
  body: string
  direction: 'inbound' | 'outbound-api' | 'outbound-reply'
  status: string
  errorCode: number | null
  errorMessage: string | null
  messagingServiceSid: string | null
  contentSid: string | null
  contentVariables: string | null
  media: { sid: string; contentType: string; source: string }[]
  created: Date
  sent: Date | null
  statusCallback: string | null
}

/** RFC 2822 in whole seconds, as Twilio writes times. */
const written = (date: Date | null): string | null => date && date.toUTCString().replace('GMT', '+0000')

/** What the API shows of a message. It shows no trace of its status callback. */
export function twilioResource(message: TwilioMessage, accountSid: string): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: written(message.created),
    date_sent: written(message.sent),
    date_updated: written(message.sent ?? message.created),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorMessage,
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String(message.media.length),
    num_segments: String(Math.max(1, Math.ceil(message.body.length / 153))),
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  }
}
