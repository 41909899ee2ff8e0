import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { propertiesWith } from '../../relay/hubspot/address.ts'
import { createWebhooks, type Webhooks } from '../../workbench/hubspot/webhooks.ts'
import { until } from '../until.ts'
import { clientSecret, createWorld, portalId, type TestContact, type World } from '../world.ts'

const line = '+15550100001'

let world: World
let webhooks: Webhooks
beforeAll(async () => {
  world = await createWorld()
  webhooks = createWebhooks({
    portalId: Number(portalId),
    clientSecret,
    targetUrl: `${world.url}/webhooks/hubspot`,
  })
})
afterAll(() => world.close())

let numbers = 0
const newNumber = () => `+1202557${String((numbers += 1)).padStart(4, '0')}`
const person = (mobilephone = newNumber()) => world.contact({ firstname: 'Ada', mobilephone })
const texts = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body)
const write = (from: string, body: string) => world.phones.write({ from, to: line, body, channel: 'sms' })

/** The admin changes a property in HubSpot, which tells of it. */
async function change(contact: TestContact, propertyName: string, value: string, types = ['object.propertyChange']) {
  const answer = await fetch(`${world.hubspot.url}/crm/objects/2026-03/contacts/${contact.id}`, {
    method: 'PATCH',
    headers: { authorization: 'Bearer pat-na1-test', 'content-type': 'application/json' },
    body: JSON.stringify({ properties: { [propertyName]: value } }),
  })
  expect(answer.status).toBe(200)
  contact.properties[propertyName] = value
  const told = types.map((type) => webhooks.event(type, contact.id, { propertyName, propertyValue: value }))
  await tell(told)
}

async function tell(told: ReturnType<Webhooks['event']>[], how?: Parameters<Webhooks['post']>[1]) {
  for (const { status, text } of await webhooks.post(told, how)) {
    expect(status, text).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ left: 0 })
  }
  await until(async () =>
    expect(await world.database.query('select id from hubspot_event where done_at is null')).toEqual([]),
  )
}

/** A contact who was written to, and has answered. */
async function talking(): Promise<{ contact: TestContact; number: string }> {
  const number = newNumber()
  const contact = await person(number)
  await world.accepted(contact, 'Hello')
  await until(() => expect(world.phones.phone(number).messages()).toHaveLength(1))
  return { contact, number }
}

const outcomes = (contact: TestContact) =>
  world.database.query('select kind, property_name, property_value, outcome from hubspot_event where object_id = $1', [
    contact.id,
  ])

describe('a number that is another contact’s by now', () => {
  test.each(['object.propertyChange', 'contact.propertyChange'])(
    'leads its replies there, told by %s, and to nobody else',
    async (type) => {
      const { contact: before, number } = await talking()
      const now = await person()
      await change(before, 'mobilephone', newNumber(), [type])
      await change(now, 'mobilephone', number, [type])
      write(number, 'It is me now')
      await until(async () => expect(await texts(now)).toEqual(['It is me now']))
      await until(() => expect(world.timeline(now).join()).toContain('It is me now'))
      expect(await texts(before)).toEqual(['Hello'])
      expect(world.timeline(before).join()).not.toContain('It is me now')
    },
  )

  test('is nobody’s where several share it, so the reply waits for a person', async () => {
    const { contact: before, number } = await talking()
    const sharers = [await person(number), await person(number)]
    await change(before, 'mobilephone', '')
    write(number, 'Which of us?')
    await until(async () =>
      expect(await world.database.query('select contact_id from message where body = $1', ['Which of us?'])).toEqual([
        { contact_id: null },
      ]),
    )
    for (const contact of [before, ...sharers]) expect(await texts(contact)).not.toContain('Which of us?')
  })

  test('stays with its contact where they have it in another property', async () => {
    const { contact, number } = await talking()
    await change(contact, 'phone', number)
    await change(contact, 'mobilephone', '')
    write(number, 'Still mine')
    await until(async () => expect(await texts(contact)).toEqual(['Hello', 'Still mine']))
    expect(await world.database.query('select doubted_at from conversation where address = $1', [number])).toEqual([
      { doubted_at: null },
    ])
  })
})

