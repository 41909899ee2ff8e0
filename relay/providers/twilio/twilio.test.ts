import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { twilio } from './index.ts'
import { openTestWorld, type TestWorld } from '../../../workbench/twilio-api/fixture/test-world.ts'

const service = `MG${'9'.repeat(32)}`
const bsuid = 'US.13491208655302741918'
const template = { name: `HX${'a'.repeat(32)}`, language: 'en', parameters: ['Maria', '12 May'] }
let world: TestWorld

beforeEach(async () => {
  world = await openTestWorld()
})
afterEach(() => world.close())

test('a message whose answer was lost is named by its status all the same', async () => {
  world.api.vendor.misbehave({ mode: 'hang', after: true })
  const limit = new AbortController()
  const sending = twilio.send(world.outgoing(), world.line, world.context(limit.signal))
  await vi.waitFor(() => expect(world.api.messages()).toHaveLength(1))
  limit.abort()
  expect(await sending).toMatchObject({ outcome: 'unknown' })
  const { sid = '' } = world.api.messages()[0] ?? {}
  world.api.settle(sid, 'sent')
  expect(await world.heard()).toEqual([
    expect.objectContaining({ kind: 'status', status: 'sent', providerId: sid, reference: world.outgoing().reference }),
  ])
})

test('whoever opted out is named as such, refused or reported', async () => {
  world.api.optedOut.add(person)
  await expect(twilio.send(world.outgoing(), world.line, world.context())).rejects.toMatchObject({
    code: 'opted_out',
    blame: 'opted_out',
  })
  world.api.optedOut.clear()
  await twilio.send(world.outgoing(), world.line, world.context())
  world.api.settle(world.api.messages()[0]?.sid ?? '', 'undelivered', 21610)
  expect(await world.heard()).toMatchObject([{ status: 'undelivered', error: { blame: 'opted_out' } }])
})

test.each([
  [30007, 'carrier_filtered', 'message'],
  [30034, 'sender_unregistered', 'line'],
  [30006, 'recipient_not_mobile', 'address'],
  [39999, 'refused', 'unknown'],
])('a delivery that failed with %i blames whom it should', async (errorCode, code, blame) => {
  await twilio.send(world.outgoing(), world.line, world.context())
  world.api.settle(world.api.messages()[0]?.sid ?? '', 'undelivered', errorCode)
  expect(await world.heard()).toMatchObject([{ error: { code, blame, detail: expect.stringMatching(/\S+ \S+/) } }])
})

test.each([
  ['STOP', 'opted_out'],
  ['START', 'opted_in'],
  ['HELP', undefined],
])('that Twilio took %s as a word on consent is passed on', async (OptOutType, consent) => {
  world.api.write({ from: person, body: OptOutType, parameters: { OptOutType } })
  const [reply] = await world.heard()
  expect(reply).toMatchObject({ kind: 'reply', body: OptOutType })
  expect(reply).toHaveProperty('kind', 'reply')
  expect((reply as { consent?: string }).consent).toBe(consent)
})

test('a message to another number of the account is no reply', async () => {
  world.api.write({ from: person, body: 'Not for you', parameters: { To: '+14155550199' } })
  expect((await world.heard()).map(({ kind }) => kind)).toEqual(['ignored'])
})

test('files go out by their address and come in by their kind, by webhook and from the history', async () => {
  const cursor = (await twilio.since?.(null, world.line, world.context()))?.cursor ?? null
  const url = 'https://files.example/plan.png'
  const attachments = [{ url, contentType: 'image/png', name: 'plan.png', content: Buffer.from('x') }]
  await twilio.send(world.outgoing({ body: '', attachments }), world.line, world.context())
  expect(world.api.messages()[0]?.media).toMatchObject([{ source: 'https://files.example/plan.png' }])

  world.api.write({ from: person, body: '', media: [{ contentType: 'image/jpeg' }, { contentType: 'text/vcard' }] })
  const told = await world.heard()
  expect(told).toMatchObject([{ kind: 'reply', attachments: [{ url: null, contentType: 'image/jpeg' }, {}] }])
  const later = await twilio.since?.(cursor, world.line, world.context())
  const items = await Promise.all((later?.received ?? []).map((item) => twilio.read(item, world.line)))
  const [kept] = items.flat().filter(({ kind }) => kind === 'reply')
  expect(kept).toHaveProperty('attachments', (told[0] as { attachments?: unknown }).attachments)
})

