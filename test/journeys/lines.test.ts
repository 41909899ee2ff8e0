import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { LineReport, LinesResponse } from '../../contract/lines.ts'
import { createSendblueApi, type SendblueApi } from '../../workbench/sendblue-api/sendblue-api.ts'
import { createWhatsAppApi, type WhatsAppApi } from '../../workbench/whatsapp-api/whatsapp-api.ts'
import { doors } from '../bad-input/doors.ts'
import { signedAsk } from '../bad-input/signed-ask.ts'
import { closedPort } from '../providers/closed-port.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

const blue = '+14155550100'
const green = '+14155550200'
const webhookSecret = 'a-webhook-secret-of-ours'
const appSecret = '0123456789abcdef0123456789abcdef'
const gone = '+12025550911'

let world: World
let sendblue: SendblueApi
let whatsapp: WhatsAppApi

beforeAll(async () => {
  world = await createWorld({
    config: { routing: { pause: { percent: 50, least: 4, minutes: 60 } } },
    phones: { unreachable: [gone] },
  })
  sendblue = createSendblueApi({ keyId: 'an-id', secretKey: 'a-key', lines: [blue] })
  const settings = { url: await sendblue.listen(), keyId: 'an-id', secretKey: 'a-key', webhookSecret }
  const graph = { phoneNumberId: '106540352242922', accessToken: 'EAAJB0123456789abcdef', appSecret }
  const apiUrl = `http://127.0.0.1:${await closedPort()}`
  world.config.lines.push(
    { id: 'blue', label: 'Blue', provider: 'sendblue', channel: 'imessage', address: blue, settings },
    {
      id: 'green',
      label: 'Green',
      provider: 'whatsapp',
      channel: 'whatsapp',
      address: green,
      settings: { ...graph, verifyToken: 'a-word-of-our-own', apiUrl },
    },
  )
  await world.restart()
  for (const type of ['receive', 'outbound', 'line_blocked'] as const) {
    sendblue.addWebhook(type, `${world.url}/webhooks/${portalId}/blue`, webhookSecret)
  }
  whatsapp = createWhatsAppApi({
    ...graph,
    businessAccountId: '102290129340398',
    number: green,
    callbackUrl: `${world.url}/webhooks/${portalId}/green`,
  })
  await whatsapp.vendor.listen()
})
afterAll(async () => {
  await world.close()
  await sendblue.close()
  await whatsapp.vendor.close()
})
afterEach(() => sendblue.misbehave())

let given = 0
const person = () => world.contact({ mobilephone: `+1202555${7600 + given++}` })
const onPhone = (contact: TestContact) =>
  world.phones
    .phone(contact.properties.mobilephone ?? '')
    .messages()
    .map(({ body }) => body)
const statuses = async (contact: TestContact) => (await world.shown(contact)).map(({ status }) => status)
const atSendblue = () => sendblue.messages().map(({ content }) => content)

async function operator<Answer>(route: string, request: Record<string, unknown> = {}): Promise<Answer> {
  const [door] = doors[`POST /admin/lines${route}`] ?? []
  const answer = await signedAsk(world, door!, { portalId, ...request })
  expect(answer.status, answer.text).toBe(200)
  return JSON.parse(answer.text) as Answer
}
const pause = (lineId: string, reason: string) => operator<LineReport>('/pause', { lineId, reason })
const resume = (lineId: string) => operator<LineReport>('/resume', { lineId })
async function reportOf(lineId: string): Promise<LineReport> {
  const { lines } = await operator<LinesResponse>('')
  const report = lines.find(({ id }) => id === lineId)
  if (!report) throw new Error(`no report of ${lineId}`)
  return report
}
/** What the card says of a line. */
async function onCard(lineId: string, contact: TestContact) {
  const { body } = await world.card('conversation', { contact })
  return body.lines.find(({ id }) => id === lineId)
}

