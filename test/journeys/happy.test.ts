import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createWorld, portalId, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const within = { timeout: 10_000, interval: 25 }

test('a rep sends, the phone gets it, the answer comes home, and both stand on the timeline', async () => {
  const contact = await world.contact()
  const sent = await world.card('send-message', {
    contact,
    idempotencyKey: randomUUID(),
    lineId: 'sms',
    body: 'Hello Ada',
  })
  expect(sent).toMatchObject({ status: 200, body: { status: 'queued', duplicate: false } })

  await vi.waitFor(async () => {
    const { body } = await world.card('conversation', { contact })
    expect(body.messages.map((message) => message.status)).toEqual(['delivered'])
  }, within)
  const phone = world.phones.phone('+12025550143')
  expect(phone.messages().map((message) => message.body)).toEqual(['Hello Ada'])

  phone.look()
  await vi.waitFor(async () => {
    const { body } = await world.card('conversation', { contact })
    expect(body.messages[0]?.status).toBe('read')
  }, within)

  world.phones.write({ from: '+12025550143', to: '+15550100001', body: 'Hi back', channel: 'sms' })
  await vi.waitFor(async () => {
    const { body } = await world.card('conversation', { contact })
    expect(body.messages.map((message) => [message.direction, message.body])).toEqual([
      ['outbound', 'Hello Ada'],
      ['inbound', 'Hi back'],
    ])
  }, within)

  await vi.waitFor(() => {
    const bodies = world.hubspot
      .timeline(Number(portalId), contact.id)
      .map((entry) => entry.properties.hs_communication_body)
    expect(bodies).toHaveLength(2)
    expect(bodies.join()).toContain('Hi back')
    expect(bodies.join()).toMatch(/SMS · Read/)
  }, within)
})

test('a workflow sends without a rep', async () => {
  const contact = await world.contact({ firstname: 'Bo', mobilephone: '+1 202 555 0177' })
  const { status, body } = await world.workflow({
    callbackId: 'ap-4242-1-1-0',
    origin: { portalId: Number(portalId), actionDefinitionId: 1 },
    context: { source: 'WORKFLOWS', workflowId: 7 },
    object: { objectId: Number(contact.id), objectType: 'CONTACT', properties: contact.properties },
    inputFields: { channel: 'sms', message: 'From a workflow' },
  })
  expect(status).toBe(200)
  expect(body.outputFields).toMatchObject({ status: 'queued', error_code: '', hs_execution_state: 'SUCCESS' })
  await vi.waitFor(() => expect(world.phones.phone('+12025550177').messages()).toHaveLength(1), within)
})
