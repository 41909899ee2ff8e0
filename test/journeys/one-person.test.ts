import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onceTo } from '../once-to.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const write = (from: string, body: string) => world.phones.write({ from, to: '+15550100001', body, channel: 'sms' })
const bodies = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body)
const send = (contact: TestContact, more: Record<string, unknown> = {}) =>
  world.card('send-message', { contact, idempotencyKey: randomUUID(), lineId: 'sms', body: 'Hello', ...more })
const got = (number: string) =>
  world.phones
    .phone(number)
    .messages()
    .map(({ body }) => body)

const pairs = [
  ['+5511987654321', '+551187654321'],
  ['+553187650012', '+5531987650012'],
  ['+525512345678', '+5215512345678'],
  ['+5215587654321', '+525587654321'],
  ['+541112345678', '+5491112345678'],
  ['+5491187654321', '+541187654321'],
  ['+2290197123456', '+22997123456'],
] as const

test.each(pairs)('%s who writes as %s is found, and stays one conversation', async (inHubSpot, onNetwork) => {
  const contact = await world.contact({ mobilephone: inHubSpot })
  write(onNetwork, 'May I ask?')
  await until(async () => expect(await bodies(contact)).toEqual(['May I ask?']))
  await world.accepted(contact, 'You may')
  // What leaves has the form that the contact has.
  await until(() => expect(got(inHubSpot)).toContain('You may'))
  write(onNetwork, 'Thanks')
  await until(async () => expect(await bodies(contact)).toEqual(['May I ask?', 'You may', 'Thanks']))
  const conversations = await world.database.query('select 1 from conversation where contact_id = $1', [contact.id])
  expect(conversations).toHaveLength(1)
})

test('STOP from another spelling stops the person, START from either lifts it', async () => {
  const contact = await world.contact({ mobilephone: '+5531987650099' })
  const against = async () => {
    const { body } = await world.card('conversation', { contact })
    return body.lines.filter(({ obstacle }) => obstacle?.is === 'opted_out').map(({ id }) => id)
  }
  await world.accepted(contact, 'Hello')
  write('+553187650099', 'STOP')
  await until(async () => expect(await against()).toEqual(expect.arrayContaining(['sms', 'imessage'])))
  for (const lineId of ['sms', 'imessage']) {
    expect(await send(contact, { lineId })).toMatchObject({ status: 422, problem: { code: 'opted_out' } })
  }
  write('+5531987650099', 'START')
  await until(async () => expect(await against()).toEqual([]))
  expect(await send(contact)).toMatchObject({ status: 200 })
  await until(() => expect(got('+5531987650099').filter((body) => body === 'Hello')).toHaveLength(2))
})

test('what is waiting when STOP comes from another spelling never leaves', async () => {
  const contact = await world.contact({ mobilephone: '+5531987650098' })
  world.phones.faults.set({ mode: 'throttle', retryAfter: 1, ...onceTo(contact) })
  await world.accepted(contact, 'Too late')
  await until(async () => expect((await world.shown(contact))[0]?.problem?.code).toBe('provider_throttled'))
  write('+553187650098', 'STOP')
  await until(async () => expect((await world.shown(contact))[0]).toMatchObject({ status: 'cancelled' }))
  expect(got('+5531987650098')).not.toContain('Too late')
})

test('nor does it where a relay of before keeps that STOP under the spelling that it came in', async () => {
  const contact = await world.contact({ mobilephone: '+5531987650097' })
  world.phones.faults.set({ mode: 'throttle', retryAfter: 1, ...onceTo(contact) })
  await world.accepted(contact, 'Too late')
  await until(async () => expect((await world.shown(contact))[0]?.problem?.code).toBe('provider_throttled'))
  await world.database.query(
    `insert into consent (portal_id, channel, address, state, at) values ($1, 'sms', '+553187650097', 'opted_out', now())`,
    [portalId],
  )
  await until(async () => expect((await world.shown(contact))[0]).toMatchObject({ status: 'cancelled' }))
  expect(got('+5531987650097')).not.toContain('Too late')
})

test('a number with its country code but no plus is read as it is meant', async () => {
  const contact = await world.contact({ phone: '49 151 23456789' })
  write('+4915123456789', 'Guten Tag')
  await until(async () => expect(await bodies(contact)).toEqual(['Guten Tag']))
  await world.accepted(contact, 'Hello')
  await until(() => expect(got('+4915123456789')).toContain('Hello'))
})

test('who has a number of abroad behind 00 is found; what no plan knows is sent to when the rep is sure', async () => {
  const contact = await world.contact({ phone: '0044 7700 900145' })
  write('+447700900145', 'Is this on?')
  await until(async () => expect(await bodies(contact)).toEqual(['Is this on?']))
  const refused = await send(contact)
  expect(refused).toMatchObject({ status: 422, problem: { code: 'unsure_address', retryable: false } })
  expect(refused.problem.detail).toContain('+447700900145')
  // Sure of another number is not sure of this one.
  expect(await send(contact, { sureOf: '+447700900146' })).toMatchObject({ problem: { code: 'unsure_address' } })
  expect(got('+447700900145')).not.toContain('Hello')
  expect(await send(contact, { sureOf: '+447700900145' })).toMatchObject({ status: 200 })
  await until(() => expect(got('+447700900145')).toContain('Hello'))
})

test('of two numbers in one property the first is written to, and either is answered from', async () => {
  const contact = await world.contact({ phone: '202-555-0141 / 202-555-0142' })
  await world.accepted(contact, 'Hello')
  await until(() => expect(got('+12025550141')).toEqual(['Hello']))
  write('+12025550142', 'From the other one')
  await until(async () => expect(await bodies(contact)).toEqual(['Hello', 'From the other one']))
})

test('conversations that were begun under two spellings become one, and what waits in them leaves', async () => {
  const contact = await world.contact({ mobilephone: '+5511987650001' })
  const first = await world.accepted(contact, 'One')
  await until(() => expect(got('+5511987650001')).toEqual(['One']))
  const portal = [contact.id]
  // As a relay of before would have stored a reply from the other spelling.
  await world.database.query(
    `with old as (
       insert into conversation (portal_id, id, contact_id, line_id, channel, address, token, last_at)
       select portal_id, gen_random_uuid(), contact_id, line_id, channel, '+551187650001', 'token-of-before', now()
       from conversation where contact_id = $1 returning portal_id, id, contact_id, line_id, channel
     )
     insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address, body,
                          status, provider_id, created_at, changed_at)
     select portal_id, gen_random_uuid(), 'inbound', 'reply', contact_id, id, line_id, channel, '+551187650001', 'Two',
            'delivered', 'before-1', now(), now() from old`,
    portal,
  )
  await world.restart()
  await until(async () => {
    const rows = await world.database.query<{ address: string; messages: number; tokens: number }>(
      `select address, (select count(*)::int from message m where m.conversation_id = c.id) as messages,
              (select count(*)::int from former_token f where f.conversation_id = c.id) as tokens
       from conversation c where contact_id = $1`,
      portal,
    )
    expect(rows).toEqual([{ address: '+5511987650001', messages: 2, tokens: 1 }])
  })
  expect(await bodies(contact)).toEqual(['One', 'Two'])
  expect((await world.shown(contact))[0]?.id).toBe(first)
})
