import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCallback, type Callback } from '../../../test/providers/callback.ts'
import { context } from '../../../test/providers/context.ts'
import { outgoing } from '../../../test/providers/outgoing.ts'
import { person } from '../../../test/providers/person.ts'
import { sought } from '../../../test/providers/sought.ts'
import { createSendblueApi, type SendblueApi } from '../../../workbench/sendblue-api/sendblue-api.ts'
import { Invalid, Permanent } from '../../errors.ts'
import type { Line, ProviderEvent } from '../provider.ts'
import { find, settled } from './find.ts'
import { sendblue } from './index.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import type { SendblueSettings } from './settings.ts'
import { since } from './since.ts'
import { tryLine } from './try-line.ts'

const address = '+14155550100'
const secret = 'a-webhook-secret-of-ours'
let vendor: SendblueApi
let callback: Callback
let line: Line<SendblueSettings>

beforeEach(async () => {
  vendor = createSendblueApi({
    keyId: 'an-id',
    secretKey: 'a-key',
    lines: [address, '+14155550200'],
    optedOut: ['+14155568888'],
    notOnIMessage: ['+14155569999'],
  })
  callback = await openCallback()
  const settings = { url: await vendor.listen(), keyId: 'an-id', secretKey: 'a-key', webhookSecret: secret }
  line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'imessage',
    address,
    callbackUrl: callback.url,
    settings,
  }
  for (const type of ['receive', 'outbound', 'line_blocked', 'typing_indicator'] as const) {
    vendor.addWebhook(type, callback.url, secret)
  }
})
afterEach(async () => {
  await vendor.close()
  await callback.close()
})

test('a message that was only queued is on its way, and each status is told', async () => {
  const sent = await send(outgoing(), line, context())
  const id = vendor.messages()[0]?.message_handle ?? ''
  expect(sent).toEqual({ outcome: 'accepted', providerId: id, status: 'sending' })
  for (const status of ['SENT', 'DELIVERED', 'READ']) {
    await vendor.idle()
    vendor.change(id, { status })
  }
  const told = (await events()).map((event) => event.kind === 'elsewhere' && [event.providerId, event.status])
  expect(told).toEqual([
    [id, 'sending'],
    [id, 'sent'],
    [id, 'delivered'],
    [id, 'read'],
  ])
})

test('whoever opted out is said to have, and nothing is sent', async () => {
  const sent = send(outgoing({ to: '+14155568888' }), line, context())
  await expect(sent).rejects.toMatchObject({ code: 'recipient_opted_out', blame: 'opted_out' })
  expect(vendor.messages()).toEqual([])
})

test('a reply of somebody whom Sendblue takes as opted out says so', async () => {
  vendor.write({ from: person, to: address, body: 'STOP', opted_out: true })
  vendor.write({ from: person, to: address, body: 'Never mind' })
  const replies = (await events()).map((event) => event.kind === 'reply' && [event.body, event.consent])
  expect(replies).toContainEqual(['STOP', 'opted_out'])
  expect(replies).toContainEqual(['Never mind', undefined])
})

test('an email address can write, from an Apple Account without a number', async () => {
  vendor.write({ from: 'maria@customer.example', to: address, body: 'Hi' })
  expect(await events()).toMatchObject([{ kind: 'reply', from: 'maria@customer.example' }])
})

test('why a message failed is told with whom to blame', async () => {
  await send(outgoing(), line, context())
  const id = vendor.messages()[0]?.message_handle ?? ''
  await vendor.idle()
  const failed = { status: 'ERROR', error_message: 'No service' }
  vendor.change(id, { ...failed, error_code: 4002 })
  expect((await events()).at(-1)).toMatchObject({
    status: 'failed',
    error: { code: 'recipient_refused', blame: 'address' },
  })
  vendor.change(id, { ...failed, error_code: 77 })
  expect((await events()).at(-1)).toMatchObject({
    status: 'failed',
    error: { code: 'not_delivered', blame: 'unknown' },
  })
  vendor.change(id, { ...failed, opted_out: true })
  expect((await events()).at(-1)).toMatchObject({ error: { blame: 'opted_out' } })
  // Sendblue lost sight of it: that says nothing.
  vendor.change(id, { ...failed, error_code: 10002 })
  expect((await events()).at(-1)).toMatchObject({ kind: 'ignored' })
})

test('what concerns another line of the account is not ours', async () => {
  vendor.write({ from: person, to: '+14155550200', body: 'For the others' })
  vendor.emit('line_blocked', { type: 'line_blocked', sendblue_number: '+14155550200' })
  await send(outgoing(), { ...line, address: '+14155550200' }, context())
  expect((await events()).map(({ kind }) => kind)).toEqual(['ignored', 'ignored', 'ignored'])
})

test('typing, groups and calls are no replies', async () => {
  vendor.emit('typing_indicator', { number: person, is_typing: true, from_number: address, timestamp: 'now' })
  vendor.write({ from: person, to: address, body: 'All', message_type: 'group', group_id: 'g-1' })
  expect((await events()).map(({ kind }) => kind)).toEqual(['ignored', 'ignored'])
})

test('a blocked line is said to be, with Sendblue’s reason', async () => {
  const occurred_at = '2026-11-02T10:00:00.000Z'
  vendor.emit('line_blocked', {
    event: 'line_blocked',
    data: { sendblue_number: address, reason: 'Spam', occurred_at },
  })
  expect(await events()).toEqual([
    { kind: 'line', state: 'blocked', reason: expect.stringContaining('Spam'), at: new Date(occurred_at) },
  ])
})

