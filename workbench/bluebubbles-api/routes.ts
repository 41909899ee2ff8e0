import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { VendorRequest } from '../fake-vendor/fake-vendor.ts'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { failure, success } from './envelope.ts'
import type { Mac } from './mac.ts'
import { queryRows } from './query-rows.ts'
import { sendAttachment, sendMultipart, uploadAttachment } from './take-files.ts'

const method = Type.Optional(Type.Union([Type.Literal('apple-script'), Type.Literal('private-api')]))
const text = Compile(
  Type.Object({
    chatGuid: Type.String({ minLength: 1 }),
    message: Type.String(),
    tempGuid: Type.Optional(Type.String()),
    method,
  }),
)
const chat = Compile(
  Type.Object({
    addresses: Type.Array(Type.String(), { minItems: 1 }),
    message: Type.Optional(Type.String()),
    service: Type.Optional(Type.Union([Type.Literal('iMessage'), Type.Literal('SMS')])),
    tempGuid: Type.Optional(Type.String()),
    method,
  }),
)
/** BlueBubbles Server's REST API, as strict as it is. */
export function routes(mac: Mac): (request: VendorRequest) => VendorReply {
  return (request) => {
    if (!request.path.startsWith('/api/v1/')) return { status: 404, body: 'Not Found' }
    const given = request.query.get('password') ?? request.query.get('guid') ?? request.query.get('token')
    if (given?.trim() !== mac.password) return failure(401, 'Unauthorized')
    const path = request.path.slice('/api/v1'.length)
    if (request.method === 'GET') return look(path, request.query, mac)
    if (request.method === 'POST' && path === '/message/attachment') return sendAttachment(request.form, mac)
    if (request.method === 'POST' && path === '/attachment/upload') return uploadAttachment(request.form, mac)
    const body = bodyOf(request)
    if (request.method !== 'POST' || body === undefined) return failure(400, 'Invalid JSON body')
    if (path === '/message/text') return sendText(body, mac)
    if (path === '/message/multipart') return sendMultipart(body, mac)
    if (path === '/chat/new') return newChat(body, mac)
    if (path === '/message/query') return queryRows(body, mac)
    return { status: 404, body: 'Not Found' }
  }
}

function look(path: string, search: URLSearchParams, mac: Mac): VendorReply {
  if (path === '/ping') return success('Ping received!', 'pong')
  if (path === '/server/info') {
    return success('Successfully fetched metadata!', {
      os_version: '26.1',
      server_version: '1.9.9',
      private_api: mac.privateApi(),
      helper_connected: mac.privateApi(),
      proxy_service: 'dynamic-dns',
      detected_icloud: 'sales@company.example',
      detected_imessage: 'sales@company.example',
      macos_time_sync: 0.02,
    })
  }
  if (path === '/webhook') return success('Successfully fetched webhooks!', mac.webhooks)
  if (path === '/handle/availability/imessage') {
    if (!mac.privateApi()) return failure(500, 'iMessage Private API is not enabled!')
    return success('Successfully fetched availability!', { available: mac.onIMessage(search.get('address') ?? '') })
  }
  const guid = /^\/chat\/([^/]+)$/.exec(path)?.[1]
  if (guid !== undefined) {
    const known = decodeURIComponent(guid)
    return mac.db.hasChat(known) ? success('Success', { guid: known, style: 45 }) : failure(404, 'Chat does not exist!')
  }
  return { status: 404, body: 'Not Found' }
}

function sendText(body: unknown, mac: Mac): VendorReply {
  if (!text.Check(body)) return failure(400, 'The chatGuid, message or method is invalid.')
  const { chatGuid, message, tempGuid, method: way = 'apple-script' } = body
  if (message === '') return failure(400, "A 'message' is required")
  if (way === 'apple-script' && !tempGuid) return failure(400, "A 'tempGuid' is required when sending via AppleScript")
  if (way === 'private-api' && !mac.privateApi()) return failure(500, 'iMessage Private API is not enabled!')
  if (way === 'private-api' && !mac.db.hasChat(chatGuid)) return failure(500, 'Chat does not exist!', null)
  const address = chatGuid.split(';').at(-1) ?? ''
  return sent(mac.send({ address, chatGuid, text: message, tempGuid }))
}

function newChat(body: unknown, mac: Mac): VendorReply {
  if (!chat.Check(body)) return failure(400, 'The addresses, method or service is invalid.')
  const { addresses, message, tempGuid, method: way = 'apple-script' } = body
  const [address = ''] = addresses
  if (addresses.length > 1 || !message) return failure(400, 'Exactly one address and a message are required.')
  if (way === 'private-api' && !mac.privateApi()) return failure(500, 'iMessage Private API is not enabled!')
  const row = mac.send({ address, text: message, tempGuid })
  if (row.error) return failure(500, 'Failed to create chat!', row)
  return success('Successfully created chat!', { guid: 'iMessage;-;' + address, style: 45, messages: [row] })
}

function sent(row: Record<string, unknown>): VendorReply {
  if (row.error) return failure(500, 'Message failed to send!', row, 'Message sent with an error. See attached message')
  return success('Message sent!', row)
}

function bodyOf(request: VendorRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
