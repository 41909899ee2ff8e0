import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMarketplace, lineOf, type Marketplace } from '../marketplace.ts'
import { clientSecret, portalId as privatePortal, type TestContact } from '../world.ts'
import { until } from '../until.ts'

const [north, south, never] = ['7001', '7002', '7003']
const person = '+12025550170'

let world: Marketplace
/** The same person, known to every account. */
let contacts: Record<string, TestContact>
beforeAll(async () => {
  world = await createMarketplace(
    [north, south, never].map((portal) => ({ portalId: Number(portal) })),
    // Both call their line by the same name.
    {
      extraLines: [
        lineOf(north, 'main', '+15550700001'),
        lineOf(south, 'main', '+15550700002'),
        lineOf(never, 'main', '+15550700003'),
      ],
    },
  )
  for (const portal of [north, south]) {
    const page = await world.browser().install(portal)
    if (page.status !== 200) throw new Error(page.text)
  }
  // Contacts of different accounts may have the same id, as these have.
  contacts = Object.fromEntries(
    [north, south, privatePortal].map((portal) => [
      portal,
      world.contactOf(portal, { firstname: portal, mobilephone: person }),
    ]),
  )
})
afterAll(() => world.close())

const signedBy = (portal: string) => ({
  portalId: portal,
  userId: '7',
  userEmail: 'ann+x@company.example',
  appId: '77',
})
const send = (portal: string, body: string, key: string = randomUUID()) =>
  world.byFetch('send-message', { contact: contacts[portal]!, idempotencyKey: key, body }, signedBy(portal))
const shown = async (portal: string, contact = contacts[portal]!) =>
  (await world.byFetch('conversation', { contact }, signedBy(portal))).body.messages.map(({ body }) => body)
const arrived = () => world.phones.messages().filter(({ direction }) => direction === 'to_phone')
const workflow = (portal: string, message: string) => ({
  callbackId: `ap-${randomUUID()}`,
  origin: { portalId: Number(portal) },
  object: { objectId: Number(contacts[portal]!.id), objectType: 'CONTACT', properties: { mobilephone: person } },
  inputFields: { message },
})

describe('two accounts on one relay', () => {
  test('each sends by its own line, to its own timeline, with its own token', async () => {
    const key = randomUUID()
    expect((await send(north, 'From the north', key)).status).toBe(200)
    // The same key in another account is another message.
    expect((await send(south, 'From the south', key)).body).toMatchObject({ duplicate: false })
    await until(() =>
      expect(arrived().map(({ body }) => body)).toEqual(expect.arrayContaining(['From the north', 'From the south'])),
    )
    expect(arrived().find(({ body }) => body === 'From the north')?.from).toBe('+15550700001')
    expect(arrived().find(({ body }) => body === 'From the south')?.from).toBe('+15550700002')
    await until(() => {
      expect(world.timelineOf(north, contacts[north]!).join()).toContain('From the north')
      expect(world.timelineOf(south, contacts[south]!).join()).toContain('From the south')
    })
    expect(world.timelineOf(north, contacts[north]!).join()).not.toContain('south')
    expect(world.timelineOf(privatePortal, contacts[privatePortal]!)).toEqual([])
    expect(await shown(north)).toEqual(['From the north'])
    expect(await shown(south)).toEqual(['From the south'])
    expect(await world.shown(contacts[privatePortal]!)).toEqual([])
  })

  test('each hears its own replies, though the same person writes', async () => {
    world.phones.write({ from: person, to: '+15550700001', body: 'To the north', channel: 'sms' })
    world.phones.write({ from: person, to: '+15550700002', body: 'To the south', channel: 'sms' })
    await until(async () => expect(await shown(north)).toContain('To the north'))
    await until(async () => expect(await shown(south)).toContain('To the south'))
    expect(await shown(north)).not.toContain('To the south')
    await until(() => expect(world.timelineOf(south, contacts[south]!).join()).toContain('To the south'))
    expect(world.timelineOf(south, contacts[south]!).join()).not.toContain('To the north')
  })

  test('what one is told by a person who opts out binds that one alone', async () => {
    world.phones.write({ from: person, to: '+15550700001', body: 'STOP', channel: 'sms' })
    await until(async () => expect(await send(north, 'Still there?')).toMatchObject({ problem: { code: 'opted_out' } }))
    expect((await send(south, 'Still there!')).status).toBe(200)
  })

  test('one that is cut off does not stop the other', async () => {
    world.hubspot.oauth.uninstall(Number(north))
    world.hubspot.oauth.killAccessTokens(Number(north))
    await world.operator('/admin/connection/test', { portalId: north })
    expect(await send(north, 'Gone')).toMatchObject({ status: 403, problem: { code: 'portal_inactive' } })
    expect((await world.workflowOf(workflow(north, 'Gone'))).status).toBe(403)
    expect((await send(south, 'Here')).status).toBe(200)
    await until(() => expect(world.timelineOf(south, contacts[south]!).join()).toContain('Here'))
    await world.browser().install(north)
  })
})

