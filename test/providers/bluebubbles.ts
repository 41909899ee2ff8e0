import { settled } from '../../relay/providers/bluebubbles/find.ts'
import type { Line, Received } from '../../relay/providers/provider.ts'
import { createBlueBubblesApi } from '../../workbench/bluebubbles-api/bluebubbles-api.ts'
import type { ChatRow } from '../../workbench/bluebubbles-api/chat-db.ts'
import { failure } from '../../workbench/bluebubbles-api/envelope.ts'
import type { VendorFault } from '../../workbench/fake-vendor/vendor-fault.ts'
import { closedPort } from './closed-port.ts'
import type { Arrived, Misbehaviour, ProviderDescriptor, World } from './descriptor.ts'

const address = 'sales@company.example'
const throttled = { status: 429, body: 'Too Many Requests' }
/** What BlueBubbles says of a message that AppleScript may have sent or not. */
const failed = failure(500, 'Failed to send message! See attached message error code.', undefined, 'Message Send Error')

const faults: Record<Misbehaviour, VendorFault> = {
  // BlueBubbles itself never asks to slow down; the tunnels it is reached through do.
  throttles: { mode: 'answer', answer: throttled },
  'throttles for 7 seconds': { mode: 'answer', answer: { ...throttled, headers: { 'retry-after': '7' } } },
  refuses: { mode: 'answer', answer: failure(400, 'The chatGuid field is required.') },
  'fails before': { mode: 'fail', after: false, answer: failed },
  'fails after': { mode: 'fail', after: true, answer: failed },
  'hangs before': { mode: 'hang', after: false },
  'hangs after': { mode: 'hang', after: true },
  'cuts before': { mode: 'cut', after: false },
  'cuts after': { mode: 'cut', after: true },
  garbles: { mode: 'garble' },
}

const own = {
  originalROWID: 7,
  guid: 'A-1',
  text: 'Hello',
  isFromMe: true,
  itemType: 0,
  error: 0,
  dateCreated: 1_790_000_000_000,
  dateDelivered: null,
  dateRead: null,
  handle: null,
}
const at = { dateDelivered: 1_790_000_001_000 }
const events: Record<string, { type: string; data: object }> = {
  sent: { type: 'new-message', data: { ...own, tempGuid: '0197a3c0-7c7a-7aaa-8aaa-0123456789ab' } },
  delivered: { type: 'updated-message', data: { ...own, ...at } },
  read: { type: 'updated-message', data: { ...own, ...at, dateRead: 1_790_000_002_000 } },
  'failed, by event': { type: 'message-send-error', data: { ...own, error: 22 } },
  'failed, by row': { type: 'updated-message', data: { ...own, error: 4 } },
  'changed without news': { type: 'updated-message', data: own },
  'seen by the poller': { type: 'new-message', data: own },
  'sent by another app': { type: 'new-message', data: { ...own, tempGuid: 'temp-3f8a' } },
  'a tapback': { type: 'new-message', data: { ...own, isFromMe: false, associatedMessageType: 'love' } },
  'a change of the group': { type: 'new-message', data: { ...own, isFromMe: false, itemType: 2 } },
  'typing-indicator': { type: 'typing-indicator', data: { display: true, guid: 'iMessage;-;+14155560101' } },
  'chat-read-status-changed': { type: 'chat-read-status-changed', data: { chatGuid: 'any;-;+1', read: true } },
}

