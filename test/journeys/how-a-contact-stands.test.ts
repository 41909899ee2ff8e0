import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWebhooks, type Webhooks } from '../../workbench/hubspot/webhooks.ts'
import { standingDesk } from '../standing-desk.ts'
import { until } from '../until.ts'
import { clientSecret, createWorld, portalId, type TestContact, type World } from '../world.ts'

const line = '+15550100001'

let world: World
let webhooks: Webhooks
beforeAll(async () => {
  world = await createWorld({ pace: { timelineDoubt: 500 } })
  const targetUrl = `${world.url}/webhooks/hubspot`
  webhooks = createWebhooks({ portalId: Number(portalId), clientSecret, targetUrl })
})
afterAll(() => world.close())

const { person, phone, got, at, merged, tell, quiet } = standingDesk(() => ({ world, webhooks }))
const texts = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body)

const card = (contact: TestContact, body: string, key: string = randomUUID()) =>
  world.card('send-message', { contact, idempotencyKey: key, lineId: 'sms', body })
const workflow = async (contact: TestContact, message: string, callbackId: string = randomUUID()) => {
  const answer = await world.workflow({
    ...{ callbackId, origin: { portalId: Number(portalId), actionDefinitionId: 1 } },
    object: { objectId: Number(contact.id), objectType: 'CONTACT', properties: contact.properties },
    inputFields: { message, line: 'sms' },
  })
  expect(answer.status).toBe(200)
  return answer.body.outputFields
}
const gone = { status: 409, problem: { code: 'contact_gone', detail: expect.stringMatching(/HubSpot/) as string } }

describe('a contact that was deleted', () => {
  test('is sent nothing from card or workflow, in words, and everything once it is restored', async () => {
    const contact = await person()
    const [key, execution] = [randomUUID(), randomUUID()]
    const before = await card(contact, 'Before', key)
    const executed = await workflow(contact, 'Before, by a workflow', execution)
    await tell(webhooks.event('object.deletion', contact.id))
    expect(await card(contact, 'Too late')).toMatchObject(gone)
    expect(await workflow(contact, 'Too late')).toMatchObject({ status: 'refused', error_code: 'contact_gone' })
    // What was accepted before is still what it was.
    expect(await card(contact, 'Before', key)).toMatchObject({
      body: { messageId: before.body.messageId, duplicate: true },
    })
    expect(await workflow(contact, 'Before, by a workflow', execution)).toMatchObject({
      message_id: executed.message_id,
    })
    expect(await world.database.query(`select 1 from message where body like 'Too late%'`)).toEqual([])

    await tell(webhooks.event('object.restore', contact.id, at(1_000)))
    expect(await card(contact, 'Back again')).toMatchObject({ status: 200 })
    expect(await workflow(contact, 'And a workflow')).toMatchObject({ status: 'queued' })
    await until(() => expect(world.timeline(contact).join()).toContain('Back again'))
  })

  test('is told as such also where nothing else about it is right', async () => {
    const contact = await world.contact({ firstname: 'Ada' })
    expect(await card(contact, 'Hello')).toMatchObject({ problem: { code: 'no_address' } })
    await tell(webhooks.event('contact.deletion', contact.id))
    expect(await card(contact, 'Hello')).toMatchObject(gone)
    expect(await card({ ...contact, properties: {} }, 'Hello')).toMatchObject(gone)
  })

  test('has nothing recorded that comes only afterwards, until it is restored', async () => {
    const contact = await person()
    await tell(webhooks.event('object.deletion', contact.id))
    // A status or a reply that was under way in that moment.
    await world.database.query(
      `with m as (insert into message (portal_id, id, direction, source, contact_id, line_id, channel, address, body, status, created_at, changed_at)
         values ($1, $2, 'inbound', 'reply', $3, 'sms', 'sms', $4, 'Was under way', 'delivered', instant(), instant()) returning portal_id, id)
       insert into timeline_entry (portal_id, message_id, object, state, due_at) select portal_id, id, 'communications', 'waiting', instant() from m`,
      [portalId, randomUUID(), contact.id, phone(contact)],
    )
    // Somebody else's message has the timeline written at once.
    await world.accepted(await person(), 'To somebody else')
    await until(async () =>
      expect(
        await world.database.query(
          'select t.state, t.reason from timeline_entry t join message m on m.id = t.message_id where m.contact_id = $1',
          [contact.id],
        ),
      ).toEqual([{ state: 'parked', reason: 'the contact was deleted in HubSpot' }]),
    )
    expect(world.timeline(contact)).toEqual([])
    await tell(webhooks.event('object.restore', contact.id, at(1_000)))
    await until(() => expect(world.timeline(contact).join()).toContain('Was under way'))
  })
})