test('every line is listed, with what it may carry and what its provider publishes', async () => {
  const { lines } = await operator<LinesResponse>('')
  expect(lines.map(({ id }) => id)).toEqual(world.config.lines.map(({ id }) => id))
  expect(await reportOf('blue')).toEqual({
    id: 'blue',
    label: 'Blue',
    provider: 'sendblue',
    channel: 'imessage',
    address: blue,
    state: 'active',
    pausedBy: null,
    reason: null,
    since: null,
    history: null,
    test: null,
    waiting: 0,
    health: { sent: 0, failed: 0 },
    limits: { inFlight: 10, gap: 1_000, bodyLength: 18_996, timeout: 30_000 },
    published: { firstTouchPerDay: 50, source: 'https://docs.sendblue.com/limits' },
  })
  expect((await reportOf('sms')).published).toBeNull()
})

test('a paused line keeps its messages, says so on the card, and lets each go once when it is resumed', async () => {
  const [ada, ben] = [await person(), await person()]
  const paused = await pause('sms', 'The SIM is\nbeing replaced.')
  expect(paused).toMatchObject({ state: 'paused', pausedBy: 'person', reason: 'The SIM is being replaced.' })
  expect(Date.now() - Date.parse(paused.since ?? '')).toBeLessThan(60_000)
  await Promise.all([1, 2, 3].map((one) => world.accepted(ada, `Number ${one}`)))
  // What is accepted later on another line leaves at once.
  await world.accepted(ben, 'By another line', { line: 'imessage' })
  await until(() => expect(onPhone(ben)).toEqual(['By another line']))
  expect(onPhone(ada)).toEqual([])
  expect(await statuses(ada)).toEqual(['queued', 'queued', 'queued'])
  expect(await onCard('sms', ada)).toMatchObject({
    unavailable: 'This line is paused. The SIM is being replaced.',
    obstacle: { is: 'paused', reason: 'The SIM is being replaced.' },
  })
  expect(await reportOf('sms')).toMatchObject({ state: 'paused', waiting: 3 })

  expect(await resume('sms')).toMatchObject({ state: 'active', pausedBy: null, reason: null })
  await until(async () => expect(await statuses(ada)).toEqual(['delivered', 'delivered', 'delivered']))
  expect(onPhone(ada).toSorted()).toEqual(['Number 1', 'Number 2', 'Number 3'])
  expect(await onCard('sms', ada)).toMatchObject({ unavailable: null, note: null })
  expect(await reportOf('sms')).toMatchObject({ waiting: 0, health: { sent: 3, failed: 0 } })
})

test('a refused key pauses the line by itself: the message waits with the reason and leaves after the mending', async () => {
  const contact = await person()
  sendblue.misbehave({ mode: 'answer', answer: { status: 401, body: { status: 'ERROR', error_message: 'No' } } })
  await world.accepted(contact, 'First', { line: 'blue' })
  await until(async () => expect(await reportOf('blue')).toMatchObject({ state: 'paused', pausedBy: 'relay' }))
  await world.accepted(contact, 'Second', { line: 'blue' })
  const reason = 'Sendblue does not accept the API key and secret of this line.'
  const held = { reason, waiting: 2, health: { sent: 0, failed: 0 } }
  await until(async () => expect(await reportOf('blue')).toMatchObject(held))
  expect(await onCard('blue', contact)).toMatchObject({ unavailable: `This line is paused. ${reason}` })
  const [first] = await world.shown(contact)
  expect(first).toMatchObject({
    status: 'queued',
    problem: { code: 'provider_key_refused', detail: reason, retryable: true },
  })
  await until(() => expect(world.logged.filter((entry) => entry.includes('lines resume blue'))).toHaveLength(1))
  // A slow machine may try once more before the line is stopped, and never after that.
  const tried = sendblue.struck()
  expect(tried).toBeLessThan(4)
  const other = await person()
  await world.accepted(other, 'By another line')
  await until(() => expect(onPhone(other)).toEqual(['By another line']))
  expect(sendblue.struck()).toBe(tried)

  sendblue.misbehave()
  await resume('blue')
  await until(() => expect(atSendblue()).toEqual(['First', 'Second']))
  await until(async () => expect((await world.shown(contact)).map(({ problem }) => problem)).toEqual([null, null]))
})

