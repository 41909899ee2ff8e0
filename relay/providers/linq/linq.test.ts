import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../../../test/until.ts'
import { createLinqApi, type LinqApi } from '../../../workbench/linq-api/linq-api.ts'
import { openCallback, type Callback } from '../../../test/providers/callback.ts'
import { context } from '../../../test/providers/context.ts'
import { outgoing } from '../../../test/providers/outgoing.ts'
import { person } from '../../../test/providers/person.ts'
import type { Line, Outgoing, ProviderEvent } from '../provider.ts'
import { readSettings } from '../settings.ts'
import { linq } from './index.ts'
import type { LinqSettings } from './settings.ts'

const address = '+14155550100'
const secret = 'whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0'
const events = ['message.received', 'message.sent', 'message.delivered', 'message.read', 'message.failed']
const alsoTold = ['reaction.added', 'chat.typing_indicator.started', 'phone_number.status_updated']

let api: LinqApi
let callback: Callback
let line: Line<LinqSettings>
const subscription = { target_url: '', subscribed_events: [...events, ...alsoTold] }

beforeEach(async () => {
  callback = await openCallback()
  subscription.target_url = `${callback.url}?version=2026-02-03`
  subscription.subscribed_events = [...events, ...alsoTold]
  api = createLinqApi({ token: 'a-token', secret, numbers: [address], subscriptions: [subscription] })
  line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'imessage',
    address,
    callbackUrl: callback.url,
    settings: { url: await api.listen(), apiToken: 'a-token', webhookSecret: secret },
  }
})
afterEach(async () => {
  await api.close()
  await callback.close()
})

describe('a link', () => {
  test('in the first message is refused in words, and nothing leaves', async () => {
    for (const body of ['See https://company.example/offer', 'See www.company.example', 'See company.com']) {
      await expect(send({ body })).rejects.toMatchObject({
        code: 'link_in_first_message',
        blame: 'message',
        message: expect.stringContaining('first'),
      })
    }
    expect(api.messages()).toEqual([])
  })

  test('goes into the chat that is there, once, however often it is repeated', async () => {
    await send({ reference: 'r-1' })
    const [first, second] = [
      await send({ reference: 'r-2', body: 'See https://company.example/offer' }),
      await send({ reference: 'r-2', body: 'See https://company.example/offer' }),
    ]
    expect(second).toEqual(first)
    expect(api.messages()).toHaveLength(2)
    expect(new Set(api.messages().map(({ chat }) => chat.id)).size).toBe(1)
  })
})

test('a file is stored at Linq, without the token, and travels as a part beside the text', async () => {
  const file = {
    url: 'https://files.example/a.m4a',
    contentType: 'audio/mp4',
    name: 'a.m4a',
    content: Buffer.from('x'),
  }
  await send({ body: 'The offer', attachments: [file] })
  expect(api.messages()).toMatchObject([
    {
      parts: [{ type: 'text', value: 'The offer' }, { type: 'media' }],
      files: [{ name: 'a.m4a', contentType: 'audio/x-m4a', content: Buffer.from('x') }],
    },
  ])
})

test('a file that Linq does not store is refused in words, and nothing leaves', async () => {
  const file = {
    url: 'https://files.example/a.webp',
    contentType: 'image/webp',
    name: 'a.webp',
    content: Buffer.from('x'),
  }
  await expect(send({ attachments: [file] })).rejects.toMatchObject({ code: 'attachment_refused', blame: 'message' })
  expect(api.messages()).toEqual([])
})

test.each([
  [408, 'Request Timeout'],
  [409, { error: { code: 2015, message: 'Operation conflicts with current state' } }],
  [425, ''],
  [499, ''],
  [400, '<!doctype html><title>400</title>'],
])('an answer %s “%j” leaves doubt', async (status, body) => {
  api.misbehave({ mode: 'fail', after: true, answer: { status, body } })
  expect(await send({})).toMatchObject({ outcome: 'unknown', reason: expect.stringMatching(/\S/) })
})

test.each([
  [409, 2009, { name: 'Temporary', code: 'conversation_not_ready' }],
  [409, 2017, { name: 'Permanent', blame: 'message' }],
  [403, 2024, { name: 'Permanent', code: 'opted_out', blame: 'opted_out' }],
  [403, 2008, { name: 'Permanent', blame: 'pair' }],
  [400, 1999, { name: 'Permanent', blame: 'unknown' }],
])('an answer %s with the code %s says what is to be done', async (status, code, meant) => {
  api.misbehave({ mode: 'answer', answer: { status, body: { error: { status, code, message: 'Words of Linq' } } } })
  await expect(send({})).rejects.toMatchObject({ ...meant, message: expect.stringContaining('Words of Linq') })
})

