import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

const pool = ['east', 'north', 'south', 'west']
// The owner that the account has.
const owner = '900001'
let world: World
beforeAll(async () => {
  world = await createWorld({
    config: {
      routing: {
        addresses: { sms: ['work_mobile', 'mobilephone'] },
        owners: { [owner]: ['owned'] },
      },
    },
    extraLines: [...pool, 'owned'].map((id, index) => ({
      id,
      label: `WhatsApp ${id}`,
      channel: 'whatsapp',
      address: `+1555020000${index}`,
    })),
  })
})
afterAll(() => world.close())

let given = 0
/** A contact, and what HubSpot hands over of it besides. */
async function person(more: Record<string, string> = {}, handedOver = {}): Promise<TestContact> {
  const contact = await world.contact({ mobilephone: `+1202555${7800 + given++}`, ...more })
  return { ...contact, properties: { ...contact.properties, ...handedOver } }
}
const setState = (lineId: string, state: 'active' | 'paused') =>
  world.database.query('update line set state = $2 where id = $1', [lineId, state])

/** A workflow sends without naming a line. */
async function byWorkflow(contact: TestContact, channel: string | undefined, body: string): Promise<string> {
  const answer = await world.workflow({
    callbackId: `ap-${randomUUID()}`,
    origin: { portalId: 4242, actionDefinitionId: 1 },
    object: { objectId: Number(contact.id), objectType: 'CONTACT', properties: contact.properties },
    inputFields: { message: body, ...(channel ? { channel } : {}) },
  })
  expect(answer.body.outputFields).toMatchObject({ hs_execution_state: 'SUCCESS' })
  const shown = await world.shown(contact)
  return shown.find((message) => message.body === body)?.lineId ?? ''
}

test('contacts are spread over the pool, and each keeps its line', async () => {
  const lines = new Map<string, number>()
  for (let count = 0; count < 14; count += 1) {
    const contact = await person()
    const first = await byWorkflow(contact, 'whatsapp', 'One')
    expect(await byWorkflow(contact, 'whatsapp', 'Two')).toBe(first)
    lines.set(first, (lines.get(first) ?? 0) + 1)
  }
  expect(lines.size).toBeGreaterThanOrEqual(3)
})

test('a contact is answered on the line it knows, whoever its owner is', async () => {
  const contact = await person({ hubspot_owner_id: owner })
  await world.accepted(contact, 'Hello', { line: 'south' })
  expect(await byWorkflow(contact, 'whatsapp', 'Again')).toBe('south')
})

test("a contact that knows no line yet is written to on its owner's", async () => {
  expect(await byWorkflow(await person({ hubspot_owner_id: owner }), 'whatsapp', 'Hello')).toBe('owned')
  expect(await byWorkflow(await person(), 'whatsapp', 'Hello')).not.toBe('')
})

test('a line that is paused is passed over, and taken again when it is resumed', async () => {
  /** Where a contact that knows the line `west` is written to. */
  const answeredOn = async () => {
    const contact = await person()
    await world.accepted(contact, 'Hello', { line: 'west' })
    return byWorkflow(contact, 'whatsapp', 'Again')
  }
  await setState('west', 'paused')
  await until(async () => expect(await answeredOn()).not.toBe('west'))
  await setState('west', 'active')
  await until(async () => expect(await answeredOn()).toBe('west'))
})

test("the admin's own properties come first, for sending and for whoever answers", async () => {
  const contact = await person({}, { work_mobile: '+12025557990' })
  await world.accepted(contact, 'To work')
  await until(() => expect(world.phones.phone('+12025557990').messages()).toHaveLength(1))
  const answer = await world.card('conversation', { contact })
  expect(answer.body.properties).toContain('work_mobile')
})

test('a contact without an address is told of with the fields to fill in, as people list them', async () => {
  const { body } = await world.card('conversation', { contact: { id: '501', properties: { firstname: 'Ada' } } })
  expect(body.lines.find(({ channel }) => channel === 'whatsapp')).toMatchObject({
    unavailable: 'Fill in WhatsApp phone number, Mobile phone number or Phone number first.',
    obstacle: { is: 'no_address', reason: null },
  })
})
