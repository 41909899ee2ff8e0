import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWebhooks, type Webhooks } from '../../workbench/hubspot/webhooks.ts'
import { createMarketplace, type Marketplace } from '../marketplace.ts'
import { until } from '../until.ts'
import { clientSecret, createWorld, portalId, type TestContact, type World } from '../world.ts'

const line = '+15550100001'

let world: World
let webhooks: Webhooks
beforeAll(async () => {
  world = await createWorld({
    config: { routing: { autoSend: { lineId: 'sms', message: 'Welcome! Reply STOP to end this.' } } },
  })
  webhooks = hubspotOf(portalId)
})
afterAll(() => world.close())

const hubspotOf = (portal: string, secret = clientSecret) =>
  createWebhooks({ portalId: Number(portal), clientSecret: secret, targetUrl: `${world.url}/webhooks/hubspot` })

let people = 0
const person = (): Promise<TestContact> => {
  people += 1
  const mobilephone = `+1202556${String(people).padStart(4, '0')}`
  return world.contact({ firstname: 'Ada', mobilephone, email: `ada${people}@example.com` })
}
const phone = (contact: TestContact) => contact.properties.mobilephone ?? ''
const write = (contact: TestContact, body: string) =>
  world.phones.write({ from: phone(contact), to: line, body, channel: 'sms' })
const texts = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body)
const got = (contact: TestContact) => world.phones.phone(phone(contact)).messages()
const events = () =>
  world.database.query<{ done_at: Date | null }>('select object_id, kind, done_at from hubspot_event order by id')
const allDone = () => until(async () => expect((await events()).filter(({ done_at }) => done_at === null)).toEqual([]))
const tell = async (told: ReturnType<Webhooks['event']>[], how?: Parameters<Webhooks['post']>[1]) => {
  for (const { status, text } of await webhooks.post(told, how)) expect(status, text).toBe(200)
}
const at = (minutes: number) => ({ occurredAt: Date.now() + minutes * 60_000 })

describe('a batch', () => {
  test('of a hundred is stored before the answer, each event once however often it comes', async () => {
    const told = Array.from({ length: 100 }, (_, index) =>
      webhooks.event(index % 2 ? 'object.deletion' : 'contact.deletion', String(900_000 + index)),
    )
    await tell(told, { copies: 3, shuffled: true })
    expect(await events()).toHaveLength(100)
    await allDone()
  })

  test('changes nothing and is acknowledged where it means nothing here', async () => {
    const before = await events()
    const left = [
      hubspotOf('999').event('object.deletion', '501'),
      webhooks.event('company.deletion', '501'),
      webhooks.event('object.deletion', '501', { objectTypeId: '0-2' }),
      webhooks.event('company.associationChange', '501', { fromObjectId: 501, toObjectId: 7 }),
      webhooks.event('contact.newThing', '501'),
    ]
    const [answer] = await webhooks.post(left)
    expect(answer).toMatchObject({ status: 200 })
    expect(JSON.parse(answer!.text)).toEqual({ stored: 0, left: left.length })
    expect(await events()).toEqual(before)
  })

  test('that another has signed is refused whole, and nothing is stored', async () => {
    const before = await events()
    const stranger = hubspotOf(portalId, 'a-secret-of-somebody-else')
    const [answer] = await stranger.post([stranger.event('object.deletion', '501')])
    expect(answer).toMatchObject({ status: 401 })
    expect(await events()).toEqual(before)
  })
})

describe('merged contacts', () => {
  test.each([
    ['contact.merge', 'told once', 1],
    ['object.merge', 'told three times', 3],
  ])('%s, %s: what was said stays with the one that stays, and replies come to it', async (type, _how, copies) => {
    const [stays, goes] = [await person(), await person()]
    await world.accepted(stays, 'To the one')
    await world.accepted(goes, 'To the other')
    await until(() => expect(got(goes)).toHaveLength(1))
    world.hubspot.mergeContacts(Number(portalId), stays.id, goes.id)
    const merged = webhooks.event(type, stays.id, {
      primaryObjectId: Number(stays.id),
      mergedObjectIds: [Number(goes.id)],
      newObjectId: Number(stays.id),
    })
    await tell([merged], { copies })
    await until(async () => expect((await texts(stays)).toSorted()).toEqual(['To the one', 'To the other']))
    expect(await texts(goes)).toEqual([])
    // HubSpot's search had its time, and names nobody else who has that number.
    await world.database.query("update conversation set doubted_at = doubted_at - interval '1 minute'")
    write(goes, 'From the other')
    await until(async () => expect(await texts(stays)).toContain('From the other'))
    await until(() => expect(world.timeline(stays).join()).toContain('From the other'))
  })

  test('a chain of merges ends at the last one, in whatever order it is told', async () => {
    const [first, second, third] = [await person(), await person(), await person()]
    await world.accepted(first, 'Along the chain')
    await until(() => expect(got(first)).toHaveLength(1))
    const merge = (from: TestContact, into: TestContact, minutes: number) =>
      webhooks.event('object.merge', into.id, {
        newObjectId: Number(into.id),
        mergedObjectIds: [Number(from.id)],
        ...at(minutes),
      })
    await tell([merge(second, third, -1)])
    await allDone()
    await tell([merge(first, second, -2)])
    await until(async () => expect(await texts(third)).toEqual(['Along the chain']))
  })

  test('who had the same address go on in one conversation', async () => {
    const mobilephone = '+12025567777'
    const [stays, goes] = [await world.contact({ mobilephone }), await world.contact({ mobilephone })]
    await world.accepted(stays, 'First')
    await world.accepted(goes, 'Second')
    await tell([
      webhooks.event('contact.merge', stays.id, {
        primaryObjectId: Number(stays.id),
        mergedObjectIds: [Number(goes.id)],
      }),
    ])
    await until(async () => expect((await texts(stays)).toSorted()).toEqual(['First', 'Second']))
    write(stays, 'Third')
    await until(async () => expect(await texts(stays)).toContain('Third'))
    expect(await world.database.query('select contact_id from conversation where address = $1', [mobilephone])).toEqual(
      [{ contact_id: stays.id }],
    )
  })
})

