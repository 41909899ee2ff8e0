import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWebhooks, type Webhooks } from '../../workbench/hubspot/webhooks.ts'
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
  test('has nothing more recorded, and all of it when it is restored', async () => {
    const contact = await person()
    await tell([webhooks.event('object.deletion', contact.id, at(-3))])
    await allDone()
    const standing = () =>
      world.database.query('select state from contact_standing where contact_id = $1', [contact.id])
    expect(await standing()).toEqual([{ state: 'deleted' }])
    // An older word, told later, changes nothing.
    await tell([webhooks.event('object.restore', contact.id, at(-4))])
    await allDone()
    expect(await standing()).toEqual([{ state: 'deleted' }])
  })

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
})

test('a new contact gets the message of the admin once, though HubSpot tells of it three times and in both ways', async () => {
  const contact = await person()
  const created = ['object.creation', 'contact.creation'].map((type) => webhooks.event(type, contact.id))
  await tell(created, { copies: 3, shuffled: true })
  await until(() => expect(got(contact).map(({ body }) => body)).toEqual(['Welcome! Reply STOP to end this.']))
  await allDone()
  await until(async () =>
    expect(
      await world.database.query("select 1 from pgboss.job where name = 'auto-send' and state < 'completed'"),
    ).toEqual([]),
  )
  expect(await texts(contact)).toEqual(['Welcome! Reply STOP to end this.'])
  expect(got(contact)).toHaveLength(1)
})