describe('which account it is', () => {
  test('is what HubSpot signed: by workflow in the body, by card in the address', async () => {
    expect((await world.workflowOf(workflow(south, 'By workflow'))).body.outputFields.status).toBe('queued')
    await until(() => expect(arrived().find(({ body }) => body === 'By workflow')?.from).toBe('+15550700002'))
    expect(await shown(south)).toContain('By workflow')
  })

  test.each([
    [
      'the body names another account',
      () => world.byFetch('conversation', { portalId: north, contact: contacts[north]! }, signedBy(south)),
      404,
      'unknown_portal',
    ],
    [
      'the body names the private account',
      () => world.byFetch('conversation', { portalId: privatePortal, contact: contacts[south]! }, signedBy(south)),
      404,
      'unknown_portal',
    ],
    [
      'HubSpot names the private account',
      () => world.byFetch('conversation', { contact: contacts[privatePortal]! }, signedBy(privatePortal)),
      404,
      'unknown_portal',
    ],
    [
      'the account never installed Homing',
      () => world.byFetch('conversation', { contact: contacts[south]! }, signedBy(never)),
      404,
      'unknown_portal',
    ],
    [
      'the card wrote an account into the address',
      () =>
        world.byFetch('conversation', { contact: contacts[south]! }, signedBy(south), {
          target: `/card/conversation?portalId=${north}`,
        }),
      401,
      'unverified',
    ],
    [
      'the card wrote a user into the address',
      () =>
        world.byFetch('conversation', { contact: contacts[south]! }, signedBy(south), {
          target: '/card/conversation?userId=1',
        }),
      401,
      'unverified',
    ],
    [
      'no account is named',
      () => world.byFetch('conversation', { portalId: south, contact: contacts[south]! }, { userId: '7' }),
      401,
      'unverified',
    ],
    [
      'the account is no number',
      () => world.byFetch('conversation', { contact: contacts[south]! }, { portalId: "1' or 1=1" }),
      401,
      'unverified',
    ],
    [
      'the private app’s secret signed it',
      () => world.byFetch('conversation', { contact: contacts[south]! }, signedBy(south), { secret: clientSecret }),
      401,
      'unverified',
    ],
    [
      'a workflow names an account that never installed',
      () => world.workflowOf({ ...workflow(south, 'x'), origin: { portalId: Number(never) } }),
      404,
      'unknown_portal',
    ],
    [
      'a workflow of the app names the private account',
      () => world.workflowOf({ ...workflow(south, 'x'), origin: { portalId: Number(privatePortal) } }),
      404,
      'unknown_portal',
    ],
    [
      'a workflow of the private app names another account',
      () => world.workflow({ ...workflow(south, 'x') }),
      404,
      'unknown_portal',
    ],
  ])('refused: %s', async (_what, asked, status, code) => {
    const { message, conversation } = await world.stored()
    expect(await asked()).toMatchObject({ status, problem: { code } })
    expect(await world.stored()).toMatchObject({ message, conversation })
  })
})
