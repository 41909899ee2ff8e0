import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ scopes: ['crm.objects.owners.read'] })
})
afterAll(() => world.close())

// The fake's account has one owner: user 12345, owner 900001.
const owner = { userId: '12345', userEmail: 'Owner@example.com' }
const entries = (contact: TestContact) =>
  world.hubspot.timeline(Number(portalId), contact.id).map(({ properties }) => properties)
let sent = 0
const write = (contact: TestContact, who: object, lineId = 'sms') =>
  world.card('send-message', { contact, lineId, body: 'Hello', idempotencyKey: `who-wrote-${(sent += 1)}`, ...who })

test('the timeline names who wrote, as the owner that this user is', async () => {
  const contact = await world.contact()
  await write(contact, owner)
  await until(() =>
    expect(entries(contact)).toMatchObject([
      { hubspot_owner_id: '900001', hs_communication_body: expect.stringContaining(' by Olivia Owner</p>') as string },
    ]),
  )
  const [message] = await world.shown(contact)
  expect(message?.writtenBy).toBe('Owner@example.com')
  const { events } = (await world.card('message-trace', { contact, messageId: message?.id ?? '' })).body
  expect(events[0]?.text).toContain('Owner@example.com, user 12345 (claimed by the card)')
})

test('a user who is no owner is named by their address', async () => {
  const contact = await world.contact({ mobilephone: '+12025550171' })
  await write(contact, { userId: '77', userEmail: 'noor@example.com' })
  await until(() => expect(entries(contact)[0]?.hs_communication_body).toContain(' by noor@example.com</p>'))
  expect(entries(contact)[0]?.hubspot_owner_id ?? null).toBeNull()
})

test('HubSpot is asked once for all that an owner writes', async () => {
  const asked = () => world.hubspot.calls.recent().filter(({ path }) => path.startsWith('/crm/owners/')).length
  const contact = await world.contact({ mobilephone: '+12025550172' })
  await write(contact, owner)
  await until(() => expect(entries(contact)[0]?.hubspot_owner_id).toBe('900001'))
  const before = asked()
  await write(contact, owner)
  await until(() => expect(entries(contact)).toHaveLength(2))
  expect(asked()).toBe(before)
})
