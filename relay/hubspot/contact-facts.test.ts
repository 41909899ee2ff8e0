import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopes, startHubSpotUnderTest, type HubSpotUnderTest } from '../../workbench/hubspot/hubspot-under-test.ts'
import { createHubSpotClient } from './client.ts'
import { createContactFacts } from './contact-facts.ts'

const portalId = '4711'
let under: HubSpotUnderTest
beforeAll(async () => {
  under = await startHubSpotUnderTest({ scopes: [...scopes, 'crm.lists.read'] })
})
afterAll(() => under.hubspot.close())

/** HubSpot refuses whatever names this id. */
function facts(refused: string) {
  const refusal = { status: 'error', category: 'VALIDATION_ERROR', message: 'an id is too odd for words' }
  return createContactFacts(
    createHubSpotClient({
      baseUrl: under.hubspot.url,
      tokens: { accessTokenOf: () => 'pat-one', renew: async () => null, giveUp: async () => undefined },
      budget: { spend: async () => undefined, block: async () => undefined },
      log: pino({ level: 'silent' }),
      fetch: async (url, init) =>
        JSON.stringify([url, init?.body]).includes(refused)
          ? Response.json(refusal, { status: 400 })
          : fetch(url, init),
      stopping: new AbortController().signal,
    }),
  )
}

test('one of whom HubSpot will not speak waits alone, and all others are answered', async () => {
  const ids = ['Ada', 'Bo', 'Cy', 'Di', 'Eve'].map((firstname) => under.hubspot.seedContact(4711, { firstname }))
  const members = new Set(ids)
  under.hubspot.portal(4711).lists.set('7', { name: 'All', objectTypeId: '0-1', processingType: 'MANUAL', members })
  const odd = ids[3]!
  const { propertiesOf, listsOf } = facts(odd)
  const names = await Promise.allSettled(ids.map((id) => propertiesOf(portalId, id, ['firstname'])))
  const lists = await Promise.allSettled(ids.map((id) => listsOf(portalId, id)))
  for (const [nth, id] of ids.entries()) {
    if (id === odd) {
      for (const one of [names[nth], lists[nth]])
        expect(one).toMatchObject({ status: 'rejected', reason: { name: 'Temporary', code: 'contact_unreadable' } })
    } else {
      expect(names[nth]).toEqual({ status: 'fulfilled', value: { firstname: ['Ada', 'Bo', 'Cy', 'Di', 'Eve'][nth] } })
      expect(lists[nth]).toEqual({ status: 'fulfilled', value: ['7'] })
    }
  }
})
