import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LineSetting } from '../../contract/settings/lines.ts'
import { moveClock } from '../move-clock.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { until } from '../until.ts'
import { doors } from '../bad-input/doors.ts'
import { signedAsk } from '../bad-input/signed-ask.ts'
import { portalId, type TestContact, type World } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

const gone = ['+12025550921', '+12025550922', '+12025550923']

let desk: SettingsDesk
let world: World
beforeAll(async () => {
  desk = await createSettingsDesk({ phones: { unreachable: gone } })
  world = desk.world
  // The phone network is in a private network, as far as the relay knows.
  world.config.allowedHosts = [new URL(world.phones.url).host]
  await world.restart()
  const lines = [line('sms'), line('blue', { channel: 'imessage', address: '+15550100002' })]
  await desk.save({ lines })
  for (const { id, address } of lines) {
    world.phones.registerLine({ address, callbackUrl: `${world.url}/webhooks/${portalId}/${id}` })
  }
})
afterAll(() => world.close())

/** A line of the phone network, with the key that it knows. */
const line = (id: string, more: Partial<LineSetting> = {}): LineSetting => {
  const settings = { url: world.phones.url, key: 'phone-key', webhookSecret: 'phone-webhook-secret' }
  return desk.line(id, { settings, ...more })
}

const shown = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body).toSorted()
const delivered = (contact: TestContact, count: number) =>
  until(async () =>
    expect((await world.shown(contact)).filter(({ status }) => status === 'delivered')).toHaveLength(count),
  )

test('what HubSpot is not told of stands in the card alone, and is not told of when that is changed later', async () => {
  await desk.save({ timeline: { channels: ['imessage'] } })
  const contact = await world.contact({ mobilephone: '+12025550911' })
  await world.accepted(contact, 'By SMS', { line: 'sms' })
  await delivered(contact, 1)
  world.phones.write({ from: '+12025550911', to: '+15550100001', body: 'An answer by SMS', channel: 'sms' })
  await delivered(contact, 2)
  await world.accepted(contact, 'By iMessage', { line: 'blue' })
  await until(() => expect(world.timeline(contact).join()).toContain('By iMessage'))
  expect(world.timeline(contact)).toHaveLength(1)
  expect(await shown(contact)).toEqual(['An answer by SMS', 'By SMS', 'By iMessage'])

  await desk.save({ timeline: null })
  // The old ones are read by now: that changes how they stand, and nothing else.
  world.phones.look('+12025550911')
  await until(async () => expect((await world.shown(contact)).some(({ status }) => status === 'read')).toBe(true))
  await world.accepted(contact, 'By SMS from now on', { line: 'sms' })
  await until(() => expect(world.timeline(contact).join()).toContain('By SMS from now on'))
  expect(world.timeline(contact)).toHaveLength(2)

  // What stands there already is kept true, whatever is switched off.
  await desk.save({ timeline: { channels: ['email'] } })
  world.phones.look('+12025550911')
  await until(() => expect(world.timeline(contact).filter((text) => text.includes('Read'))).toHaveLength(2))
})

test('a number without a country code is one of the account’s country, from the moment that it says so', async () => {
  const contact = await world.contact({ mobilephone: '030 901820' })
  const refused = await world.card('send-message', {
    contact,
    idempotencyKey: randomUUID(),
    lineId: 'sms',
    body: 'Hallo',
  })
  expect(refused.status).toBe(422)
  await desk.save({ region: { country: 'DE', timeZone: 'Europe/Berlin' } })
  await world.accepted(contact, 'Hallo', { line: 'sms' })
  await until(() => expect(world.phones.phone('+4930901820').messages()).toHaveLength(1))
  world.phones.write({ from: '+4930901820', to: '+15550100001', body: 'Wer da?', channel: 'sms' })
  await until(async () => expect(await shown(contact)).toEqual(['Hallo', 'Wer da?']))
  const lines = await signedAsk(world, doors['POST /admin/lines']![0]!, { portalId })
  expect(JSON.parse(lines.text)).toMatchObject({ timeZone: 'Europe/Berlin' })
  await desk.save({ region: null })
})

test('times are told by the account’s own clock, else by HubSpot’s for the account, else in UTC', async () => {
  const contact = await world.contact({ mobilephone: '+12025550931' })
  const clock = async (timeZone?: string) => {
    const answer = await world.card('conversation', { contact, ...(timeZone === undefined ? {} : { timeZone }) })
    return answer.body.clock
  }
  expect(await clock()).toEqual({ timeZone: 'UTC', offset: 0, changes: [] })
  expect(await clock('Mars/Olympus')).toMatchObject({ timeZone: 'UTC' })
  expect(await clock('america/vancouver')).toMatchObject({ timeZone: 'America/Vancouver' })
  await desk.save({ region: { timeZone: 'Asia/Kolkata' } })
  expect(await clock('America/Vancouver')).toEqual({ timeZone: 'Asia/Kolkata', offset: 330, changes: [] })
  await desk.save({ region: null })
})

test('a line is paused by the rule of its account', async () => {
  await desk.save({ pause: { percent: 20, least: 3, minutes: 60 } })
  for (const number of gone)
    await world.accepted(await world.contact({ mobilephone: number }), 'Into the void', { line: 'sms' })
  await until(async () => {
    const lines = await signedAsk(world, doors['POST /admin/lines']![0]!, { portalId })
    expect(JSON.parse(lines.text)).toMatchObject({ lines: [{ id: 'sms', state: 'paused', pausedBy: 'relay' }, {}] })
  })
})

test('an account has its own removed earlier, within what whoever runs the relay allows, and never later', async () => {
  const longer = await desk.say('/save', { version: await desk.version(), sections: { retention: { rawDays: 31 } } })
  expect([longer.status, longer.problem.detail]).toEqual([422, expect.stringContaining('must be at most 30')])
  const shorter = await desk.say('/save', { version: await desk.version(), sections: { retention: { rawDays: 2 } } })
  expect(shorter.status).toBe(422)

  const raw = () => world.database.query('select 1 from inbox where done_at is not null')
  await until(async () => expect(await world.database.query(`select 1 from ${openInbox} i`)).toEqual([]))
  const before = (await raw()).length
  expect(before).toBeGreaterThan(0)
  await moveClock(world.database, '5 days')
  const now = () => new Date(Date.now() + 5 * 86_400_000)
  await desk.save({ retention: { rawDays: 3 } })
  await world.another({ now })
  await until(async () => expect(await raw()).toEqual([]))
})