export const descriptor: ProviderDescriptor = {
  start,
  writtenSigns: true,
  impossible: {},
  also: ['answerSends', 'writeOdd', 'writeElsewhere'],
  codes: {
    mean: { 22: 'address', 3: 'not now', 4: 'unknown', 43: 'unknown' },
    answer: (code) => failure(500, 'Message failed to send!', { ...own, error: Number(code) }),
    delivery: (code) => said({ type: 'message-send-error', data: { ...own, error: Number(code) } }),
  },
  page: 100,
  certainAfter: settled,
  check: { reachable: '+14155561001', unreachable: '+14155569999' },
  webhooks: {
    // Nothing is signed: the token at the end of the path is all.
    covers: { body: false, time: false, target: false },
    without: (request) => ['/hooks', '/hooks/', '/hooks/another', '/'].map((target) => ({ ...request, target })),
    otherSecret: (line) =>
      withSettings(line, { webhookToken: 'another-token', previousWebhookToken: 'yet-another-one' }),
    rotating: (line) => withSettings(line, { webhookToken: 'a-newer-token', previousWebhookToken: 'line-token-1' }),
  },
  statuses: {
    become: {
      sent: 'sent',
      delivered: 'delivered',
      read: 'read',
      'failed, by event': 'failed',
      'failed, by row': 'failed',
      'changed without news': 'ignored',
      'seen by the poller': 'ignored',
      'sent by another app': 'ignored',
      'a tapback': 'ignored',
      'a change of the group': 'ignored',
      'typing-indicator': 'ignored',
      'chat-read-status-changed': 'ignored',
    },
    delivery: (word) => said(events[word] ?? { type: word, data: own }),
  },
}

async function start(callbackUrl: string, at = 'contract'): Promise<World> {
  const mac = createBlueBubblesApi({ password: 'a-password', notOnIMessage: ['+14155569999'] })
  const url = await mac.listen()
  mac.addWebhook(at === 'relay' ? `${callbackUrl}/line-token-1` : callbackUrl, ['*'])
  const line: Line = {
    portalId: '62515',
    id: 'sales-mac',
    label: 'Sales',
    channel: 'imessage',
    address,
    callbackUrl,
    settings: { url, password: 'a-password', webhookToken: 'line-token-1' },
  }
  return {
    line,
    deadLine: withSettings(line, { url: `http://127.0.0.1:${await closedPort()}` }),
    person: (n) => `+1415556${String(1000 + n)}`,
    arrived: () =>
      mac
        .rows()
        .filter((row) => row.isFromMe && row.error === 0)
        .map((row) => ({
          providerId: row.guid,
          from: address,
          to: row.address,
          body: (row.text ?? '').replaceAll('\uFFFC', ''),
          ...filesOf(row),
        })),
    misbehave: (how) => mac.misbehave(faults[how]),
    behave: () => mac.misbehave(),
    struck: () => mac.struck() > 0,
    answerSends: (answer) => mac.misbehave({ mode: 'fail', after: true, answer }),
    writeOdd: () => {
      mac.write({ from: '+14155561009', body: 'Odd', isFromMe: {} as boolean })
    },
    writeElsewhere: (message) => {
      mac.type(message)
    },
    write: ({ from, body }) => {
      mac.write({ from, body })
    },
    writeFile: (from) => {
      const photo = { guid: 'at_1', mimeType: 'image/jpeg', transferName: 'photo.jpg', totalBytes: 9 }
      mac.write({ from, body: '\uFFFC', attachments: [photo] })
    },
    // Every send comes back by itself, from the poller of the database.
    echo: () => mac.idle(),
    async settle({ providerId }): Promise<'delivered'> {
      // Everything said of the send first, since BlueBubbles posts at once and in any order.
      await mac.idle()
      mac.deliver(providerId)
      await mac.idle()
      return 'delivered'
    },
    stages: ({ providerId }) => {
      mac.deliver(providerId)
      mac.look(providerId)
      return 'read'
    },
    replay: () => mac.restart(),
    close: () => mac.close(),
  }
}

function said(event: object): Received {
  return { origin: 'webhook', headers: {}, body: Buffer.from(JSON.stringify(event)) }
}

function filesOf({ attachments }: ChatRow): Pick<Arrived, 'files'> {
  if (attachments.length === 0) return {}
  const files = attachments.map(({ transferName: name, mimeType: contentType, content }) => ({
    name,
    contentType: contentType ?? '',
    content: content ?? Buffer.alloc(0),
  }))
  return { files }
}

function withSettings(line: Line, changes: Record<string, string>): Line {
  return { ...line, settings: { ...line.settings, ...changes } }
}
