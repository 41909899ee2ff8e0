import { randomUUID } from 'node:crypto'
import { createFakeVendor, type FakeVendor, type VendorRequest } from '../fake-vendor/fake-vendor.ts'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { listMessages } from './list-messages.ts'
import { signTwilioWebhook } from './sign-webhook.ts'
import { takeMessage, twilioRefusal } from './take-message.ts'
import { twilioResource, type TwilioMessage } from './twilio-message.ts'

export interface TwilioApiOptions {
  accountSid: string
  authToken: string
  /** The account's one number, E.164. */
  number: string
  /** What “A message comes in” is set to. */
  smsUrl: string
  messagingServiceSid?: string
  /** Where the service posts what comes in, instead of to `smsUrl`; null: it leaves that to its numbers. */
  serviceUrl?: string | null
  /** The service's RCS sender, `rcs:…`. */
  rcsSender?: string
  now?: () => Date
}

/** A person's message. */
export interface TwilioInbound {
  from: string
  body: string
  media?: { contentType: string }[]
  /** What else the webhook says, like `OptOutType` or `ButtonText`. */
  parameters?: Record<string, string>
}

export interface TwilioApi {
  /** Its server: where it listens, how it misbehaves, whether its webhooks have come. */
  vendor: FakeVendor
  /** All of them, oldest first. */
  messages(): readonly TwilioMessage[]
  /** Somebody writes to the number. */
  write(message: TwilioInbound): TwilioMessage
  /** A message of ours comes to a status and is reported, in whatever order this is called. */
  settle(sid: string, status: string, errorCode?: number, errorMessage?: string): void
  /** Another program of the company, or its console, sends from the number. */
  sendElsewhere(message: { to: string; body: string; direction?: 'outbound-api' | 'outbound-reply' }): TwilioMessage
  /** Messages whose files were deleted at Twilio. */
  mediaGone: Set<string>
  /** Items of the list in a form of their own, which stand before all others. */
  odd: unknown[]
  /** Whoever has written STOP; Twilio refuses to send to them. */
  optedOut: Set<string>
  /** Messages that the list does not show yet, although they came. */
  unlisted: Set<string>
}

