import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NewEngagement } from './engagement-batch.ts'
import { engagementsOf } from './engagements.ts'
import { ownHubSpot } from '../../workbench/hubspot/fixture/own-hubspot.ts'

const { hubspot, client, refusedProperties } = await ownHubSpot()
const contactId = hubspot.seedContact(4242, { email: 'ada@example.com' })
const engagements = engagementsOf(client({ timeLimit: 2_000 }), refusedProperties)

const properties = (words: string) => ({
  hs_timestamp: '2026-11-21T10:00:00.000Z',
  hs_communication_channel_type: 'SMS',
  hs_communication_logged_from: 'CRM',
  hs_communication_body: `<p>${words}</p>`,
})
const entry = (words: string, changes: Partial<NewEngagement> = {}): NewEngagement => ({
  key: randomUUID(),
  words,
  contactId,
  associationTypeId: 81,
  properties: properties(words),
  ...changes,
})
const creations = () => hubspot.calls.totals().byRoute['POST /crm/objects/:version/communications/batch/create'] ?? 0

test('a hundred are created in one call, each with an id of its own', async () => {
  const some = Array.from({ length: 100 }, (_, index) => entry(`Number ${index}`))
  const before = creations()
  const made = await engagements.create('4242', 'communications', some)
  expect(creations()).toBe(before + 1)
  expect([made.done.size, made.refused.size, made.doubtful.size, made.postponed.size]).toEqual([100, 0, 0, 0])
  for (const { key, words } of some) {
    const found = hubspot.timeline(4242, contactId).find(({ id }) => id === made.done.get(key))
    expect(found?.properties.hs_communication_body).toBe(`<p>${words}</p>`)
  }
})

test('HubSpot refuses some of them: the others are created, and each refusal has its reason', async () => {
  const good = [entry('Good'), entry('Also good')]
  const gone = entry('To nobody', { contactId: '999999999' })
  const wrong = entry('Wrong', { properties: { ...properties('Wrong'), hs_communication_channel_type: 'PIGEON' } })
  const made = await engagements.create('4242', 'communications', [good[0] ?? gone, gone, wrong, good[1] ?? gone])
  expect([...made.done.keys()].toSorted()).toEqual(good.map(({ key }) => key).toSorted())
  expect([...made.refused.keys()].toSorted()).toEqual([gone.key, wrong.key].toSorted())
  expect(made.refused.get(gone.key)).toContain('999999999')
})

test('a batch refused as a whole is narrowed down to the one that is meant', async () => {
  const some = Array.from({ length: 4 }, (_, index) => entry(`Narrow ${index}`))
  // The whole, its first half and the first of that are refused without a word on which.
  hubspot.faults.next({
    kind: 'status',
    status: 400,
    body: { message: 'Something in here.' },
    match: { path: /batch\/create/ },
    times: 3,
  })
  const made = await engagements.create('4242', 'communications', some)
  expect([...made.refused]).toEqual([[some[0]?.key, 'Something in here.']])
  expect([...made.done.keys()].toSorted()).toEqual(
    some
      .slice(1)
      .map(({ key }) => key)
      .toSorted(),
  )
})

test.each([
  ['a 500', { kind: 'status', status: 500 }],
  ['an answer that is lost', { kind: 'reset-after' }],
  ['silence', { kind: 'hang' }],
] as const)('after %s all of it is in doubt', async (_what, fault) => {
  hubspot.faults.next({ ...fault, match: { path: /batch\/create/ } })
  const some = [entry('Doubt 1'), entry('Doubt 2')]
  const made = await engagements.create('4242', 'communications', some)
  expect([...made.doubtful.keys()].toSorted()).toEqual(some.map(({ key }) => key).toSorted())
})

test('after a 429 nothing was done', async () => {
  hubspot.faults.next({ kind: 'status', status: 429, body: { policyName: 'DAILY' }, match: { path: /batch\/create/ } })
  const one = entry('Later')
  const made = await engagements.create('4242', 'communications', [one])
  expect(made.postponed.get(one.key)).toMatchObject({ code: 'hubspot_daily_limit' })
})

test('an update is told again without harm, and one of an entry that a user deleted is done', async () => {
  const one = entry('Before')
  const id = (await engagements.create('4242', 'communications', [one])).done.get(one.key) ?? ''
  const update = { id, properties: properties('After') }
  for (let count = 0; count < 2; count += 1) {
    expect((await engagements.update('4242', 'communications', [update])).done).toEqual(new Map([[id, id]]))
  }
  expect(hubspot.timeline(4242, contactId).find((found) => found.id === id)?.properties.hs_communication_body).toBe(
    '<p>After</p>',
  )
  const gone = await engagements.update('4242', 'communications', [
    update,
    { id: '999999', properties: properties('x') },
  ])
  expect([...gone.done.keys()].toSorted()).toEqual([id, '999999'].toSorted())
  expect([gone.refused.size, gone.doubtful.size, gone.postponed.size]).toEqual([0, 0, 0])
})

test('an owner that HubSpot does not take is left out of that row alone, and is asked for again in others', async () => {
  const owned = (words: string, owner: string) =>
    entry(words, { properties: { ...properties(words), hubspot_owner_id: owner } })
  const [good, gone] = [owned('Mine', '900001'), owned('Left', '999')]
  const made = await engagements.create('4242', 'communications', [gone, good])
  expect([...made.done.keys()].toSorted()).toEqual([good.key, gone.key].toSorted())
  const ownerOf = ({ key }: NewEngagement) =>
    hubspot.timeline(4242, contactId).find(({ id }) => id === made.done.get(key))?.properties.hubspot_owner_id
  expect(ownerOf(good)).toBe(good.properties.hubspot_owner_id)
  expect(ownerOf(gone) ?? '').toBe('')
  expect((await refusedProperties.of('4242', 'communications')).size).toBe(0)
})

test('a key that HubSpot says it has already is in doubt, and not made without it', async () => {
  const one = entry('Twice')
  const message = 'Property values were not valid: hs_engagement_source_id already belongs to another'
  const body = { status: 'error', category: 'CONFLICT', message }
  hubspot.faults.next({ kind: 'status', status: 409, body, match: { path: /batch\/create/ } })
  const made = await engagements.create('4242', 'communications', [one])
  expect([made.done.size, made.refused.size, [...made.doubtful.keys()]]).toEqual([0, 0, [one.key]])
})