test('an answer goes the way that the question came', async () => {
  for (const service of ['SMS', 'RCS', 'iMessage', null] as const) await send({ reference: `r-${service}`, service })
  expect(api.messages().map(({ preferred }) => preferred)).toEqual(['SMS', 'RCS', 'iMessage', 'iMessage'])
})

test('an address of a file that a browser must not open is left out', async () => {
  for (const url of ['javascript:alert(1)', 'http://cdn.example/p', 'nonsense']) {
    api.write({ from: person, to: address, parts: [{ type: 'media', url, filename: 'p.jpg' }] })
  }
  const told = await heard(3)
  for (const reply of told) expect(reply).toMatchObject({ attachments: [{ url: null, name: 'p.jpg' }] })
})

test('a file and a quoted message of a reply come home with it', async () => {
  const part = { type: 'media', url: 'https://cdn.example/p', filename: 'p.jpg', mime_type: 'image/jpeg' }
  api.write({ from: person, to: address, parts: [{ type: 'text', value: 'Look' }, part] })
  const [reply] = await heard(1)
  expect(reply).toMatchObject({
    body: 'Look',
    attachments: [{ url: 'https://cdn.example/p', contentType: 'image/jpeg', name: 'p.jpg' }],
  })
})

test('groups, reactions, typing and other lines make no reply', async () => {
  api.write({ from: person, to: address, parts: [{ type: 'text', value: 'Hi all' }], group: true })
  api.write({ from: person, to: '+14155550199', parts: [{ type: 'text', value: 'For others' }] })
  api.tell('reaction.added', { reaction_type: 'love' })
  api.tell('chat.typing_indicator.started', { chat_id: 'c' })
  const told = await heard(4)
  expect(told.map(({ kind }) => kind)).toEqual(['ignored', 'ignored', 'ignored', 'ignored'])
  const history = await linq.since?.(new Date(0).toISOString(), line, context())
  expect(history?.received).toEqual([])
})

test('a failed delivery is told with a code and words', async () => {
  await send({})
  api.report(api.messages()[0]?.id ?? '', 'failed')
  expect(await heard(1)).toMatchObject([{ kind: 'status', status: 'failed', error: { code: 'delivery_failed' } }])
})

test('a status names our reference, so it finds its message even where the answer was lost', async () => {
  const reference = '019a0000-0000-7000-8000-000000000009'
  await send({ reference })
  api.report(api.messages()[0]?.id ?? '', 'delivered')
  expect(await heard(1)).toMatchObject([{ kind: 'status', status: 'delivered', reference }])
})

test.each([
  ['FLAGGED', 'CRITICAL', 'blocked'],
  ['ACTIVE', 'CRITICAL', 'blocked'],
  ['ACTIVE', 'AT_RISK', 'degraded'],
  ['ACTIVE', 'HEALTHY', 'healthy'],
])('a number that is %s and %s is %s', async (status, reputation, state) => {
  const data = { new_status: status, new_reputation: reputation, changed_at: '2026-11-02T10:00:00.000Z' }
  api.tell('phone_number.status_updated', { ...data, phone_number: address })
  api.tell('phone_number.status_updated', { ...data, phone_number: '+14155550199' })
  const told = await heard(2)
  expect(told).toContainEqual(expect.objectContaining({ kind: 'line', state }))
  expect(told.map(({ kind }) => kind).sort()).toEqual(['ignored', 'line'])
})

describe('the test of a line', () => {
  test('passes where everything is set up', async () => {
    await expect(linq.test?.(line, context())).resolves.toBeUndefined()
  })

  test.each([
    ['another key', () => (line.settings.apiToken = 'wrong'), 'provider_login_refused'],
    ['a number of somebody else', () => (line.address = '+14155550199'), 'sender_refused'],
    ['no webhook', () => (subscription.target_url = 'https://elsewhere.example'), 'webhook_missing'],
    ['the old webhook form', () => (subscription.target_url = callback.url), 'webhook_version_wrong'],
    ['a missing event', () => (subscription.subscribed_events = events.slice(1)), 'webhook_events_missing'],
  ])('says what is wrong with %s', async (_, spoil, code) => {
    spoil()
    await expect(linq.test?.(line, context())).rejects.toMatchObject({ code, blame: 'line' })
  })
})

test('the address of the API need not be given', () => {
  expect(readSettings(linq, { apiToken: 't', webhookSecret: secret }).url).toMatch(/^https:/)
})

async function send(changes: Partial<Outgoing>): Promise<unknown> {
  return linq.send(outgoing({ reference: 'r-0', ...changes }), line, context())
}

async function heard(count: number): Promise<ProviderEvent[]> {
  await until(() => expect(callback.requests).toHaveLength(count))
  const read = await Promise.all(callback.requests.map((request) => linq.read(request, line)))
  return read.flat()
}
