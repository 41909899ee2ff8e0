import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLinqApi, type LinqApi } from '../../workbench/linq-api/linq-api.ts'
import { createSendblueApi, type SendblueApi } from '../../workbench/sendblue-api/sendblue-api.ts'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

/** What Linq and Sendblue really send, from their webhooks and histories to the card and the timeline. */
const [byLinq, bySendblue, otherLine] = ['+14155550100', '+14155550200', '+14155550201']
const linqSecret = 'whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0'
const sendblueSecret = 'a-webhook-secret-of-ours'

let world: World
let linq: LinqApi
let sendblue: SendblueApi
beforeAll(async () => {
  world = await createWorld({ pace: { catchUp: 500 } })
  const subscribed_events = [
    'message.received',
    'message.sent',
    'message.delivered',
    'phone_number.status_updated',
    'reaction.added',
    'location.sharing.started',
  ]
  const subscription = { target_url: '', subscribed_events }
  linq = createLinqApi({ token: 't', secret: linqSecret, numbers: [byLinq], subscriptions: [subscription] })
  sendblue = createSendblueApi({ keyId: 'k', secretKey: 's', lines: [bySendblue, otherLine] })
  const channel = 'imessage' as const
  world.config.lines.push(
    {
      ...{ id: 'linq', label: 'Linq', provider: 'linq', channel, address: byLinq },
      settings: { url: await linq.listen(), apiToken: 't', webhookSecret: linqSecret },
    },
    {
      ...{ id: 'sendblue', label: 'Sendblue', provider: 'sendblue', channel, address: bySendblue },
      settings: { url: await sendblue.listen(), keyId: 'k', secretKey: 's', webhookSecret: sendblueSecret },
    },
  )
  await world.restart()
  subscription.target_url = `${world.url}/webhooks/4242/linq?version=2026-02-03`
  for (const type of ['receive', 'outbound', 'line_blocked'] as const) {
    sendblue.addWebhook(type, `${world.url}/webhooks/4242/sendblue`, sendblueSecret)
  }
  await until(async () => {
    const rows = await world.database.query(
      "select 1 from line where cursor is not null and id in ('linq', 'sendblue')",
    )
    expect(rows).toHaveLength(2)
  })
})
afterAll(async () => {
  await world.close()
  await linq.close()
  await sendblue.close()
})

let given = 0
const somebody = () => world.contact({ mobilephone: `+1202555${8100 + given++}` })
const numberOf = (contact: TestContact) => contact.properties.mobilephone!
const shown = async (contact: TestContact) =>
  (await world.shown(contact)).map(({ body, source, status }) => `${body} | ${source ?? 'contact'} | ${status}`)

test("Linq: one message in an unforeseen form waits with its bytes, and its chat's others come", async () => {
  const [one, other] = [await somebody(), await somebody()]
  const text = (value: string) => [{ type: 'text', value }]
  linq.write({ from: numberOf(one), to: byLinq, parts: text('in a thread') }).odd = { reply_to: { part_index: 0 } }
  linq.write({ from: numberOf(one), to: byLinq, parts: text('precious') }).odd = { id: null, from_handle: null }
  linq.write({ from: numberOf(other), to: byLinq, parts: text('Please call me') })
  await until(async () => expect((await world.shown(one)).map(({ body }) => body)).toContain('in a thread'))
  await until(async () => expect((await world.shown(other)).map(({ body }) => body)).toEqual(['Please call me']))
  await until(async () => {
    const parked = await world.database.query<{ body: Buffer }>(
      "select body from inbox where line_id = 'linq' and parked is not null",
    )
    expect(parked.map(({ body }) => body.toString())).toEqual([expect.stringContaining('precious')])
  })
  // Nothing holds the cursor: what comes later comes.
  linq.write({ from: numberOf(other), to: byLinq, parts: text('Still there?') })
  await until(async () => expect((await world.shown(other)).map(({ body }) => body)).toContain('Still there?'))
})