describe('a deleted contact', () => {
  test('is told of in any order, and the latest word stands', async () => {
    const [one, other] = [await person(), await person()]
    const told = [
      webhooks.event('object.deletion', one.id, at(-9)),
      webhooks.event('object.restore', one.id, at(-8)),
      webhooks.event('contact.deletion', other.id, at(-9)),
      webhooks.event('contact.restore', other.id, at(-8)),
      webhooks.event('contact.deletion', other.id, at(-7)),
    ]
    await tell(told, { copies: 4, shuffled: true })
    await allDone()
    expect(
      await world.database.query(
        'select contact_id, state from contact_standing where contact_id = any($1) order by contact_id',
        [[one.id, other.id]],
      ),
    ).toEqual([
      { contact_id: one.id, state: 'present' },
      { contact_id: other.id, state: 'deleted' },
    ])
  })

  const isGone = async (gone: TestContact) => {
    await tell([webhooks.event('object.deletion', gone.id)])
    await allDone()
    // HubSpot's search had its time.
    await world.database.query("update conversation set doubted_at = doubted_at - interval '1 minute'")
  }

  test('gets no reply: whoever has the number now gets it', async () => {
    const gone = await person()
    await world.accepted(gone, 'Hello')
    await until(() => expect(got(gone)).toHaveLength(1))
    const heir = await world.contact({ firstname: 'Bea', mobilephone: phone(gone) })
    await isGone(gone)
    write(gone, 'It is mine now')
    await until(async () => expect(await texts(heir)).toEqual(['It is mine now']))
    expect(await texts(gone)).not.toContain('It is mine now')
    await until(() => expect(world.timeline(heir).join()).toContain('It is mine now'))
  })

  test('gets no reply although nobody else has the number: it waits for a person, until the contact is restored', async () => {
    const gone = await person()
    await world.accepted(gone, 'Hello')
    await until(() => expect(got(gone)).toHaveLength(1))
    await isGone(gone)
    write(gone, 'Whose am I?')
    await until(async () =>
      expect(
        await world.database.query("select 1 from message where body = 'Whose am I?' and contact_id is null"),
      ).toHaveLength(1),
    )
    await tell([webhooks.event('object.restore', gone.id, at(1))])
    await allDone()
    write(gone, 'I am back')
    await until(async () => expect(await texts(gone)).toContain('I am back'))
  })
})

test('a new contact gets the message of the admin once, though HubSpot tells of it three times and in both ways', async () => {
  const contact = await person()
  const created = ['object.creation', 'contact.creation'].map((type) => webhooks.event(type, contact.id))
  await tell(created, { copies: 3, shuffled: true })
  await until(() => expect(got(contact).map(({ body }) => body)).toEqual(['Welcome! Reply STOP to end this.']))
  await allDone()
  await until(async () => expect(await world.database.query("select 1 from task where kind = 'auto-send'")).toEqual([]))
  expect(await texts(contact)).toEqual(['Welcome! Reply STOP to end this.'])
  expect(got(contact)).toHaveLength(1)
})

describe('an account that another app serves', () => {
  const [installed, never] = ['7001', '7002']
  let market: Marketplace
  let appSecret = ''
  beforeAll(async () => {
    market = await createMarketplace([installed, never].map((portal) => ({ portalId: Number(portal) })))
    const page = await market.browser().install(installed)
    if (page.status !== 200) throw new Error(page.text)
    appSecret = market.config.oauth?.clientSecrets[0] ?? ''
  })
  afterAll(() => market.close())

  /** What one batch that this secret signs comes to, which tells of a deletion in each of these accounts. */
  async function toldOf(secret: string, portals: string[]): Promise<unknown> {
    const targetUrl = `${market.url}/webhooks/hubspot`
    const senders = portals.map((portal) =>
      createWebhooks({ portalId: Number(portal), clientSecret: secret, targetUrl }),
    )
    const [answer] = await senders[0]!.post(senders.map((sender) => sender.event('object.deletion', '501')))
    expect(answer?.status).toBe(200)
    return JSON.parse(answer!.text)
  }
  const standings = () => market.database.query('select portal_id from contact_standing order by portal_id')

  test('is heard of by the secret of its own app alone, and only while it is installed', async () => {
    expect(await toldOf(appSecret, [installed, never, portalId])).toEqual({ stored: 1, left: 2 })
    expect(await toldOf(clientSecret, [installed, never])).toEqual({ stored: 0, left: 2 })
    await until(async () => expect(await standings()).toEqual([{ portal_id: installed }]))
    expect(await toldOf(clientSecret, [portalId])).toEqual({ stored: 1, left: 0 })
    await until(async () => expect(await standings()).toEqual([{ portal_id: portalId }, { portal_id: installed }]))

    await market.operator('/admin/uninstall', { portalId: installed })
    expect(await toldOf(appSecret, [installed])).toEqual({ stored: 0, left: 1 })
  })
})