test('whoever resumes a line that is not mended sees it paused again, and nothing is lost', async () => {
  const contact = await person()
  sendblue.misbehave({ mode: 'answer', answer: { status: 402, body: { status: 'ERROR', error_message: 'Pay' } } })
  await world.accepted(contact, 'Patience', { line: 'blue' })
  const unpaid = { state: 'paused', reason: 'The Sendblue account cannot send: look at its plan.', waiting: 1 }
  await until(async () => expect(await reportOf('blue')).toMatchObject(unpaid))
  const { since } = await reportOf('blue')
  await resume('blue')
  await until(async () => {
    const report = await reportOf('blue')
    expect(report).toMatchObject(unpaid)
    expect(report.since).not.toBe(since)
  })
  sendblue.misbehave()
  await resume('blue')
  await until(() => expect(atSendblue().filter((text) => text === 'Patience')).toHaveLength(1))
})

test('too many failures pause a line with the figures; resumed, it starts afresh', async () => {
  await pause('imessage', 'What others sent on it before does not count.')
  await resume('imessage')
  const contact = await world.contact({ mobilephone: gone })
  for (let count = 1; count <= 4; count += 1) await world.accepted(contact, `Number ${count}`, { line: 'imessage' })
  await until(async () => expect(await reportOf('imessage')).toMatchObject({ state: 'paused', pausedBy: 'relay' }))
  expect((await reportOf('imessage')).reason).toMatch(/^[2-4] of the last 4 messages on this line failed\.$/)
  await until(async () => expect(new Set(await statuses(contact))).toEqual(new Set(['undelivered'])))
  await until(async () => expect((await reportOf('imessage')).health.failed).toBe(4))
  expect(await resume('imessage')).toMatchObject({ state: 'active', health: { sent: 0, failed: 0 } })
  const other = await person()
  await world.accepted(other, 'Again', { line: 'imessage' })
  await until(async () => expect(await statuses(other)).toEqual(['delivered']))
  expect(await reportOf('imessage')).toMatchObject({ state: 'active' })
})

test('what a provider says of its line is done, and undone by the provider or a person only as far as each may', async () => {
  const contact = await person()
  const change = (field: string, value: object) => whatsapp.post({ field, value })
  const quality = (event: string) => change('phone_number_quality_update', { display_phone_number: green, event })
  const ban = (waba_ban_state: string) =>
    change('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state } })

  quality('FLAGGED')
  await until(async () =>
    expect(await onCard('green', contact)).toMatchObject({ unavailable: null, note: expect.any(String) }),
  )
  expect(await reportOf('green')).toMatchObject({
    state: 'active',
    reason: 'WhatsApp changed the standing of the number: FLAGGED',
  })
  quality('UNFLAGGED')
  await until(async () => expect(await reportOf('green')).toMatchObject({ state: 'active', reason: null }))

  ban('DISABLE')
  await until(async () => expect(await reportOf('green')).toMatchObject({ state: 'paused', pausedBy: 'provider' }))
  ban('REINSTATE')
  await until(async () => expect(await reportOf('green')).toMatchObject({ state: 'active', reason: null }))

  await pause('green', 'We are moving.')
  ban('REINSTATE')
  quality('UPGRADE')
  await whatsapp.vendor.idle()
  const idle = `select line_id from ${openInbox} i where line_id = 'green' union all select key from task where kind = 'change-line'`
  await until(async () => expect(await world.database.query(idle)).toEqual([]))
  expect(await reportOf('green')).toMatchObject({ state: 'paused', pausedBy: 'person', reason: 'We are moving.' })
  expect(await resume('green')).toMatchObject({ state: 'active' })

  sendblue.emit('line_blocked', { event: 'line_blocked', sendblue_number: blue, reason: 'Too many strangers.' })
  const blocked = 'Sendblue says that this line was blocked. Too many strangers.'
  await until(async () =>
    expect(await reportOf('blue')).toMatchObject({ state: 'paused', pausedBy: 'provider', reason: blocked }),
  )
  expect(await resume('blue')).toMatchObject({ state: 'active' })
})

test('a line stays paused over a restart of the relay', async () => {
  await pause('blind', 'For the night.')
  await world.restart()
  expect(await reportOf('blind')).toMatchObject({ state: 'paused', pausedBy: 'person', reason: 'For the night.' })
  await resume('blind')
})
