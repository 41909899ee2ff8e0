import { afterAll, beforeAll, expect, test } from 'vitest'
import pino from 'pino'
import { scopes, startHubSpotUnderTest, type HubSpotUnderTest } from '../../workbench/hubspot/hubspot-under-test.ts'
import { createCheckNamed, type NamedThing } from './check-named.ts'
import { createHubSpotClient, type HubSpotClient } from './client.ts'

const portalId = '4711'
let under: HubSpotUnderTest
beforeAll(async () => {
  under = await startHubSpotUnderTest({ scopes: [...scopes, 'crm.lists.read'] })
  const { lists } = under.hubspot.portal(4711)
  lists.set('12', { name: 'Forms', objectTypeId: '0-1', processingType: 'DYNAMIC', members: new Set() })
  lists.set('13', { name: 'Firms', objectTypeId: '0-2', processingType: 'MANUAL', members: new Set() })
})
afterAll(() => under.hubspot.close())

function client(): HubSpotClient {
  return createHubSpotClient({
    baseUrl: under.hubspot.url,
    tokens: { accessTokenOf: () => 'pat-one', renew: async () => null, giveUp: async () => undefined },
    budget: { spend: async () => undefined, block: async () => undefined },
    log: pino({ level: 'silent' }),
    fetch,
    stopping: new AbortController().signal,
  })
}

const named: NamedThing[] = [
  { kind: 'owner', name: '900001', path: 'routing.owners.900001' },
  { kind: 'owner', name: '12345', path: 'routing.owners.12345' },
  { kind: 'list', name: '12', path: 'autoSend.match.lists.0' },
  { kind: 'list', name: '13', path: 'autoSend.match.lists.1' },
  { kind: 'list', name: '14', path: 'autoSend.match.lists.2' },
  { kind: 'property', name: 'mobilphone', path: 'routing.addresses.sms.0' },
  { kind: 'property', name: 'lifecyclestage', path: 'autoSend.match.properties.0', values: ['lead', 'Kunde'] },
  { kind: 'property', name: 'city', path: 'autoSend.match.properties.1', values: ['Hamburg'] },
]

test('what HubSpot does not have is told by its place, all at once', async () => {
  const { mistakes, notes } = await createCheckNamed(client())(portalId, named)
  expect(notes).toEqual([])
  expect(mistakes).toEqual([
    { path: 'routing.owners.12345', words: expect.stringContaining('whom HubSpot does not have') },
    { path: 'autoSend.match.lists.1', words: 'names a list that is not one of contacts' },
    { path: 'autoSend.match.lists.2', words: 'names the list 14, which HubSpot does not have' },
    { path: 'routing.addresses.sms.0', words: expect.stringContaining('"mobilphone"') },
    { path: 'autoSend.match.properties.0', words: expect.stringMatching(/^has the value "Kunde".*customer$/) },
  ])
})

test('what it may not say is no mistake, and it is told which scope is missing', async () => {
  under.hubspot.grant({ portalId: 4711, accessToken: 'pat-one', scopes: ['crm.objects.contacts.read'] })
  const { mistakes, notes } = await createCheckNamed(client())(portalId, named)
  expect(mistakes.map(({ path }) => path)).not.toContain('autoSend.match.lists.2')
  expect(notes).toEqual([
    expect.stringMatching(/may not read owners.*grant crm\.objects\.owners\.read/),
    expect.stringMatching(/may not read lists.*auto-send waits.*grant crm\.lists\.read/),
  ])
})

test('a HubSpot that does not answer in time is told, and nobody waits longer', async () => {
  under.hubspot.grant({ portalId: 4711, accessToken: 'pat-one', scopes: [...scopes, 'crm.lists.read'] })
  under.hubspot.faults.next({ kind: 'slow', milliseconds: 1_500, match: { path: /lists/ } })
  const { mistakes, notes } = await createCheckNamed(client(), 300)(portalId, [named[2]!])
  expect(mistakes).toEqual([])
  expect(notes).toEqual([expect.stringMatching(/^HubSpot did not say whether the lists .* saved all the same\.$/)])
})
