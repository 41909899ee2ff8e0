import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardCallPaths } from '../../contract/card-function.ts'
import { signHubSpotRequest } from '../../relay/hubspot/signature.ts'
import { ask } from '../ask.ts'
import { doors } from '../bad-input/doors.ts'
import { expectRefusal } from '../bad-input/refused.ts'
import { signedAsk } from '../bad-input/signed-ask.ts'
import { createMarketplace, lineOf, type Marketplace } from '../marketplace.ts'
import type { TestContact } from '../world.ts'

const portal = '7301'
const phone = '+12025550173'
const byHubSpot = { portalId: portal, userId: '7', userEmail: 'ann@company.example', appId: '77' }

let world: Marketplace
let person: TestContact
beforeAll(async () => {
  world = await createMarketplace([{ portalId: Number(portal) }], {
    extraLines: [lineOf(portal, 'main', '+15550730001')],
  })
  expect((await world.browser().install(portal)).status).toBe(200)
  person = world.contactOf(portal, { firstname: 'Ada', mobilephone: phone })
})
afterAll(() => world.close())

/** What a browser may make of the property that names the record, although the contact it asks for is another. */
const claims: [string, Record<string, unknown>, code: string][] = [
  ['absent', {}, 'record_unnamed'],
  ['null', { hs_object_id: null }, 'record_unnamed'],
  ['empty', { hs_object_id: '' }, 'record_unnamed'],
  ["another's", { hs_object_id: '999' }, 'another_contact'],
  ['a zero longer', { hs_object_id: '0501' }, 'another_contact'],
  ['a blank longer', { hs_object_id: '501 ' }, 'another_contact'],
  ['under another name', { HS_OBJECT_ID: '501' }, 'record_unnamed'],
  ['a number', { hs_object_id: 501 }, 'invalid_request'],
  ['a list', { hs_object_id: ['501'] }, 'invalid_request'],
]

test('every address of the card is tried here', async () => {
  const { text } = await ask(world.url, { method: 'GET', target: '/openapi.json' })
  const { paths } = JSON.parse(text) as { paths: object }
  const documented = Object.keys(paths).filter((path) => path.startsWith('/card/'))
  expect(documented.toSorted()).toEqual(Object.values(cardCallPaths).toSorted())
})

describe.each(Object.values(cardCallPaths))('%s', (path) => {
  const [door] = doors[`POST ${path}`] ?? []
  if (!door) throw new Error(`no door at ${path}`)

  test.each(claims)('through the function, a record that is %s is refused', async (_, properties, code) => {
    const contact = { id: '501', properties: { mobilephone: phone, ...properties } }
    const before = await world.stored()
    const answer = await signedAsk(world, door, { ...door.body(), contact })
    expectRefusal(world, answer, code === 'another_contact' ? 409 : 400, code)
    expect(await world.stored()).toEqual(before)
  })

  test.each(claims)(
    'by hubspot.fetch, a record that is %s is refused and nobody is asked',
    async (_, properties, code) => {
      const contact = { id: '501', properties: { mobilephone: phone, ...properties } }
      const before = [await world.stored(), world.hubspot.calls.recent().length]
      const answer = await fetchAsHubSpot(path, { ...door.body(), portalId: portal, contact })
      expectRefusal(world, answer, code === 'another_contact' ? 409 : 400, code)
      expect([await world.stored(), world.hubspot.calls.recent().length]).toEqual(before)
    },
  )

  test.each([
    ['no user', { userId: undefined }],
    ['an empty user', { userId: '' }],
    ['a user in words', { userId: 'null' }],
    ['another app', { appId: '78' }],
    ['an app in words', { appId: 'mine' }],
  ])('a call that HubSpot signs for %s is refused', async (_, changed) => {
    const said = { ...door.body(), portalId: portal, contact: named(person) }
    const answer = await fetchAsHubSpot(path, said, { ...byHubSpot, ...changed })
    expectRefusal(world, answer, 401, 'unverified')
  })
})

test('whether or not HubSpot says which app and whose address it is, its own card is let in', async () => {
  for (const changed of [{}, { appId: undefined }, { userEmail: undefined }, { appId: '' }]) {
    const said = { portalId: portal, contact: named(person) }
    const answer = await fetchAsHubSpot('/card/conversation', said, { ...byHubSpot, ...changed })
    expect(answer.status, answer.text).toBe(200)
  }
})

test('an account that was connected before HubSpot named its app is let in by any, until whoever runs the relay names it', async () => {
  await world.database.query('update portal set app_id = null where portal_id = $1', [portal])
  const said = { portalId: portal, contact: named(person) }
  const answer = await fetchAsHubSpot('/card/conversation', said, { ...byHubSpot, appId: '78' })
  expect(answer.status, answer.text).toBe(200)
})

test('of a contact that was merged into another, a card that is still open shows that other', async () => {
  const [goes, stays] = ['Cy', 'Di'].map((firstname, index) =>
    world.contactOf(portal, { firstname, mobilephone: `+1202555017${index}` }),
  ) as [TestContact, TestContact]
  const key = randomUUID()
  const sent = await world.byFetch('send-message', { contact: stays, idempotencyKey: key, body: 'To Di' }, byHubSpot)
  expect(sent.status).toBe(200)
  world.hubspot.mergeContacts(Number(portal), stays.id, goes.id)
  const shown = await world.byFetch('conversation', { contact: goes }, byHubSpot)
  expect(shown).toMatchObject({ status: 200, body: { messages: [{ body: 'To Di' }] } })
})

const named = ({ id, properties }: TestContact): TestContact => ({
  id,
  properties: { ...properties, hs_object_id: id },
})

/** Signed by HubSpot for a card that sends this, with what HubSpot adds to the address. */
function fetchAsHubSpot(path: string, said: object, added: Record<string, string | undefined> = byHubSpot) {
  const query = Object.entries(added).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const target = `${path}?${new URLSearchParams(query).toString()}`
  const body = Buffer.from(JSON.stringify(said))
  const request = { method: 'POST', uri: world.url + target, body, now: new Date() }
  const headers = signHubSpotRequest('v3', 'client-secret-of-the-oauth-app', request)
  return ask(world.url, { method: 'POST', target, headers: { ...headers, 'content-type': 'application/json' }, body })
}