test('a file travels with its words, and comes with a reply', async () => {
  const url = 'https://files.company.example/offer.pdf'
  const file = { url, contentType: 'application/pdf', name: 'offer.pdf', content: Buffer.from('%PDF-') }
  await send(outgoing({ attachments: [file] }), line, context())
  expect(vendor.messages()[0]).toMatchObject({ content: 'Hello', media_url: file.url })
  const twice = send(outgoing({ attachments: [file, file] }), line, context())
  await expect(twice).rejects.toMatchObject({ code: 'too_many_attachments' })
  expect(vendor.messages()).toHaveLength(1)
  vendor.write({ from: person, to: address, body: '', media_url: 'https://storage.example/a/photo.HEIC?x=1' })
  expect((await events()).at(-1)).toMatchObject({
    kind: 'reply',
    body: 'Attached: photo.HEIC',
    attachments: [{ url: 'https://storage.example/a/photo.HEIC?x=1', contentType: 'image/heic', name: 'photo.HEIC' }],
  })
})

test('a message in doubt is found by person, time and words, unless it is another’s', async () => {
  await send(outgoing({ to: '+14155561002' }), line, context())
  expect(await find('r', line, context(settled), sought())).toBeNull()
  await send(outgoing(), line, context())
  const id = vendor.messages()[1]?.message_handle ?? ''
  vendor.change(id, { status: 'DELIVERED' })
  expect(await find('r', line, context(), sought())).toEqual({ providerId: id, status: 'delivered' })
  expect(await find('r', line, context(settled), sought({ others: [id] }))).toBeNull()
  await send(outgoing(), line, context())
  await expect(find('r', line, context(settled), sought())).rejects.toMatchObject({ code: 'find_ambiguous' })
})

test('of more than a page of messages each is looked at', async () => {
  for (let n = 0; n < 120; n += 1) await send(outgoing({ body: `Number ${n}` }), line, context())
  expect(await find('r', line, context(), sought({ body: 'Number 117' }))).toMatchObject({ status: 'sending' })
})

test('statuses that nobody heard of are caught up with', async () => {
  await send(outgoing(), line, context())
  const { cursor } = await since(null, line, context())
  const id = vendor.messages()[0]?.message_handle ?? ''
  vendor.change(id, { status: 'DELIVERED' }, true)
  const { received } = await since(cursor, line, context())
  const told = await Promise.all(received.map((item) => read(item, line)))
  expect(told.flat()).toMatchObject([{ kind: 'elsewhere', providerId: id, to: person, status: 'delivered' }])
})

test('one message that cannot be read holds up no other, and is given once, with its bytes', async () => {
  const { cursor } = await since(null, line, context())
  vendor.keep({ content: 'precious' })
  vendor.write({ from: person, to: address, body: 'Please call me' })
  vendor.write({ from: person, to: '+14155550200', body: 'For the others' })
  vendor.write({
    from: person,
    to: address,
    body: 'Named by to_number alone',
    sendblue_number: null,
    to_number: address,
  })
  const { received, cursor: next } = await since(cursor, line, context())
  expect(received.map(({ body }) => Buffer.from(body).toString())).toEqual([
    expect.stringContaining('precious'),
    expect.stringContaining('Please call me'),
    expect.stringContaining('to_number alone'),
  ])
  await expect(read(received[0]!, line)).rejects.toBeInstanceOf(Invalid)
  expect((await since(next, line, context())).received).toEqual([])
})

test('what a colleague wrote in the dashboard is told, and never taken for ours', async () => {
  const { cursor } = await since(null, line, context())
  const { message_handle: id } = vendor.writeInDashboard({
    from: address,
    to: person,
    body: 'Hello',
    by: 'jo@company.example',
  })
  const elsewhere = {
    kind: 'elsewhere',
    providerId: id,
    to: person,
    body: 'Hello',
    by: 'jo@company.example',
    status: 'sent',
  }
  expect(await events()).toMatchObject([elsewhere])
  const { received } = await since(cursor, line, context())
  expect((await Promise.all(received.map((item) => read(item, line)))).flat()).toMatchObject([elsewhere])
  expect(await find('r', line, context(settled), sought())).toBeNull()
})

test('the service of an address decides whether the channel reaches it', async () => {
  const check = sendblue.check!
  expect(await check('+14155569999', { ...line, channel: 'sms' }, context())).toBe(true)
  expect(await check('+14155569999', line, context())).toBe(false)
})

test('the test of a line says in words what is wrong', async () => {
  await tryLine(line, context())
  await tryLine(line, { ...context(), secrets: [line.settings.secretKey, line.settings.webhookSecret] })
  const said = async (changes: Partial<Line<SendblueSettings>>) => {
    const error: unknown = await tryLine({ ...line, ...changes }, context()).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Permanent)
    expect(String(error)).not.toContain(secret)
    return error
  }
  const { settings } = line
  expect(await said({ settings: { ...settings, secretKey: 'no' } })).toMatchObject({ code: 'provider_key_refused' })
  expect(await said({ address: '+14155550300' })).toMatchObject({ code: 'unknown_line' })
  expect(await said({ callbackUrl: `${callback.url}/other` })).toMatchObject({ code: 'webhook_missing' })
  expect(await said({ settings: { ...settings, webhookSecret: 'a-different-secret' } })).toMatchObject({
    code: 'webhook_secret_differs',
  })
})

async function events(): Promise<ProviderEvent[]> {
  await vendor.idle()
  const lists = await Promise.all(callback.requests.map((request) => read(request, line)))
  return lists.flat()
}
