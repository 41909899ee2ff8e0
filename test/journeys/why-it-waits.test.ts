import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ConversationMessage } from '../../contract/conversation.ts'
import { messageWords } from '../../contract/message-words.ts'
import { changeLine } from '../../relay/store/line/line-states.ts'
import { impatientFetch } from '../impatient-fetch.ts'
import { moveClock } from '../move-clock.ts'
import { onceTo } from '../once-to.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ parts: { fetch: impatientFetch }, pace: { letPass: 4_000 } })
})
afterAll(() => world.close())
afterEach(() => world.phones.faults.set())

let given = 0
const person = () => world.contact({ mobilephone: `+1202555${8900 + given++}` })
const wordsOf = (message: ConversationMessage) => {
  const { label, sentences } = messageWords(message, (at) => at)
  return [label, ...sentences].join(' ')
}
async function newest(contact: TestContact): Promise<ConversationMessage> {
  const message = (await world.shown(contact)).at(-1)
  if (!message) throw new Error('nothing is shown')
  return message
}
const change = (to: 'paused' | 'active', reason: string | null = null) =>
  changeLine(world.database.forPortal(portalId), { lineId: 'sms', to, by: 'person', reason, at: new Date() })

test('on a paused line it says since when and why, also to a card that was open before, and leaves when that is over', async () => {
  const contact = await person()
  const before = Date.now()
  await change('paused', 'The SIM is being replaced.')
  await world.accepted(contact, 'Hello')
  const { status, waits } = await newest(contact)
  expect({ status, waits }).toMatchObject({
    status: 'queued',
    waits: { reason: 'line_paused', until: null, behind: null, detail: 'The SIM is being replaced.' },
  })
  const since = Date.parse(waits?.since ?? '')
  expect(Math.abs(since - before)).toBeLessThan(60_000)
  expect(wordsOf(await newest(contact))).toBe(
    `Waiting Its line has been paused since ${waits?.since}: The SIM is being replaced. It leaves by itself when the line is resumed.`,
  )
  await change('active')
  await until(async () =>
    expect(await newest(contact)).toMatchObject({ status: 'delivered', waits: null, doubt: null }),
  )
})

test('an open card hears that its line was paused and resumed, although its message did not change', async () => {
  const contact = await person()
  world.phones.faults.set({ mode: 'throttle', retryAfter: 300, ...onceTo(contact) })
  const messageId = await world.accepted(contact, 'Hello')
  await until(async () => expect((await newest(contact)).waits?.reason).toBe('retry'))
  // Long after its last change, so that the message itself is no news.
  const later = String(Date.now() + 3_600_000)
  const polled = async () => (await world.card('conversation', { contact, since: later })).body.messages
  expect(await polled()).toMatchObject([{ id: messageId, waits: { reason: 'retry' } }])
  await change('paused', 'The SIM is being replaced.')
  expect(await polled()).toMatchObject([{ id: messageId, waits: { reason: 'line_paused' } }])
  await change('active')
  // Resuming the line moves no time; a message that is gone is heard of as well.
  await until(async () => {
    const { status, waits } = await newest(contact)
    expect(waits?.reason ?? status).toMatch(/^(retry|delivered)$/)
  })
})

test("an open card asks from the database's time on, by which messages change, however wrong the relay's clock is", async () => {
  const contact = await person()
  await moveClock(world.database, '-1 hours')
  const { cursor } = (await world.card('conversation', { contact })).body
  await moveClock(world.database, '0 hours')
  expect(Math.abs(Number(cursor) - (Date.now() - 3_600_000))).toBeLessThan(60_000)
})

test('when the provider asks to wait it says why, and when it is tried again; an old trouble goes with the next try', async () => {
  const contact = await person()
  world.phones.faults.set({ mode: 'throttle', retryAfter: 2, ...onceTo(contact) })
  const from = Date.now()
  await world.accepted(contact, 'Hello')
  const waiting = await until(async () => {
    const message = await newest(contact)
    expect(message.waits?.reason).toBe('retry')
    return message
  })
  expect(waiting).toMatchObject({ status: 'queued', attempts: 1, problem: { code: 'provider_throttled' } })
  const again = Date.parse(waiting.waits?.until ?? '')
  expect(again).toBeGreaterThan(from + 1_000)
  expect(wordsOf(waiting)).toMatch(
    /^Waiting The phone network takes no more messages right now\. It has waited since .+ and is tried again at .+\.$/,
  )
  await until(async () => expect(await newest(contact)).toMatchObject({ status: 'delivered', attempts: 2 }))
  expect(await newest(contact)).toMatchObject({ problem: null, waits: null })
})

test('on a line that was removed it says since when, and leaves when the line is back', async () => {
  const contact = await person()
  await change('paused')
  await world.accepted(contact, 'Hello')
  const at = world.config.lines.findIndex(({ id }) => id === 'sms')
  const [line] = world.config.lines.splice(at, 1)
  await world.restart()
  const { status, waits } = await newest(contact)
  expect(status).toBe('queued')
  expect(waits).toMatchObject({ reason: 'line_removed', until: null })
  expect(Math.abs(Date.parse(waits?.since ?? '') - Date.now())).toBeLessThan(60_000)
  expect(wordsOf(await newest(contact))).toContain('Its line was removed at')
  if (line) world.config.lines.splice(at, 0, line)
  await world.restart()
  await change('active')
  await until(async () => expect(await newest(contact)).toMatchObject({ status: 'delivered', waits: null }))
})

