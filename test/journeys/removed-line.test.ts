import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LineCleared } from '../../contract/lines.ts'
import type { Problem } from '../../contract/problem.ts'
import type { ListWaitingResponse } from '../../contract/waiting.ts'
import { doors } from '../bad-input/doors.ts'
import { signedAsk } from '../bad-input/signed-ask.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { until } from '../until.ts'
import { portalId, type TestContact, type World } from '../world.ts'

let desk: SettingsDesk
let world: World
beforeAll(async () => {
  desk = await createSettingsDesk({ config: { allowedHosts: ['127.0.0.0/8'] } })
  world = desk.world
})
afterAll(() => world.close())

const settings = () => ({ url: world.phones.url, key: 'phone-key', webhookSecret: 'phone-webhook-secret' })
const line = (id: string, nth: number) => desk.line(id, { address: `+1555010006${nth}`, settings: settings() })

async function asked<Body>(path: string, said: object): Promise<{ status: number; body: Body & Problem }> {
  const { status, text } = await signedAsk(world, doors[`POST /admin/${path}`]![0]!, { portalId, ...said })
  return { status, body: JSON.parse(text) as Body & Problem }
}

let people = 0
const person = () => {
  people += 1
  return world.contact({ firstname: 'Ada', mobilephone: `+1202559${String(people).padStart(4, '0')}` })
}
const got = ({ properties }: TestContact) =>
  world.phones
    .phone(properties.mobilephone ?? '')
    .messages()
    .map(({ from, body }) => `${from}: ${body}`)

/** Messages that wait on a line, which is removed then. Answers with their keys. */
async function waitingOn(lineId: string, contact: TestContact, bodies: string[]): Promise<string[]> {
  await until(async () => {
    const shown = await world.card('conversation', { contact })
    expect(shown.body.lines.map(({ id }) => id)).toContain(lineId)
  })
  await asked('lines/pause', { lineId, reason: 'It is about to go.' })
  const keys: string[] = []
  for (const body of bodies) {
    const key = randomUUID()
    await world.accepted(contact, body, { line: lineId, key })
    keys.push(key)
  }
  await desk.save({ lines: [line('stays', 1)] })
  return keys
}

test('what waits on a removed line leaves by another, in its order and once, when an admin says so', async () => {
  await desk.save({ lines: [line('stays', 1), line('goes', 2)] })
  const contact = await person()
  const keys = await waitingOn('goes', contact, ['One', 'Two', 'Three'])
  await until(async () => {
    const { body } = await asked<ListWaitingResponse>('waiting/list', {})
    expect(body.items.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 3 }, () => expect.stringContaining('its line was removed') as string),
    )
  })
  expect(got(contact)).toEqual([])

  const moved = await asked<LineCleared>('lines/move', { from: 'goes', to: 'stays' })
  expect(moved).toMatchObject({ status: 200, body: { done: 3, left: 0 } })
  const all = ['One', 'Two', 'Three'].map((body) => `+15550100061: ${body}`)
  await until(() => expect(got(contact)).toEqual(all))
  expect(await world.accepted(contact, 'One', { line: 'goes', key: keys[0]! }).catch(String)).not.toContain('reused')
  expect((await asked<LineCleared>('lines/move', { from: 'goes', to: 'stays' })).body).toEqual({ done: 0, left: 0 })
  expect((await asked<ListWaitingResponse>('waiting/list', {})).body.items).toEqual([])
  expect(got(contact)).toEqual(all)
})

test('what is given up ends as failed with that reason, and is not sent when the line comes back', async () => {
  await desk.save({ lines: [line('stays', 1), line('gone', 3)] })
  const contact = await person()
  await waitingOn('gone', contact, ['Never'])
  expect((await asked<LineCleared>('lines/give-up', { lineId: 'gone' })).body).toEqual({ done: 1, left: 0 })
  expect(await world.shown(contact)).toMatchObject([
    { status: 'failed', problem: { code: 'line_removed', retryable: true } },
  ])
  await desk.save({ lines: [line('stays', 1), line('gone', 3)] })
  await asked('lines/resume', { lineId: 'gone' })
  await until(async () => {
    await world.accepted(contact, 'The next', { line: 'gone' })
    expect(got(contact)).toContain('+15550100063: The next')
  })
  expect(got(contact)).not.toContain('+15550100063: Never')
})

test('what waits on a line that comes back into use at that moment is not given up', async () => {
  await desk.save({ lines: [line('stays', 1), line('back', 3)] })
  const contact = await person()
  await waitingOn('back', contact, ['Wait'])
  const portal = world.database.forPortal(portalId)
  const saved = Promise.withResolvers<void>()
  const under = Promise.withResolvers<void>()
  const coming = portal.transaction(async (tx) => {
    await tx.query("update line set state = 'active' where portal_id = $1 and id = 'back'", [portalId])
    under.resolve()
    await saved.promise
  })
  await under.promise
  const givenUp = asked<LineCleared>('lines/give-up', { lineId: 'back' })
  const waits = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
  let answered = false
  void givenUp.then(() => (answered = true))
  await until(async () => expect(answered || (await world.database.query(waits)).length > 0).toBe(true))
  saved.resolve()
  await coming
  expect(await givenUp).toMatchObject({ status: 409, body: { code: 'line_in_use' } })
  expect((await world.shown(contact)).map(({ status }) => status)).not.toContain('failed')
  await world.database.query("update line set state = 'retired' where id = 'back'")
})

test.each([
  ['a line that is in use', 'lines/move', { from: 'stays', to: 'other' }, 409, 'line_in_use'],
  ['a line that never was', 'lines/move', { from: 'never', to: 'stays' }, 404, 'unknown_line'],
  ['another that is not there', 'lines/move', { from: 'left', to: 'never' }, 404, 'unknown_line'],
  ['a line of another channel', 'lines/move', { from: 'left', to: 'imessage' }, 422, 'line_wrong_channel'],
  ['a line that is in use, which is not given up', 'lines/give-up', { lineId: 'stays' }, 409, 'line_in_use'],
])('%s is no line whose messages are moved', async (_what, path, said, status, code) => {
  const imessage = { ...line('imessage', 5), channel: 'imessage' as const }
  await desk.save({ lines: [line('stays', 1), line('other', 4), line('left', 6), imessage] })
  await desk.save({ lines: [line('stays', 1), line('other', 4), imessage] })
  await until(async () => {
    const answer = await asked(path, said)
    expect(answer).toMatchObject({ status, body: { code } })
  })
})
