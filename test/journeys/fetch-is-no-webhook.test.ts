import { afterAll, beforeAll, expect, test } from 'vitest'
import { signHubSpotRequest } from '../../relay/hubspot/signature.ts'
import { createMarketplace, lineOf, type Marketplace } from '../marketplace.ts'

/** HubSpot signs a card's `hubspot.fetch` with the same secret as its webhooks, and the card chooses path and body. */
const [attacker, victim] = ['6201', '6202']

let world: Marketplace
let contactId: string
beforeAll(async () => {
  world = await createMarketplace(
    [attacker, victim].map((portal) => ({ portalId: Number(portal) })),
    { extraLines: [lineOf(victim, 'main', '+15550106202')] },
  )
  await world.connect(attacker)
  contactId = (await world.connect(victim)).contact.id
})
afterAll(() => world.close())

/** Signed v3 with the app's secret, as HubSpot does it for whatever comes to this address. */
async function post(target: string, body: unknown): Promise<number> {
  const bytes = Buffer.from(JSON.stringify(body))
  const asked = { method: 'POST', uri: world.url + target, body: bytes, now: new Date() }
  const response = await fetch(world.url + target, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...signHubSpotRequest('v3', world.config.oauth?.clientSecrets[0] ?? '', asked),
    },
    body: new Uint8Array(bytes),
  })
  return response.status
}

const added = `portalId=${attacker}&userId=7&userEmail=robin%40one.example&appId=77`
const execution = () => ({
  callbackId: 'ap-6202-1-2-3-0',
  origin: { portalId: Number(victim), actionDefinitionId: 1 },
  context: { source: 'WORKFLOWS', workflowId: 1 },
  object: { objectId: Number(contactId), objectType: 'CONTACT', properties: { mobilephone: '+12025556202' } },
  inputFields: { message: 'Sent by a stranger', line: 'main' },
})
const events = () => [
  {
    ...{ portalId: Number(victim), subscriptionType: 'contact.privacyDeletion', objectId: Number(contactId) },
    ...{ eventId: 1, occurredAt: Date.now() },
  },
]

test.each([
  ['with what HubSpot adds', `?${added}`],
  ['with a query of its own before that', `?a=1&${added}`],
  ['with a question mark alone', '?'],
])('a card cannot pass for a workflow or for a webhook of another account, %s', async (_how, query) => {
  expect(await post(`/workflow/send-message${query}`, execution())).toBe(401)
  expect(await post(`/webhooks/hubspot${query}`, events())).toBe(401)
})

test('HubSpot itself still gets in', async () => {
  expect(await post('/workflow/send-message', execution())).toBe(200)
  expect(await post('/webhooks/hubspot', events())).toBe(200)
})
