import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHubSpot, type HubSpot } from '../../workbench/hubspot/hubspot.ts'
import { createHubSpotClient } from './client.ts'
import type { NewEngagement } from './engagement-batch.ts'
import { engagementsOf, type Engagements } from './engagements.ts'

let hubspot: HubSpot
let contactId: string
beforeAll(async () => {
  hubspot = createHubSpot({
    portals: [
      { portalId: 4242, accessToken: 'token', scopes: ['crm.objects.contacts.read', 'crm.objects.contacts.write'] },
    ],
  })
  await hubspot.listen()
  contactId = hubspot.seedContact(4242, { email: 'ada@example.com' })
})
afterAll(() => hubspot.close())

/** As a process that has just started, which has learnt nothing of the account. */
function fresh(): Engagements {
  const client = createHubSpotClient({
    baseUrl: hubspot.url,
    accessTokenOf: () => 'token',
    budget: { spend: async () => undefined, block: async () => undefined },
    log: pino({ level: 'silent' }),
  })
  return engagementsOf(client)
}
const entries = (count: number, words = 'Number'): NewEngagement[] =>
  Array.from({ length: count }, (_, index) => ({
    key: randomUUID(),
    words: `${words} ${index}`,
    contactId,
    associationTypeId: 81,
    properties: {
      hs_timestamp: '2026-11-21T10:00:00.000Z',
      hs_communication_channel_type: 'SMS',
      hs_communication_logged_from: 'CRM',
      hs_communication_body: `<p>${words} ${index}</p>`,
    },
  }))
const searches = () => hubspot.calls.totals().byRoute['POST /crm/objects/:version/communications/search'] ?? 0

test('a whole batch in doubt is found again, though its keys are more than one search may hold', async () => {
  const some = entries(100)
  const made = await fresh().create('4242', 'communications', some)
  expect(await fresh().find('4242', 'communications', some, [])).toEqual(made.created)
})

test('of a batch that never came to be, one known entry is proof enough: no search for each', async () => {
  const known = entries(1)
  await fresh().create('4242', 'communications', known)
  const before = searches()
  const found = await fresh().find(
    '4242',
    'communications',
    entries(100),
    known.map(({ key }) => key),
  )
  expect(found.size).toBe(0)
  expect(searches() - before).toBe(3)
})

test('without such proof each is searched for by what it says, within five searches a second', async () => {
  expect((await fresh().find('4242', 'communications', entries(7, 'Never'), [])).size).toBe(0)
})

test('a request to create does not begin once its time is over', async () => {
  const some = entries(2)
  const made = await fresh().create('4242', 'communications', some, () => false)
  expect([made.created.size, made.postponed.size]).toEqual([0, 2])
  expect(hubspot.timeline(4242, contactId).some(({ id }) => made.created.has(id))).toBe(false)
})
