import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ProviderEvent } from '../../relay/providers/provider.ts'
import { impatientFetch } from '../impatient-fetch.ts'
import { createTellingWorld, type TellingWorld } from '../telling-world.ts'
import { until } from '../until.ts'
import type { TestContact } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

let world: TellingWorld
beforeAll(async () => {
  world = await createTellingWorld({ phones: { deliverAfter: null }, parts: { fetch: impatientFetch } })
})
afterAll(() => world.close())
afterEach(() => world.phones.faults.set())

type Elsewhere = Extract<ProviderEvent, { kind: 'elsewhere' }>
let given = 0
const person = () => world.contact({ mobilephone: `+1202555${8600 + given++}` })
const shown = async (contact: TestContact) =>
  (await world.shown(contact)).map(({ body, source, status }) => `${body} ${source} ${status}`)

let ids = 0
function elsewhere(contact: TestContact, body: string, more: Partial<Elsewhere> = {}): Elsewhere {
  return {
    ...{ kind: 'elsewhere', providerId: `e${(ids += 1)}`, to: contact.properties.mobilephone!, body, subject: null },
    ...{ by: 'jo@company.example', status: 'sent', at: new Date(), ...more },
  }
}

test("what a colleague wrote in the vendor's app stands in the conversation once, with who wrote it", async () => {
  const contact = await person()
  const told = elsewhere(contact, 'From the dashboard', { service: 'RCS' })
  await world.tell([told])
  await until(() =>
    expect(world.timeline(contact).join()).toContain('Written outside of Homing by jo@company.example.'),
  )
  expect(world.timeline(contact).join()).toContain('<strong>RCS · Sent</strong>')
  await world.tell([{ ...told, status: 'delivered' }, told])
  await until(async () => expect(await shown(contact)).toEqual(['From the dashboard elsewhere delivered']))
  await world.tell([{ kind: 'status', providerId: told.providerId, status: 'read', at: new Date() }])
  await until(async () => expect(await shown(contact)).toEqual(['From the dashboard elsewhere read']))
  await until(() => expect(world.timeline(contact).join()).toContain('RCS · Read'))
  expect(world.timeline(contact)).toHaveLength(1)
  const [message] = await world.shown(contact)
  expect(message).toMatchObject({ direction: 'outbound', writtenBy: 'jo@company.example', service: 'RCS', attempts: 0 })
  expect(await world.database.query('select 1 from delivery where message_id = $1', [message!.id])).toEqual([])
  // Edited there, it is edited here.
  const edit = { kind: 'edited', providerId: told.providerId, body: 'From my dashboard', at: new Date() } as const
  await world.tell([edit])
  await until(async () => expect(await shown(contact)).toEqual(['From my dashboard elsewhere read']))
})

test('the echo of our own is its status and nothing else, also when it is quicker than the answer', async () => {
  const contact = await person()
  const id = await world.accepted(contact, 'Ours')
  await until(async () => expect(await shown(contact)).toEqual(['Ours card sent']))
  await world.tell([elsewhere(contact, 'Ours', { providerId: await world.providerId(id), status: 'delivered' })])
  await until(async () => expect(await shown(contact)).toEqual(['Ours card delivered']))

  world.phones.faults.set({ mode: 'slow', ms: 1_500 })
  const slow = await world.accepted(contact, 'Quick')
  await until(() => expect(world.phones.received(slow)).toBe(1))
  const onPhone = world.phones
    .phone(contact.properties.mobilephone!)
    .messages()
    .find(({ body }) => body === 'Quick')
  await world.tell([elsewhere(contact, 'Quick', { providerId: onPhone!.id, status: 'delivered' })])
  await until(async () => expect(await shown(contact)).toEqual(['Ours card delivered', 'Quick card delivered']))
  await until(async () => expect(await world.database.query(`select 1 from ${openInbox} i`)).toEqual([]))
  expect(await shown(contact)).toEqual(['Ours card delivered', 'Quick card delivered'])
})

test('told several times at once it stands as the newest says', async () => {
  const contact = await person()
  const told = elsewhere(contact, 'All at once')
  await world.tell([
    told,
    { ...told, status: 'delivered' },
    { ...told, status: 'read' },
    { ...told, status: 'delivered' },
  ])
  await until(async () => expect(await shown(contact)).toEqual(['All at once elsewhere read']))
})

test('nothing is kept of what went to nobody that HubSpot knows', async () => {
  const stranger = { id: '0', properties: { mobilephone: '+12025558699' } }
  await world.tell([elsewhere(stranger, 'Private')])
  await until(async () => expect(await world.database.query(`select 1 from ${openInbox} i`)).toEqual([]))
  expect(await world.database.query("select 1 from message where body = 'Private'")).toEqual([])
})

test('it answers nothing and settles nothing of ours', async () => {
  const contact = await person()
  const id = await world.accepted(contact, 'Ours')
  await until(async () => expect(await shown(contact)).toEqual(['Ours card sent']))
  const told = elsewhere(contact, 'Theirs')
  const error = { code: 'x', detail: 'No way.', blame: 'line' } as const
  await world.tell([told, { kind: 'status', providerId: told.providerId, status: 'failed', at: new Date(), error }])
  await until(async () =>
    expect((await shown(contact)).toSorted()).toEqual(['Ours card sent', 'Theirs elsewhere sent']),
  )
  await world.tell([{ kind: 'status', providerId: told.providerId, status: 'failed', at: new Date(), error }])
  await until(async () => expect(await shown(contact)).toContain('Theirs elsewhere failed'))
  const { lines } = (await world.card('conversation', { contact })).body
  expect(lines.find((line) => line.id === 'sms')?.obstacle).toBeNull()
  expect((await world.shown(contact)).find((one) => one.id === id)?.status).toBe('sent')
})