test('files that are too large together are refused in words, and nothing leaves', async () => {
  const url = 'https://files.example/plan.png'
  const file = { url, contentType: 'image/png', name: 'plan.png', content: Buffer.alloc(3_000_000) }
  const sending = twilio.send(world.outgoing({ attachments: [file, file] }), world.line, world.context())
  await expect(sending).rejects.toMatchObject({ code: 'attachment_too_large' })
  expect(world.api.messages()).toEqual([])
})

test('a reply that the history shows late is not missed', async () => {
  const cursor = (await twilio.since?.(null, world.line, world.context()))?.cursor ?? null
  const { sid } = world.api.write({ from: person, body: 'First, shown late' })
  world.api.unlisted.add(sid)
  world.api.write({ from: person, body: 'Second' })
  const first = await twilio.since?.(cursor, world.line, world.context())
  world.api.unlisted.clear()
  const second = await twilio.since?.(first?.cursor ?? null, world.line, world.context())
  const bodies = [first, second].map((answer) =>
    answer?.received.map(({ body }) => (JSON.parse(Buffer.from(body).toString()) as { body: string }).body),
  )
  expect(bodies).toEqual([['Second'], ['First, shown late']])
})

test('with a Messaging Service the line still sends from its own number, and hears its RCS agent', async () => {
  await world.close()
  world = await openTestWorld({ messagingServiceSid: service })
  await twilio.send(world.outgoing(), world.line, world.context())
  expect(world.api.messages()).toMatchObject([{ messagingServiceSid: service, from: world.line.address }])
  world.api.write({ from: `rcs:${person}`, body: 'Rich', parameters: { To: 'rcs:acme_agent' } })
  expect(await world.heard()).toMatchObject([{ kind: 'reply', from: person, body: 'Rich' }])
})

test('WhatsApp takes text in its 24 hours and a template after them', async () => {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
  const send = (changes: object) => twilio.send(world.outgoing(changes), world.whatsapp, world.context())
  await send({ lastReplyAt: hoursAgo(23), template })
  await send({ lastReplyAt: hoursAgo(25), template })
  expect(world.api.messages()).toMatchObject([
    { to: `whatsapp:${person}`, body: 'Hello', contentSid: null },
    { body: '', contentSid: template.name, contentVariables: '{"1":"Maria","2":"12 May"}' },
  ])
  for (const lastReplyAt of [null, hoursAgo(25)]) {
    await expect(send({ lastReplyAt })).rejects.toMatchObject({ code: 'window_closed', blame: 'message' })
  }
  expect(world.api.messages()).toHaveLength(2)
})

test('a WhatsApp user who hides the number is known, and answered, by the id', async () => {
  world.api.write({ from: `whatsapp:${bsuid}`, body: 'Guess who' })
  expect(await world.heard(world.whatsapp)).toMatchObject([{ kind: 'reply', from: bsuid }])
  await twilio.send(world.outgoing({ to: bsuid }), world.whatsapp, world.context())
  expect(world.api.messages().at(-1)).toMatchObject({ to: `whatsapp:${bsuid}` })
})

test('wrong settings are said in words before anything is sent', async () => {
  const tried = (changes: object, settings: object = {}) =>
    twilio.test?.({ ...world.line, ...changes, settings: { ...world.line.settings, ...settings } }, world.context())
  await expect(tried({})).resolves.toBeUndefined()
  await expect(tried({}, { authToken: 'not-the-auth-token' })).rejects.toMatchObject({ code: 'provider_login_refused' })
  await expect(tried({ address: '+14155550199' })).rejects.toMatchObject({ code: 'sender_refused', blame: 'line' })
  await expect(tried({ callbackUrl: 'https://elsewhere.example/x' })).rejects.toMatchObject({
    code: 'webhook_elsewhere',
    message: expect.stringContaining('https://elsewhere.example/x'),
  })
})

test('where a Messaging Service posts what comes in is seen, too', async () => {
  world = await openTestWorld({ messagingServiceSid: service })
  const tried = (changes: object) => twilio.test?.({ ...world.line, ...changes }, world.context())
  await expect(tried({})).resolves.toBeUndefined()
  await expect(tried({ callbackUrl: 'https://elsewhere.example/x' })).rejects.toMatchObject({
    code: 'webhook_elsewhere',
    message: expect.stringContaining(service),
  })
  const settings = { ...world.line.settings, messagingServiceSid: `MG${'e'.repeat(32)}` }
  await expect(tried({ settings })).rejects.toMatchObject({ code: 'sender_refused', blame: 'line' })
})