test('what a colleague wrote in the app stands in the conversation once, with how it fares and what carried it', async () => {
  const contact = await somebody()
  const { id } = linq.writeInApp({
    from: byLinq,
    to: numberOf(contact),
    parts: [{ type: 'text', value: 'From the app' }],
  })
  await until(async () => expect(await shown(contact)).toEqual(['From the app | elsewhere | sent']))
  linq.report(id, 'delivered')
  await until(async () => expect(await shown(contact)).toEqual(['From the app | elsewhere | delivered']))

  const other = await somebody()
  for (const by of ['jo@company.example', undefined]) {
    const body = `Written by ${by ?? 'nobody named'}`
    const row = sendblue.writeInDashboard({ from: bySendblue, to: numberOf(other), body, by: by ?? '' })
    await sendblue.idle()
    sendblue.change(row.message_handle, { status: 'DELIVERED', service: 'SMS', was_downgraded: true })
  }
  await until(async () =>
    expect((await shown(other)).toSorted()).toEqual([
      'Written by jo@company.example | elsewhere | delivered',
      'Written by nobody named | elsewhere | delivered',
    ]),
  )
  await until(() => {
    expect(world.timeline(other)).toHaveLength(2)
    for (const entry of world.timeline(other)) expect(entry).toContain('SMS · Delivered')
  })

  const third = await somebody()
  const failed = { to: numberOf(third), from: bySendblue, body: 'Never there', by: 'jo@company.example' }
  sendblue.writeInDashboard(failed, { status: 'ERROR', error_code: 4002, error_message: 'Blacklisted' })
  await until(async () => expect(await shown(third)).toEqual(['Never there | elsewhere | failed']))
  await until(() => expect(world.timeline(third).join()).toContain('Blacklisted'))
})

test('in a chat where the person has written, it is shown by its event alone', async () => {
  const contact = await somebody()
  linq.write({ from: numberOf(contact), to: byLinq, parts: [{ type: 'text', value: 'Hello?' }] })
  await until(async () => expect((await world.shown(contact)).map(({ body }) => body)).toEqual(['Hello?']))
  const sent = linq.writeInApp({ from: byLinq, to: numberOf(contact), parts: [{ type: 'text', value: 'At once' }] })
  sent.chat.gone = true
  await until(async () => expect(await shown(contact)).toContain('At once | elsewhere | sent'))
})

test('our own is never taken for a colleague’s, also when Sendblue is quicker than its answer', async () => {
  const contact = await somebody()
  await world.accepted(contact, 'Ours', { line: 'sendblue' })
  await until(() => expect(sendblue.messages().some(({ content }) => content === 'Ours')).toBe(true))
  const [row] = sendblue.messages().filter(({ content }) => content === 'Ours')
  await sendblue.idle()
  sendblue.change(row!.message_handle, { status: 'DELIVERED', service: 'SMS', was_downgraded: true })
  await until(async () => expect(await shown(contact)).toEqual(['Ours | card | delivered']))
  await until(() => expect(world.timeline(contact).join()).toContain('SMS · Delivered'))
})

test('whoever answers from another address is known by the message that they answer', async () => {
  const contact = await somebody()
  await world.accepted(contact, 'Shall we?', { line: 'sendblue' })
  await until(() => expect(sendblue.messages().some(({ content }) => content === 'Shall we?')).toBe(true))
  const [row] = sendblue.messages().filter(({ content }) => content === 'Shall we?')
  await until(async () => expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['sending']))
  sendblue.write({
    from: 'ada.private@icloud.example',
    to: bySendblue,
    body: 'I take it',
    reply_to: { message_handle: row!.message_handle, part_index: 0 },
  })
  await until(async () => expect((await world.shown(contact)).map(({ body }) => body)).toContain('I take it'))
})

test('a message belongs to the line that it names, and a place is a place', async () => {
  const contact = await somebody()
  const named = { from: numberOf(contact), to: bySendblue, sendblue_number: null }
  sendblue.write({ ...named, body: 'For the others', to_number: otherLine })
  sendblue.write({
    ...named,
    body: '',
    to_number: bySendblue,
    message_type: 'location',
    location: { latitude: 52.5, longitude: 13.4 },
  })
  await until(async () => expect((await world.shown(contact)).map(({ body }) => body)).toEqual(['52.5, 13.4']))
})