describe('deleted and restored in an order that cannot be told', () => {
  /** HubSpot has the contact no more. */
  async function archived(contact: TestContact): Promise<void> {
    const response = await fetch(`${world.hubspot.url}/crm/objects/2026-03/contacts/${contact.id}`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer pat-na1-test' },
    })
    expect(response.status).toBe(204)
  }
  const stands = (contact: TestContact) =>
    world.database.query('select state from contact_standing where contact_id = $1', [contact.id])

  test.each([
    ['in one batch', ['deletion', 'restore'], false],
    ['in one batch, the other way round', ['restore', 'deletion'], false],
    ['in two batches', ['deletion', 'restore'], true],
    ['in two batches, the other way round', ['restore', 'deletion'], true],
  ] as const)('HubSpot is asked: %s', async (_how, order, apart) => {
    for (const isThere of [true, false]) {
      const contact = await person()
      if (!isThere) await archived(contact)
      const moment = at(0)
      const told = order.map((what) => webhooks.event(`object.${what}`, contact.id, moment))
      if (apart) for (const one of told) await tell(one)
      else await tell(...told)
      await until(async () => expect(await stands(contact)).toEqual([{ state: isThere ? 'present' : 'deleted' }]))
      await quiet()
      expect(await stands(contact)).toEqual([{ state: isThere ? 'present' : 'deleted' }])
      expect((await card(contact, 'Are you there?')).status).toBe(isThere ? 200 : 409)
    }
  })

  test.each([['deletion'], ['restore']])('HubSpot is asked: a %s without a time', async (what) => {
    const [there, notThere] = [await person(), await person()]
    await archived(notThere)
    for (const contact of [there, notThere]) {
      await tell(webhooks.event(`contact.${what}`, contact.id, { occurredAt: null }))
    }
    await until(async () => expect(await stands(there)).toEqual([{ state: 'present' }]))
    await until(async () => expect(await stands(notThere)).toEqual([{ state: 'deleted' }]))
    // What is told of later counts as ever.
    await tell(webhooks.event('contact.restore', notThere.id, at(60_000)))
    expect(await stands(notThere)).toEqual([{ state: 'present' }])
  })

  test('what came to be at another time is not asked about', async () => {
    const contact = await person()
    const moment = at(-1_000)
    await tell(
      webhooks.event('object.deletion', contact.id, moment),
      webhooks.event('object.restore', contact.id, moment),
      webhooks.event('object.deletion', contact.id, at(0)),
    )
    await quiet()
    expect(await stands(contact)).toEqual([{ state: 'deleted' }])
  })

  test('a time far ahead does not outdo what is told afterwards', async () => {
    const contact = await person()
    await tell(webhooks.event('object.deletion', contact.id, { occurredAt: Date.now() + 3.2e12 }))
    await quiet()
    await tell(webhooks.event('object.deletion', contact.id, at(1_000)))
    await tell(webhooks.event('object.restore', contact.id, at(2_000)))
    expect(await stands(contact)).toEqual([{ state: 'present' }])
  })
})

describe('a contact that was merged', () => {
  test('is the one that it became, for card and workflow, at that address', async () => {
    const [goes, between, stays] = [await person(), await person(), await person()]
    await tell(merged([goes], between), merged([between], stays))
    const key = randomUUID()
    const first = await card(goes, 'From an open card', key)
    expect(first).toMatchObject({ status: 200, body: { duplicate: false } })
    expect(await card(goes, 'From an open card', key)).toMatchObject({
      body: { messageId: first.body.messageId, duplicate: true },
    })
    expect(await workflow(goes, 'From a workflow')).toMatchObject({ status: 'queued' })
    await until(() => expect(got(stays).toSorted()).toEqual(['From a workflow', 'From an open card']))
    expect(got(goes)).toEqual([])
    expect((await texts(stays)).toSorted()).toEqual(['From a workflow', 'From an open card'])
    await until(() => expect(world.timeline(stays).join()).toContain('From an open card'))
    await tell(webhooks.event('object.deletion', stays.id))
    expect(await card(goes, 'Too late')).toMatchObject(gone)
  })

  test('is the one that it became where HubSpot’s search still names it, and two that became one are no riddle', async () => {
    const mobilephone = '+12025578801'
    const [one, other] = [await person(mobilephone), await person(mobilephone)]
    const stays = await world.contact({ firstname: 'Ada' })
    await tell(merged([one, other], stays))
    world.phones.write({ from: mobilephone, to: line, body: 'Whose am I?', channel: 'sms' })
    await until(async () => expect(await texts(stays)).toEqual(['Whose am I?']))
    await until(() => expect(world.timeline(stays).join()).toContain('Whose am I?'))
  })
})