test('while the account is cut off that is what it waits for, whatever else stands in its way', async () => {
  const contact = await person()
  await change('paused', 'The SIM is being replaced.')
  await world.accepted(contact, 'Hello')
  const set = (state: string, reason: string | null) =>
    world.database.query(
      'update portal set state = $2, state_reason = $3, changed_at = instant() where portal_id = $1',
      [portalId, state, reason],
    )
  await set('revoked', 'HubSpot refused the token.')
  await change('active')
  expect((await newest(contact)).waits).toMatchObject({ reason: 'account', detail: 'HubSpot refused the token.' })
  await set('active', null)
  await until(async () => expect(await newest(contact)).toMatchObject({ status: 'delivered', waits: null }))
})

test.each([
  ['sms', true, 'The provider is being asked what became of it.'],
  ['blind', false, 'It is not sent again by itself.'],
])(
  'a doubt on the line %s says whether anybody can be asked (%s), on the card and in its story',
  async (line, asked, words) => {
    const contact = await person()
    world.phones.faults.set({ mode: 'hang', ...onceTo(contact) }, { mode: 'error', on: 'read' })
    const messageId = await world.accepted(contact, 'Hello', { line })
    await until(async () => expect(await newest(contact)).toMatchObject({ status: 'unknown', doubt: { asked } }))
    expect(wordsOf(await newest(contact))).toContain(words)
    const { body } = await world.card('message-trace', { contact, messageId })
    expect(body.events.find(({ kind }) => kind === 'unknown')?.text).toContain(words)
  },
)

/** Two messages to one contact, the first of which is put off, so that the second waits behind it. */
async function oneBehindTheOther(): Promise<{ contact: TestContact; first: string; second: string }> {
  const contact = await person()
  world.phones.faults.set({ mode: 'throttle', retryAfter: 300, ...onceTo(contact) })
  const first = await world.accepted(contact, 'First')
  await until(async () => expect((await newest(contact)).waits?.reason).toBe('retry'))
  const second = await world.accepted(contact, 'Second')
  return { contact, first, second }
}
const letPass = (contact: TestContact, messageId: string) =>
  world.card('let-pass', { contact, messageId, userId: '7', userEmail: 'robin@company.example' })

test('behind an earlier one it says so, and leaves when a person lets it pass', async () => {
  const { contact, first, second } = await oneBehindTheOther()
  const waits = { reason: 'order', behind: first, until: null }
  expect(await newest(contact)).toMatchObject({ id: second, status: 'queued', attempts: 0, waits })
  expect(wordsOf(await newest(contact))).toMatch(/^Waiting It has waited since .+ for an earlier message/)

  expect((await letPass(contact, first)).body).toEqual({ messageId: first })
  await until(async () => expect(await newest(contact)).toMatchObject({ id: second, status: 'delivered', waits: null }))
  expect((await world.shown(contact))[0]).toMatchObject({ id: first, status: 'queued', waits: { reason: 'retry' } })
  const trace = await world.card('message-trace', { contact, messageId: first })
  expect(trace.body.events.at(-1)?.text).toBe(
    'robin@company.example, user 7 (claimed by the card) let later messages leave before this one.',
  )
  const [entry] = await world.database.query<{ actor: string; detail: string }>(
    "select actor, detail from audit where action = 'send.let_pass'",
  )
  expect(entry?.actor).toBe('claimed-user:7')
  expect(JSON.parse(entry?.detail ?? '')).toEqual({ contactId: contact.id, messageId: first })
  expect((await letPass(contact, first)).problem).toMatchObject({ status: 409, code: 'nothing_waits' })
})

test('nobody lets a message pass that was never tried, is over, or is not of this contact', async () => {
  const { contact, first, second } = await oneBehindTheOther()
  const stranger = await person()
  expect((await letPass(stranger, first)).problem).toMatchObject({ status: 404, code: 'unknown_message' })
  expect((await letPass(contact, second)).problem).toMatchObject({ status: 409, code: 'nothing_waits' })
  expect((await newest(contact)).waits).toMatchObject({ reason: 'order', behind: first })
  const over = await person()
  const sent = await world.accepted(over, 'Hello')
  await until(async () => expect((await newest(over)).status).toBe('delivered'))
  expect((await letPass(over, sent)).problem).toMatchObject({ status: 409, code: 'nothing_waits' })
})

test('behind a doubt it says until when, and leaves then by itself', async () => {
  const contact = await person()
  world.phones.faults.set({ mode: 'hang', ...onceTo(contact) })
  const first = await world.accepted(contact, 'First', { line: 'blind' })
  await until(async () => expect((await newest(contact)).status).toBe('unknown'))
  await world.accepted(contact, 'Second', { line: 'blind' })
  const { waits } = await newest(contact)
  expect(waits).toMatchObject({ reason: 'order', behind: first })
  expect(Date.parse(waits?.until ?? '')).toBeGreaterThan(Date.parse(waits?.since ?? ''))
  await until(async () => expect(await newest(contact)).toMatchObject({ status: 'delivered', waits: null }))
  const trace = await world.card('message-trace', { contact, messageId: first })
  expect(trace.body.events.at(-1)?.text).toBe('Later messages no longer wait for this one.')
})