test('a file that is told later completes its message, and says until when its address works', async () => {
  const contact = await somebody()
  const row = sendblue.write({ from: numberOf(contact), to: bySendblue, body: 'see photo' })
  await until(async () => expect((await world.shown(contact)).map(({ body }) => body)).toEqual(['see photo']))
  sendblue.emit('receive', { ...row, media_url: 'https://storage.example/a/IMG%201.HEIC' })
  await until(async () => {
    const [message, ...others] = await world.shown(contact)
    expect(others).toEqual([])
    expect(message).toMatchObject({
      body: 'see photo',
      attachments: [{ name: 'IMG 1.HEIC', contentType: 'image/heic', until: expect.stringMatching(/^20/) }],
    })
  })
})

test('what we say of a person’s doing names a time as the account counts it', async () => {
  const contact = await somebody()
  const shared = { shared_by: numberOf(contact), shared_with: byLinq, ends_at: '2026-12-15T15:00:00Z' }
  linq.tell('location.sharing.started', shared)
  const words = /^This person shares their location with this line until 2026-12-15 15:00 UTC\. Linq/
  await until(async () =>
    expect((await world.shown(contact)).map(({ body }) => body)).toEqual([expect.stringMatching(words)]),
  )
})

test('a sign stands beside our message, whether a phone wrote it out or Linq tells it', async () => {
  const contact = await somebody()
  await world.accepted(contact, 'See you at five', { line: 'sendblue' })
  await until(() => expect(sendblue.messages().some(({ content }) => content === 'See you at five')).toBe(true))
  await until(async () => expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['sending']))
  sendblue.write({ from: numberOf(contact), to: bySendblue, body: 'Loved “See you at five”' })
  await until(async () => expect(JSON.stringify(await world.shown(contact))).toContain('❤️'))
  expect(await world.shown(contact)).toHaveLength(1)

  const other = await somebody()
  await world.accepted(other, 'Deal?', { line: 'linq' })
  await until(() => expect(linq.messages().some(({ chat }) => chat.person === numberOf(other))).toBe(true))
  const { id } = linq.messages().find(({ chat }) => chat.person === numberOf(other))!
  const from_handle = { handle: numberOf(other), is_me: false }
  linq.tell('reaction.added', { message_id: id, reaction_type: 'like', is_from_me: false, from_handle })
  await until(async () => expect(JSON.stringify(await world.shown(other))).toContain('👍'))
  expect(await world.shown(other)).toHaveLength(1)
})

test('START beside an old note of the vendor opts in again', async () => {
  const contact = await somebody()
  for (const body of ['STOP', 'START']) {
    sendblue.write({ from: numberOf(contact), to: bySendblue, body, opted_out: true })
    await until(async () => expect((await world.shown(contact)).map((one) => one.body)).toContain(body))
  }
  const [consent] = await world.database.query('select state from consent where address = $1', [numberOf(contact)])
  expect(consent).toEqual({ state: 'opted_in' })
})

test('only good news resumes a line that Linq has flagged', async () => {
  let minute = 0
  const state = async () => (await world.database.query("select state from line where id = 'linq'"))[0]
  const tell = (said: object) => {
    const changed_at = new Date(Date.now() + (minute += 1) * 60_000).toISOString()
    linq.tell('phone_number.status_updated', { phone_number: byLinq, changed_at, ...said })
  }
  tell({ new_status: 'FLAGGED', new_reputation: 'CRITICAL' })
  await until(async () => expect(await state()).toEqual({ state: 'paused' }))
  tell({ new_status: 'SUSPENDED', new_reputation: 'SUSPENDED' })
  tell({ new_status: 'ACTIVE', new_health_status: 'CRITICAL' })
  await until(async () => {
    const open = `select 1 from ${openInbox} i where line_id = 'linq' and parked is null`
    expect(await world.database.query(open)).toEqual([])
  })
  await linq.idle()
  expect(await state()).toEqual({ state: 'paused' })
  tell({ new_status: 'ACTIVE', new_health_status: 'HEALTHY' })
  await until(async () => expect(await state()).toEqual({ state: 'active' }))
})
