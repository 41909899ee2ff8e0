import { randomUUID } from 'node:crypto'
import { contactProperties } from '../../contract/contact-properties.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMarketplace, lineOf, type Marketplace } from '../marketplace.ts'
import type { TestContact } from '../world.ts'
import { until } from '../until.ts'

const [north, south] = ['7101', '7102']
const phone = '+12025550170'
const signed = { portalId: south, userId: '7', userEmail: 'ann+x@company.example', appId: '77' }

let world: Marketplace
let person: TestContact
beforeAll(async () => {
  world = await createMarketplace(
    [north, south].map((portal) => ({ portalId: Number(portal) })),
    { extraLines: [lineOf(south, 'main', '+15550700002')] },
  )
  for (const portal of [north, south]) expect((await world.browser().install(portal)).status).toBe(200)
  person = world.contactOf(south, { firstname: 'Ada', mobilephone: phone })
})
afterAll(() => world.close())

const arrived = () => world.phones.messages().filter(({ direction }) => direction === 'to_phone')

test('what a card claims of the contact is replaced by what HubSpot has', async () => {
  const contact = { ...person, properties: { mobilephone: '+12025550666', email: 'somebody@else.example' } }
  const answer = await world.byFetch(
    'send-message',
    { contact, idempotencyKey: randomUUID(), body: 'To whom?' },
    signed,
  )
  expect(answer.status).toBe(200)
  await until(() => expect(arrived().find(({ body }) => body === 'To whom?')?.to).toBe(phone))
})

test('what a card claims of a contact that another account has, or nobody, finds nobody', async () => {
  // Ids begin anew in every account, so the second here is not there.
  world.contactOf(north, { firstname: 'First' })
  const only = world.contactOf(north, { firstname: 'Only here', mobilephone: '+12025550171' })
  for (const id of [only.id, '999999999']) {
    const contact = { id, properties: { mobilephone: '+12025550171' } }
    const answer = await world.byFetch('send-message', { contact, idempotencyKey: randomUUID(), body: 'x' }, signed)
    expect(answer).toMatchObject({ status: 404, problem: { code: 'unknown_contact' } })
  }
})

test('what a card claims is asked of HubSpot again only when it changes, and a corrected number is used at once', async () => {
  const contact = world.contactOf(south, { firstname: 'Bo', mobilephone: '+12025550172' })
  const reads = () =>
    world.hubspot.calls
      .recent()
      .filter(({ path, portalId }) => portalId === Number(south) && path.endsWith(`/contacts/${contact.id}`)).length
  // As a card reads the record that is open: all that the relay looks at.
  const open = Object.fromEntries(contactProperties.map((name) => [name, null]))
  const say = (body: string, mobilephone: string) => {
    const properties = { ...open, hs_object_id: contact.id, firstname: 'Bo', mobilephone }
    return world.byFetch(
      'send-message',
      { contact: { ...contact, properties }, idempotencyKey: randomUUID(), body },
      signed,
    )
  }
  const before = reads()
  for (const body of ['One', 'Two', 'Three']) expect((await say(body, '+12025550172')).status).toBe(200)
  expect(reads()).toBe(before + 1)
  const path = `/crm/objects/2026-09/contacts/${contact.id}`
  const token = await tokenOfAnotherApp()
  await fetch(world.hubspot.url + path, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ properties: { mobilephone: '+12025550173' } }),
  })
  expect((await say('Four', '+12025550173')).status).toBe(200)
  await until(() => expect(arrived().find(({ body }) => body === 'Four')?.to).toBe('+12025550173'))
})

test('the user is whom HubSpot names, in the message and its story, whatever the card says', async () => {
  const request = {
    contact: person,
    idempotencyKey: randomUUID(),
    body: 'Who?',
    userId: '1',
    userEmail: 'boss@company.example',
  }
  const { messageId } = (await world.byFetch('send-message', request, signed)).body
  const [row] = await world.database.query('select actor from message where id = $1', [messageId])
  expect(row).toEqual({ actor: { userId: '7', userEmail: 'ann+x@company.example' } })
  const trace = await world.byFetch('message-trace', { contact: person, messageId }, signed)
  expect(trace.body.events[0]?.text).toBe(
    `Accepted for SMS on Line main of ${south}, from ann+x@company.example, user 7.`,
  )
})

test('what comes through the app function is a claim, and shown as one in its story', async () => {
  const contact = await world.contact()
  const claimed = { userId: '9', userEmail: 'bo@company.example' }
  const request = { contact, idempotencyKey: randomUUID(), body: 'Who?', lineId: 'sms', ...claimed }
  const { messageId } = (await world.card('send-message', request)).body
  const [row] = await world.database.query('select actor from message where id = $1', [messageId])
  expect(row).toEqual({ actor: { claimedUserId: '9', claimedUserEmail: 'bo@company.example' } })
  const trace = await world.card('message-trace', { contact, messageId })
  expect(trace.body.events[0]?.text).toBe(
    'Accepted for SMS on Sales SMS, from bo@company.example, user 9 (claimed by the card).',
  )
})

/** A token of the test's own, as another integration of the account would have. */
async function tokenOfAnotherApp(): Promise<string> {
  const accessToken = 'token-of-another-app'
  world.hubspot.grant({
    portalId: Number(south),
    accessToken,
    scopes: ['crm.objects.contacts.read', 'crm.objects.contacts.write'],
  })
  return accessToken
}
