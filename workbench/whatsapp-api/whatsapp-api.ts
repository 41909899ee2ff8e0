import { createHmac, randomUUID } from 'node:crypto'
import { createFakeVendor, type FakeVendor, type VendorRequest } from '../fake-vendor/fake-vendor.ts'
import type { VendorFile } from '../fake-vendor/read-form.ts'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { graphRefusal } from './graph-refusal.ts'
import { metaJson } from './meta-json.ts'
import { takeMedia } from './take-media.ts'
import { fileOf, readPost, type WhatsAppSent } from './whatsapp-message.ts'

export interface WhatsAppApiOptions {
  phoneNumberId: string
  businessAccountId: string
  accessToken: string
  appSecret: string
  /** The line's number, E.164. */
  number: string
  callbackUrl: string
  /** Approved templates, each with the number of its parameters. */
  templates?: Readonly<Record<string, number>>
  subscribed?: boolean
  now?: () => Date
}

/** Why a message failed. */
export interface WhatsAppError {
  code: number
  title: string
  details?: string
}

/** One change of a webhook. */
export interface WhatsAppChange {
  field: string
  value: object
}

export interface WhatsAppApi {
  /** Its server: where it listens, how it misbehaves, whether its webhooks have come. */
  vendor: FakeVendor
  /** What was taken, oldest first. */
  sent(): readonly WhatsAppSent[]
  /** Opens a person's 24 hours, as if they had written before. */
  openWindow(address: string): void
  /** Somebody writes; an address like `US.1349…` is a person who hides the number. `content` is the message's own part. */
  write(from: string, content: { type: string; [member: string]: unknown }): void
  /** A change as `write` makes it, not posted yet. */
  written(from: string, content: { type: string; [member: string]: unknown }): WhatsAppChange
  settle(id: string, status: string, error?: WhatsAppError): void
  /** A change as `settle` makes it, not posted yet. */
  settled(id: string, status: string, error?: WhatsAppError): WhatsAppChange
  /** The company writes in its own app, on a number that has both: a change, not posted yet. */
  echoed(to: string, content: { type: string; [member: string]: unknown }): WhatsAppChange
  /** Several changes in one POST. */
  post(...changes: WhatsAppChange[]): void
}

const day = 24 * 3_600_000

