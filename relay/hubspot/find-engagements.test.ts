import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NewEngagement } from './engagement-batch.ts'
import { engagementsOf, type Engagements } from './engagements.ts'
import { ownHubSpot } from '../../workbench/hubspot/fixture/own-hubspot.ts'

const { hubspot, client, refusedProperties } = await ownHubSpot()
const contactId = hubspot.seedContact(4242, { email: 'ada@example.com' })

/** As a process that has just started, which has learnt nothing of the account. */
const fresh = (): Engagements => engagementsOf(client(), refusedProperties)
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
  expect(await fresh().find('4242', 'communications', some, [])).toEqual(made.done)
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

test('a search that is refused says nothing of what is there, even where searches have found entries before', async () => {
  const relay = fresh()
  const some = entries(60, 'Refused')
  const made = await relay.create('4242', 'communications', some)
  expect((await relay.find('4242', 'communications', some, [])).size).toBe(60)
  const refused = { kind: 'status' as const, status: 400, body: { message: 'The search is too large.' } }
  hubspot.faults.next({ ...refused, match: { path: /communications\/search$/ } })
  const doubtful = some.slice(0, 3)
  const found = await relay.find('4242', 'communications', doubtful, [])
  expect([...found]).toEqual(doubtful.map(({ key }) => [key, made.done.get(key)]))
})

test('no search is larger than HubSpot takes', async () => {
  const some = entries(100, 'Large')
  await fresh().create('4242', 'communications', some)
  const before = hubspot.calls.totals().byStatus['400'] ?? 0
  expect((await fresh().find('4242', 'communications', some, [])).size).toBe(100)
  expect(hubspot.calls.totals().byStatus['400'] ?? 0).toBe(before)
})

test('a request to create does not begin once its time is over', async () => {
  const some = entries(2)
  const made = await fresh().create('4242', 'communications', some, async () => false)
  expect([made.done.size, made.postponed.size]).toEqual([0, 2])
  expect(hubspot.timeline(4242, contactId).some(({ id }) => made.done.has(id))).toBe(false)
})

test('nor do the halves of a batch that was refused as a whole, when the time is over by then', async () => {
  const some = entries(4, 'Half')
  const refused = { kind: 'status' as const, status: 400, body: { message: 'Something in here.' } }
  hubspot.faults.next({ ...refused, match: { path: /batch\/create$/ } })
  let asked = 0
  const made = await fresh().create('4242', 'communications', some, async () => ++asked === 1)
  expect([made.done.size, made.refused.size]).toEqual([0, 0])
  expect([...made.postponed.keys()].toSorted()).toEqual(some.map(({ key }) => key).toSorted())
  expect(
    hubspot.timeline(4242, contactId).some(({ properties }) => properties.hs_communication_body?.includes('Half')),
  ).toBe(false)
})
