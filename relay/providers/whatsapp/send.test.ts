import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { graphRefusal } from '../../../workbench/whatsapp-api/graph-refusal.ts'
import { Temporary } from '../../errors.ts'
import { openTestWorld, reference, type TestWorld } from '../../../workbench/whatsapp-api/fixture/test-world.ts'
import { tryLine } from './try-line.ts'

const bsuid = 'US.13491208655302741918'
const template = { name: 'order_ready', language: 'en_US', parameters: ['Maria', '12 May'] }
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
let world: TestWorld

beforeEach(async () => {
  world = await openTestWorld()
})
afterEach(() => world.close())

test('text goes in the 24 hours, the template after them, and nothing where there is none', async () => {
  world.api.openWindow(person)
  await world.send({ lastReplyAt: hoursAgo(23), template })
  await world.send({ lastReplyAt: hoursAgo(25), template })
  await world.send({ lastReplyAt: null, template })
  expect(world.api.sent()).toMatchObject([
    { body: 'Hello', delivered: true },
    { post: { template: { name: 'order_ready', language: { code: 'en_US' } } }, delivered: true },
    { post: { template: { name: 'order_ready' } }, delivered: true },
  ])
  for (const lastReplyAt of [null, hoursAgo(25)]) {
    await expect(world.send({ lastReplyAt })).rejects.toMatchObject({ code: 'window_closed', blame: 'message' })
  }
  expect(world.api.sent()).toHaveLength(3)
})

test('a template that Meta does not know, or with other parameters, is said to be wrong', async () => {
  for (const wrong of [{ name: 'nobody_made_it' }, { parameters: ['Maria'] }]) {
    const sending = world.send({ lastReplyAt: null, template: { ...template, ...wrong } })
    await expect(sending).rejects.toMatchObject({ code: 'template_refused', blame: 'message' })
  }
})

test('a window that closed unseen is told by a status', async () => {
  expect(await world.send()).toMatchObject({ outcome: 'accepted' })
  await vi.waitFor(async () => {
    const error = expect.objectContaining({ code: 'window_closed', blame: 'message' })
    expect(await world.heard()).toEqual([expect.objectContaining({ status: 'failed', reference, error })])
  })
})

test('a person who hides the number is written to by the id, in the field that Meta delivers', async () => {
  world.api.openWindow(bsuid)
  await world.send({ to: bsuid })
  expect(world.api.sent()).toMatchObject([{ to: bsuid, delivered: true, post: { recipient: bsuid } }])
  await expect(world.send({ to: 'maria' })).rejects.toMatchObject({ code: 'recipient_invalid', blame: 'address' })
})

test('a message whose answer was lost is named by its status all the same', async () => {
  world.api.openWindow(person)
  world.api.vendor.misbehave({ mode: 'hang', after: true })
  const limit = new AbortController()
  const sending = world.send({}, limit.signal)
  await vi.waitFor(() => expect(world.api.sent()).toHaveLength(1))
  limit.abort()
  expect(await sending).toMatchObject({ outcome: 'unknown' })
  const { id = '' } = world.api.sent()[0] ?? {}
  world.api.settle(id, 'sent')
  expect(await world.heard()).toMatchObject([{ kind: 'status', status: 'sent', reference, providerId: id }])
})

test('a file is uploaded and goes out by its id, with the words as its caption where there can be one', async () => {
  world.api.openWindow(person)
  const content = Buffer.from('%PDF-1.4')
  const file = (contentType: string) => ({ url: 'https://files.example/a', contentType, name: 'plan.pdf', content })
  await world.send({ attachments: [file('image/png')] })
  await world.send({ attachments: [file('application/pdf')] })
  await world.send({ body: '', attachments: [file('audio/mpeg')] })
  expect(world.api.sent().map(({ post }) => post)).toMatchObject([
    { type: 'image', image: { id: expect.any(String), caption: 'Hello' } },
    { type: 'document', document: { filename: 'plan.pdf', caption: 'Hello' } },
    { type: 'audio', audio: { id: expect.any(String) } },
  ])
  expect(world.api.sent().map(({ file: sent }) => sent?.content)).toEqual([content, content, content])
  await expect(world.send({ attachments: [file('audio/mpeg')] })).rejects.toMatchObject({ code: 'caption_impossible' })
  const tooLong = world.send({ body: 'x'.repeat(1025), attachments: [file('image/png')] })
  await expect(tooLong).rejects.toMatchObject({ code: 'caption_too_long' })
  expect(world.api.sent()).toHaveLength(3)
})

test('a picture that is too large is refused in words, and nothing leaves', async () => {
  world.api.openWindow(person)
  const picture = {
    url: 'https://files.example/a',
    contentType: 'image/png',
    name: 'a.png',
    content: Buffer.alloc(5_000_001),
  }
  await expect(world.send({ attachments: [picture] })).rejects.toMatchObject({ code: 'attachment_too_large' })
  expect(world.api.sent()).toEqual([])
})

test('a template that stands in leaves the file out', async () => {
  const file = { url: 'https://files.example/a', contentType: 'image/png', name: 'a.png', content: Buffer.from('x') }
  await world.send({ attachments: [file], template: { name: 'hello', language: 'en', parameters: [] } })
  expect(world.api.sent()).toMatchObject([{ post: { type: 'template' } }])
})

test.each([
  [131026, 'not_on_whatsapp', 'address'],
  [131047, 'window_closed', 'message'],
  [131050, 'opted_out', 'opted_out'],
  [131031, 'account_locked', 'line'],
  [190, 'provider_login_refused', 'line'],
  [299, 'permission_missing', 'line'],
  [139999, 'refused', 'unknown'],
  [130497, 'country_restricted', 'pair'],
])('the refusal %i blames whom it should', async (vendorCode, code, blame) => {
  world.api.vendor.misbehave({ mode: 'answer', answer: graphRefusal(400, vendorCode, 'Because.') })
  await expect(world.send()).rejects.toMatchObject({ code, blame, message: expect.stringContaining('Because.') })
})

test.each([
  [131056, 6_000],
  [131048, 3_600_000],
  [4, undefined],
])('the limit %i is waited for, although it is no 429', async (vendorCode, retryAfter) => {
  world.api.vendor.misbehave({ mode: 'answer', answer: graphRefusal(400, vendorCode, 'Slower.') })
  const failure = await world.send().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Temporary)
  expect(failure).toMatchObject({ code: 'provider_throttled', retryAfter })
})

test('wrong settings are said in words before anything is sent', async () => {
  const tried = (changes: object, settings: object = {}) =>
    tryLine({ ...world.line, ...changes, settings: { ...world.line.settings, ...settings } }, world.context)
  await expect(tried({})).resolves.toBeUndefined()
  const token = tried({}, { accessToken: 'EAAJ-not-this-one' })
  await expect(token).rejects.toMatchObject({ code: 'provider_login_refused', blame: 'line' })
  const number = tried({ address: '+14155550199' })
  await expect(number).rejects.toMatchObject({ message: expect.stringContaining('+14155550199') })
  await expect(tried({}, { phoneNumberId: '99999' })).rejects.toMatchObject({ blame: 'line' })
  await expect(tried({ callbackUrl: 'https://elsewhere.example/x' })).rejects.toMatchObject({
    code: 'webhook_elsewhere',
    message: expect.stringContaining('https://elsewhere.example/x'),
  })
})