/** WhatsApp's Cloud API as a real HTTP server on 127.0.0.1. */
export function createWhatsAppApi(options: WhatsAppApiOptions): WhatsAppApi {
  const { phoneNumberId, businessAccountId, accessToken, appSecret, number, callbackUrl } = options
  const { templates = {}, subscribed = true, now = () => new Date() } = options
  const sent: WhatsAppSent[] = []
  const media = new Map<string, VendorFile>()
  const lastWritten = new Map<string, Date>()
  const vendor = createFakeVendor({
    answer,
    sends: ({ method, path }) => method === 'POST' && path.endsWith('/messages'),
    sign: ({ body }) => ({
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
    }),
  })

  function answer(request: VendorRequest): VendorReply {
    const [, version = '', id = '', edge = ''] = request.path.split('/')
    if (!/^v\d+\.\d$/.test(version)) return graphRefusal(400, 2635, 'You must use a version of the API.')
    if (request.headers.authorization !== `Bearer ${accessToken}`) {
      return graphRefusal(401, 190, 'Invalid OAuth access token - Cannot parse access token')
    }
    if (request.method === 'POST' && id === phoneNumberId && edge === 'messages') return take(request)
    if (request.method === 'POST' && id === phoneNumberId && edge === 'media') return takeMedia(request.form, media)
    if (request.method === 'GET' && id === phoneNumberId && request.query.get('fields') === 'webhook_configuration') {
      return { status: 200, body: { webhook_configuration: { application: callbackUrl }, id } }
    }
    if (request.method === 'GET' && id === phoneNumberId && edge === '') {
      const shown = number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1-$2-$3')
      return { status: 200, body: { display_phone_number: shown, verified_name: 'Acme', id } }
    }
    if (request.method === 'GET' && id === businessAccountId && edge === 'subscribed_apps') {
      return { status: 200, body: { data: subscribed ? [{ whatsapp_business_api_data: { id: '1' } }] : [] } }
    }
    return graphRefusal(400, 100, `Unsupported request. Object with ID '${id}' does not exist`)
  }

  function take({ headers, body }: VendorRequest): VendorReply {
    if (!headers['content-type']?.startsWith('application/json')) return graphRefusal(400, 100, 'Invalid parameter')
    const post = readPost(parsed(body.toString('utf8')))
    if (typeof post === 'string') return graphRefusal(400, 100, post)
    const { template } = post
    if (template) {
      const parameters = templates[template.name]
      if (parameters === undefined) return graphRefusal(404, 132001, 'Template name does not exist')
      if ((template.components[0]?.parameters.length ?? 0) !== parameters) {
        return graphRefusal(400, 132000, 'Number of parameters does not match the expected number of params')
      }
    }
    const mediaId = fileOf(post)?.id
    const file = mediaId === undefined ? undefined : media.get(mediaId)
    if (mediaId !== undefined && !file) return graphRefusal(400, 131009, 'Parameter value is not valid')
    const to = post.recipient ?? `+${(post.to ?? '').replace(/\D/g, '')}`
    const id = `wamid.${Buffer.from(randomUUID()).toString('base64')}`
    const text = post.text?.body ?? post.image?.caption ?? post.video?.caption ?? post.document?.caption ?? ''
    // An id in `to` is taken for a number: Meta says yes, and nobody ever gets the message.
    const lost = post.to !== undefined && /[A-Z]/.test(post.to)
    const open = now().getTime() - (lastWritten.get(to)?.getTime() ?? 0) < day
    sent.push({ id, to, body: text, post, file, delivered: !lost && (open || template !== undefined) })
    if (!lost && !open && !template) {
      // The window is looked at only after the answer.
      setImmediate(() => deliver(settled(id, 'failed', { code: 131047, title: 'Re-engagement message' })))
    }
    const contacts = [{ input: post.to ?? post.recipient, wa_id: to.replace('+', '') }]
    return { status: 200, body: { messaging_product: 'whatsapp', contacts, messages: [{ id }] } }
  }

  const metadata = { display_phone_number: number.replace('+', ''), phone_number_id: phoneNumberId }
  const seconds = () => String(Math.floor(now().getTime() / 1000))

  function written(from: string, content: { type: string; [member: string]: unknown }): WhatsAppChange {
    lastWritten.set(from, now())
    const hidden = !from.startsWith('+')
    const phone = from.slice(1)
    const userId = hidden ? from : `US.${phone}0000000000`
    const message = {
      ...(hidden ? {} : { from: phone }),
      from_user_id: userId,
      id: `wamid.${Buffer.from(randomUUID()).toString('base64')}`,
      timestamp: seconds(),
      ...content,
    }
    const contact = { profile: { name: 'Maria' }, ...(hidden ? {} : { wa_id: phone }), user_id: userId }
    return {
      field: 'messages',
      value: { messaging_product: 'whatsapp', metadata, contacts: [contact], messages: [message] },
    }
  }

  function echoed(to: string, content: { type: string; [member: string]: unknown }): WhatsAppChange {
    const addressed = to.startsWith('+') ? { to: to.slice(1) } : { to_user_id: to }
    const id = `wamid.${Buffer.from(randomUUID()).toString('base64')}`
    const echo = { from: metadata.display_phone_number, ...addressed, id, timestamp: seconds(), ...content }
    return { field: 'smb_message_echoes', value: { messaging_product: 'whatsapp', metadata, message_echoes: [echo] } }
  }

  function settled(id: string, status: string, error?: WhatsAppError): WhatsAppChange {
    const message = sent.find((one) => one.id === id)
    if (!message) throw new Error(`There is no message ${id}.`)
    const reference = message.post.biz_opaque_callback_data
    const { code, title = '', details = title } = error ?? {}
    const one = {
      id,
      status,
      timestamp: seconds(),
      recipient_id: message.to.replace('+', ''),
      ...(reference === undefined ? {} : { biz_opaque_callback_data: reference }),
      ...(error ? { errors: [{ code, title, message: title, error_data: { details } }] } : {}),
    }
    return { field: 'messages', value: { messaging_product: 'whatsapp', metadata, statuses: [one] } }
  }

  function deliver(...changes: WhatsAppChange[]): void {
    const entry = [{ id: businessAccountId, time: Number(seconds()), changes }]
    vendor.post(callbackUrl, metaJson({ object: 'whatsapp_business_account', entry }))
  }

  return {
    vendor,
    sent: () => sent,
    openWindow: (address) => lastWritten.set(address, now()),
    write: (from, content) => deliver(written(from, content)),
    written,
    settle: (id, status, error) => deliver(settled(id, status, error)),
    settled,
    echoed,
    post: deliver,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
