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

const phone = (contact: TestContact) => contact.properties.mobilephone ?? ''
const write = (contact: TestContact, body: string) =>
  world.phones.write({ from: phone(contact), to: '+15550100001', body, channel: 'sms' })
const onCard = async (contact: TestContact) =>
  (await world.card('conversation', { contact })).body.lines.find(({ id }) => id === 'sms')
const reasonAgainst = async (contact: TestContact) => (await onCard(contact))?.unavailable

test('STOP ends sending on every channel of texts and by every way, START begins it again', async () => {
  const contact = await world.contact({ mobilephone: '+12025550301' })
  await world.accepted(contact, 'Hello')
  await until(() => expect(world.phones.phone(phone(contact)).messages()).toHaveLength(1))
  write(contact, ' “Stop.” ')
  await until(async () => expect(await reasonAgainst(contact)).toMatch(/asked not to be written to/))
  expect(await onCard(contact)).toMatchObject({ obstacle: { is: 'opted_out', reason: null } })
  expect(await world.shown(contact)).toMatchObject([{ consent: null }, { body: ' “Stop.” ', consent: 'opted_out' }])

  const before = await world.stored()
  const refused = await world.card('send-message', {
    contact,
    idempotencyKey: randomUUID(),
    lineId: 'sms',
    body: 'But…',
  })
  expect(refused).toMatchObject({ status: 422, problem: { code: 'opted_out', retryable: false } })
  expect(refused.problem.detail).toMatch(/asked not to be written to by SMS/)
  const fromWorkflow = await world.workflow({
    callbackId: randomUUID(),
    origin: { portalId: Number(portalId) },
    object: { objectId: Number(contact.id), objectType: 'CONTACT', properties: contact.properties },
    inputFields: { channel: 'sms', message: 'But…' },
  })
  expect(fromWorkflow.body.outputFields).toMatchObject({ error_code: 'opted_out', hs_execution_state: 'FAIL_CONTINUE' })
  expect({ ...(await world.stored()), message_event: 0 }).toMatchObject({
    message: before.message,
    delivery: before.delivery,
  })

  // It holds for the number, whichever channel carried it.
  const onImessage = await world.card('send-message', {
    ...{ contact, idempotencyKey: randomUUID(), lineId: 'imessage', body: 'But…' },
  })
  expect(onImessage).toMatchObject({ status: 422, problem: { code: 'opted_out' } })
  expect(onImessage.problem.detail).not.toMatch(/another channel\b(?! for)/)

  write(contact, 'START')
  await until(async () => expect(await reasonAgainst(contact)).toBeNull())
  expect(await onCard(contact)).toMatchObject({ obstacle: null })
  await world.accepted(contact, 'Welcome back')
  await until(() =>
    expect(
      world.phones
        .phone(phone(contact))
        .messages()
        .map(({ body }) => body),
    ).toContain('Welcome back'),
  )
})

test('a word of it inside a sentence changes nothing', async () => {
  const contact = await world.contact({ mobilephone: '+12025550302' })
  await world.accepted(contact, 'Hello')
  write(contact, 'Please stop by at noon')
  await until(async () => expect(await world.shown(contact)).toHaveLength(2))
  expect(await reasonAgainst(contact)).toBeNull()
})

test('STOP from an address that matches nobody is kept all the same', async () => {
  world.phones.write({ from: '+12025550303', to: '+15550100001', body: 'STOP', channel: 'sms' })
  const contact = await world.contact({ mobilephone: '+12025550303' })
  await until(async () => expect(await reasonAgainst(contact)).toMatch(/asked not to be written to/))
})

test('STOP of somebody who is not known yet holds while HubSpot does not say whose it is', async () => {
  const contact = await world.contact({ mobilephone: '+12025550305' })
  world.hubspot.faults.next({ kind: 'status', status: 503, match: { path: /contacts\/search/ }, times: Infinity })
  write(contact, 'STOP')
  await until(async () => expect(await reasonAgainst(contact)).toMatch(/asked not to be written to/))
  expect(await world.shown(contact)).toEqual([])
  world.hubspot.faults.clear()
  await until(async () => expect(await world.shown(contact)).toMatchObject([{ body: 'STOP', consent: 'opted_out' }]))
})

test('a message that still waits when STOP arrives never leaves', async () => {
  const contact = await world.contact({ mobilephone: '+12025550304' })
  world.phones.faults.set({ mode: 'throttle', retryAfter: 1, ...onceTo(contact) })
  await world.accepted(contact, 'Too late')
  await until(async () => expect((await world.shown(contact))[0]?.problem?.code).toBe('provider_throttled'))
  write(contact, 'STOP')
  await until(async () => {
    const [sent] = await world.shown(contact)
    expect(sent).toMatchObject({ status: 'cancelled', problem: { code: 'opted_out' } })
  })
  expect(
    world.phones
      .phone(phone(contact))
      .messages()
      .map(({ body }) => body),
  ).toEqual(['STOP'])
  await until(() => expect(world.timeline(contact).join()).toMatch(/Not sent<.*<p>The contact opted out/))
})