test('a card that is open sends to the new number as soon as the record has it', async () => {
  const { contact } = await talking()
  const corrected = newNumber()
  await change(contact, 'mobilephone', corrected)
  const { body } = await world.card('conversation', { contact })
  expect(body.lines.find(({ id }) => id === 'sms')?.address).toBe(corrected)
  await world.accepted(contact, 'To the new one')
  await until(() => expect(world.phones.phone(corrected).messages()).toHaveLength(1))
})

test('what was learned of the old and of the new number is forgotten, on the channels of the property alone', async () => {
  const { contact, number } = await talking()
  const next = newNumber()
  const learn = (channel: string, address: string) =>
    world.database.query(
      `insert into capability (portal_id, channel, address, line_id, capable, source, reason, at, expires_at)
       values ($1, $2, $3, 'sms', false, 'check', null, now(), now() + interval '1 day')`,
      [portalId, channel, address],
    )
  const other = newNumber()
  await learn('sms', number)
  await learn('imessage', next)
  await learn('sms', other)
  await learn('email', 'ada@example.com')
  await change(contact, 'mobilephone', next)
  expect(
    await world.database.query('select address from capability where address = any($1) order by address', [
      [number, next, other, 'ada@example.com'],
    ]),
  ).toEqual([{ address: other }, { address: 'ada@example.com' }])
})

test('a batch of a hundred, told three times, in any order and in both ways, comes to the same; no number stays behind', async () => {
  const { contact, number } = await talking()
  const told = Array.from({ length: 50 }, (_, index) =>
    ['object.propertyChange', 'contact.propertyChange'].map((type) =>
      webhooks.event(type, contact.id, {
        propertyName: index % 2 ? 'mobilephone' : 'email',
        propertyValue: index % 2 ? newNumber() : `ada${index}@example.com`,
        occurredAt: Date.now() - index * 1_000,
      }),
    ),
  ).flat()
  await tell(told, { copies: 3, shuffled: true })
  const kept = await outcomes(contact)
  expect(kept).toHaveLength(100)
  expect(new Set(kept.map(({ property_value }) => property_value as unknown))).toEqual(new Set([null]))
  expect(kept.filter(({ outcome }) => outcome === '1 conversations ask for their contact again')).toHaveLength(50)
  const raw = await world.database.query<{ raw: string }>(
    `select convert_from(raw, 'UTF8') as raw from hubspot_event where object_id = $1`,
    [contact.id],
  )
  expect(raw.map((row) => row.raw).join()).not.toMatch(/\+1202557|ada\d+@/)
  // HubSpot itself has the last word: nothing was changed there.
  write(number, 'Here I am')
  await until(async () => expect(await texts(contact)).toEqual(['Hello', 'Here I am']))
})

test.each([
  ['another property', 'object.propertyChange', { propertyName: 'hubspot_owner_id', propertyValue: '77' }],
  [
    'an association',
    'contact.associationChange',
    { associationType: 'CONTACT_TO_COMPANY', fromObjectId: 1, toObjectId: 7, associationRemoved: false },
  ],
  ['an association in the new way', 'object.associationChange', { toObjectId: 7, isPrimaryAssociation: true }],
])('%s is kept as done, with why nothing came of it', async (_what, type, more) => {
  const { contact, number } = await talking()
  const said = 'fromObjectId' in more ? { ...more, fromObjectId: Number(contact.id), objectId: undefined } : more
  await tell([webhooks.event(type, contact.id, said)], { copies: 2 })
  expect(await outcomes(contact)).toEqual([
    expect.objectContaining({ outcome: expect.stringMatching(/^nothing to do/) }),
  ])
  write(number, 'As before')
  await until(async () => expect(await texts(contact)).toEqual(['Hello', 'As before']))
})

test('HubSpot is asked to tell of every property in which an address is looked for', () => {
  const file = JSON.parse(readFileSync('src/app/webhooks/webhooks-hsmeta.json', 'utf8')) as {
    config: { subscriptions: { crmObjects: { propertyName?: string }[] } }
  }
  const subscribed = file.config.subscriptions.crmObjects.flatMap(({ propertyName }) => propertyName ?? [])
  // Nothing is sent to further emails, and HubSpot keeps them itself.
  const looked = propertiesWith().filter((name) => name !== 'hs_additional_emails')
  expect(subscribed.toSorted()).toEqual(looked.toSorted())
})