/** Twilio's Messages API as a real HTTP server on 127.0.0.1. */
export function createTwilioApi(options: TwilioApiOptions): TwilioApi {
  const { accountSid, authToken, number, smsUrl, now = () => new Date() } = options
  const messages: TwilioMessage[] = []
  const optedOut = new Set<string>()
  const unlisted = new Set<string>()
  const mediaGone = new Set<string>()
  const odd: unknown[] = []
  const root = `/2010-04-01/Accounts/${accountSid}`
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const vendor = createFakeVendor({
    answer,
    sends: ({ method }) => method === 'POST',
    sign: (webhook) => signTwilioWebhook(authToken, webhook),
  })

  function answer(request: VendorRequest): VendorReply {
    const { method, path, query } = request
    if (request.headers.authorization !== authorization) return twilioRefusal(401, 20003, 'Authenticate')
    if (method === 'POST' && path === `${root}/Messages.json`) return create(request)
    if (method === 'GET' && path === `${root}/Messages.json`) {
      const listed = messages.filter(({ sid }) => !unlisted.has(sid))
      return listMessages(query, listed, accountSid, odd)
    }
    const media = /\/Messages\/(\w+)\/Media\.json$/.exec(path)?.[1]
    if (method === 'GET' && media !== undefined) return listMedia(media)
    if (path === `${root}.json`) return { status: 200, body: { sid: accountSid, status: 'active', type: 'Full' } }
    if (path === `${root}/IncomingPhoneNumbers.json`) {
      const known = { phone_number: number, sms_url: smsUrl, capabilities: { sms: true, mms: true, voice: true } }
      const asked = query.get('PhoneNumber')
      return { status: 200, body: { incoming_phone_numbers: asked === null || asked === number ? [known] : [] } }
    }
    if (options.messagingServiceSid !== undefined && path === `/v1/Services/${options.messagingServiceSid}`) {
      const { messagingServiceSid: sid, serviceUrl = smsUrl } = options
      const ofService = { inbound_request_url: serviceUrl, use_inbound_webhook_on_number: serviceUrl === null }
      return { status: 200, body: { sid, account_sid: accountSid, ...ofService } }
    }
    return twilioRefusal(404, 20404, `The requested resource ${path} was not found`)
  }

  function create({ headers, body }: VendorRequest): VendorReply {
    const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? body.toString() : ''
    const draft = takeMessage(new URLSearchParams(form), options, optedOut)
    if ('status' in draft) return draft
    const at = now()
    const media = draft.media.map((source) => ({ sid: sidOf('ME'), contentType: 'image/jpeg', source }))
    const message = keep({ ...draft, media, direction: 'outbound-api', status: 'queued', created: at, sent: null })
    return { status: 201, body: twilioResource(message, accountSid) }
  }

  function keep(draft: Omit<TwilioMessage, 'sid' | 'errorCode' | 'errorMessage'>): TwilioMessage {
    const message = { ...draft, sid: sidOf(draft.media.length > 0 ? 'MM' : 'SM'), errorCode: null, errorMessage: null }
    messages.push(message)
    return message
  }

  function listMedia(sid: string): VendorReply {
    const message = messages.find((one) => one.sid === sid && !mediaGone.has(sid))
    const list = message?.media.map((one) => ({
      sid: one.sid,
      content_type: one.contentType,
      uri: `${root}/Messages/${sid}/Media/${one.sid}.json`,
    }))
    return list ? { status: 200, body: { media_list: list } } : twilioRefusal(404, 20404, 'Not found')
  }

  return {
    vendor,
    messages: () => messages,
    optedOut,
    unlisted,
    write({ from, body, media = [], parameters = {} }) {
      const to = parameters.To ?? (from.startsWith('whatsapp:') ? `whatsapp:${number}` : number)
      const at = now()
      const message = keep({
        from,
        to,
        body,
        direction: 'inbound',
        status: 'received',
        media: media.map(({ contentType }) => ({ sid: sidOf('ME'), contentType, source: '' })),
        messagingServiceSid: options.messagingServiceSid ?? null,
        contentSid: null,
        contentVariables: null,
        created: at,
        sent: at,
        statusCallback: null,
      })
      vendor.post(smsUrl, inboundForm(message, parameters).toString())
      return message
    },
    mediaGone,
    odd,
    sendElsewhere({ to, body, direction = 'outbound-api' }) {
      const at = now()
      return keep({
        from: number,
        to,
        body,
        direction,
        status: 'sent',
        media: [],
        messagingServiceSid: null,
        contentSid: null,
        contentVariables: null,
        created: at,
        sent: at,
        statusCallback: null,
      })
    },
    settle(sid, status, errorCode, errorMessage) {
      const message = messages.find((one) => one.sid === sid)
      if (!message) throw new Error(`There is no message ${sid}.`)
      Object.assign(message, {
        status,
        errorCode: errorCode ?? null,
        errorMessage: errorMessage ?? null,
        sent: message.sent ?? (status === 'queued' ? null : now()),
      })
      if (message.statusCallback === null) return
      const form = new URLSearchParams({
        AccountSid: accountSid,
        ApiVersion: '2010-04-01',
        From: message.from,
        MessageSid: sid,
        MessageStatus: status,
        SmsSid: sid,
        SmsStatus: status,
        To: message.to,
        ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
        ...(errorMessage === undefined ? {} : { ErrorMessage: errorMessage }),
      })
      vendor.post(message.statusCallback, form.toString())
    },
  }

  function inboundForm(message: TwilioMessage, parameters: Record<string, string>): URLSearchParams {
    const form = new URLSearchParams({
      ToCountry: 'US',
      SmsMessageSid: message.sid,
      NumMedia: String(message.media.length),
      SmsSid: message.sid,
      SmsStatus: 'received',
      Body: message.body,
      To: message.to,
      NumSegments: '1',
      MessageSid: message.sid,
      AccountSid: accountSid,
      From: message.from,
      ApiVersion: '2010-04-01',
      ...(message.messagingServiceSid === null ? {} : { MessagingServiceSid: message.messagingServiceSid }),
      ...parameters,
    })
    for (const [index, one] of message.media.entries()) {
      form.set(`MediaContentType${index}`, one.contentType)
      form.set(`MediaUrl${index}`, `${vendor.url}${root}/Messages/${message.sid}/Media/${one.sid}`)
    }
    return form
  }
}

function sidOf(kind: string): string {
  return kind + randomUUID().replaceAll('-', '')
}
