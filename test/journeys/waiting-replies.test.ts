import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShowWaitingResponse } from '../../contract/waiting.ts'
import { createWebhooks, type Webhooks } from '../../workbench/hubspot/webhooks.ts'
import type { Marketplace } from '../marketplace.ts'
import { until } from '../until.ts'
import { openWaitingDesk, type WaitingDesk } from '../waiting-desk.ts'
import { clientSecret, portalId } from '../world.ts'

let desk: WaitingDesk
let world: Marketplace
let hubspot: Webhooks
beforeAll(async () => {
  desk = await openWaitingDesk()
  world = desk.world
  hubspot = createWebhooks({ portalId: Number(portalId), clientSecret, targetUrl: `${world.url}/webhooks/hubspot` })
})
afterAll(() => world.close())

/** What the audit log tells of an item. */
async function audited(id: string): Promise<string[]> {
  const rows = await world.database.query<{ action: string }>(
    `select action from audit where portal_id = $1 and detail::jsonb ->> 'id' = $2 order by sequence`,
    [portalId, id],
  )
  return rows.map(({ action }) => action)
}

describe('a reply of nobody', () => {
  test('waits with its reason, and is shown with its words', async () => {
    const { number, item } = await desk.stranger('Is anybody there?')
    expect(item).toMatchObject({
      ...{ kind: 'reply', state: 'parked', reason: 'no contact has this address', contactId: null, lineId: 'sms' },
      ...{ deeds: ['give', 'retry', 'dismiss'], what: `SMS reply from ${number} on line sms` },
    })
    const shown = await desk.ask<ShowWaitingResponse>('show', { id: item.id })
    expect(shown.body).toEqual({ item, text: 'Is anybody there?', timeZone: null })
  })

  test('is given to a contact: card, timeline, and what comes next from there', async () => {
    const { number, item } = await desk.stranger('From my new phone')
    const contact = await desk.person()
    expect(await desk.done('give', { id: item.id, contactId: contact.id })).toEqual({
      ...{ id: item.id, done: 'given', already: false, contactId: contact.id },
    })
    expect(await desk.texts(contact)).toEqual(['From my new phone'])
    await until(() => expect(world.timeline(contact).join()).toContain('From my new phone'))
    const trace = await world.card('message-trace', { contact, messageId: item.id.split(':')[1]! })
    expect(trace.body.events.map(({ text }) => text)).toEqual([
      "Received, and nobody's: no contact has this address.",
      'Given to this contact by whoever runs the relay.',
    ])
    desk.write(number, 'And once more')
    await until(async () => expect(await desk.texts(contact)).toEqual(['From my new phone', 'And once more']))
    // Said twice it is done once, and to somebody else it is not given.
    expect((await desk.done('give', { id: item.id, contactId: contact.id })).already).toBe(true)
    const other = await desk.ask('give', { id: item.id, contactId: (await desk.person()).id })
    expect(other).toMatchObject({ status: 409, problem: { code: 'already_given' } })
    expect(await desk.ask('dismiss', { id: item.id })).toMatchObject({
      status: 409,
      problem: { code: 'already_given' },
    })
    expect(await audited(item.id)).toEqual(['waiting.given'])
  })

  test('that was given is no more theirs, once HubSpot names another', async () => {
    const { number, item } = await desk.stranger()
    const contact = await desk.person()
    await desk.done('give', { id: item.id, contactId: contact.id })
    const owner = await desk.person(number)
    desk.write(number, 'It is mine')
    await until(async () => expect(await desk.texts(owner)).toEqual(['It is mine']))
    expect(await desk.texts(contact)).toEqual(['Who are you?'])
  })

  test('goes to whom the contact became, and to nobody who is gone or was never there', async () => {
    const { item } = await desk.stranger()
    const [stays, goes, deleted] = [await desk.person(), await desk.person(), await desk.person()]
    world.hubspot.mergeContacts(Number(portalId), stays.id, goes.id)
    await hubspot.post([
      hubspot.event('object.merge', stays.id, {
        ...{ newObjectId: Number(stays.id), primaryObjectId: Number(stays.id), mergedObjectIds: [Number(goes.id)] },
      }),
      hubspot.event('object.deletion', deleted.id),
    ])
    await until(async () =>
      expect(await world.database.query('select 1 from hubspot_event where done_at is null')).toEqual([]),
    )
    for (const [contactId, status, code] of [
      [deleted.id, 409, 'contact_gone'],
      ['987654321', 404, 'unknown_contact'],
    ] as const) {
      expect(await desk.ask('give', { id: item.id, contactId })).toMatchObject({ status, problem: { code } })
    }
    expect((await desk.done('give', { id: item.id, contactId: goes.id })).contactId).toBe(stays.id)
  })

  test('is dismissed, once', async () => {
    const { item } = await desk.stranger()
    expect((await desk.done('dismiss', { id: item.id })).already).toBe(false)
    expect((await desk.done('dismiss', { id: item.id })).already).toBe(true)
    expect((await desk.list()).map(({ id }) => id)).not.toContain(item.id)
    const contact = await desk.person()
    const late = await desk.ask('give', { id: item.id, contactId: contact.id })
    expect(late).toMatchObject({ status: 409, problem: { code: 'already_dismissed' } })
    expect(await audited(item.id)).toEqual(['waiting.dismissed'])
  })

  test.each(['contact.creation', 'object.propertyChange', 'object.restore'])(
    'is matched again when HubSpot tells of %s',
    async (type) => {
      const { number, item } = await desk.stranger('I am new here')
      const contact = await desk.person(type === 'object.propertyChange' ? desk.newNumber() : number)
      if (type === 'object.propertyChange') {
        await fetch(`${world.hubspot.url}/crm/objects/2026-03/contacts/${contact.id}`, {
          method: 'PATCH',
          headers: { authorization: 'Bearer pat-na1-test', 'content-type': 'application/json' },
          body: JSON.stringify({ properties: { mobilephone: number } }),
        })
      }
      const changed = { propertyName: 'mobilephone', propertyValue: number }
      await hubspot.post([hubspot.event(type, contact.id, type === 'object.propertyChange' ? changed : {})])
      await until(async () => expect(await desk.texts(contact)).toEqual(['I am new here']))
      expect(await audited(item.id)).toEqual(['waiting.given'])
      await until(() => expect(world.timeline(contact).join()).toContain('I am new here'))
    },
  )

  test('of several stays where it is, and is matched on request once only one is left', async () => {
    const number = desk.newNumber()
    const [one, another] = [await desk.person(number), await desk.person(number)]
    desk.write(number, 'Which of us?')
    const item = await until(async () => {
      const [found] = await desk.waitsFrom(number)
      expect(found).toMatchObject({ reason: '2 contacts have this address' })
      return found
    })
    await desk.done('retry', { id: item!.id })
    world.hubspot.mergeContacts(Number(portalId), one.id, another.id)
    await desk.done('retry', { id: item!.id })
    await until(async () => expect(await desk.texts(one)).toEqual(['Which of us?']))
  })

  test.each(['dismissed', 'deleted'])(
    'is not given to a contact, nor said to be, when one is %s meanwhile',
    async (what) => {
      const { number, item } = await desk.stranger('Too late')
      const id = item.id.split(':')[1]
      const contact = await desk.person(number)
      await world.database.transaction(async (tx) => {
        await tx.query('select 1 from message where id = $1 for update', [id])
        await hubspot.post([hubspot.event('contact.creation', contact.id)])
        // It waits for the reply, and knows that there is one contact.
        await until(async () =>
          expect(
            await world.database.query(
              `select 1 from pg_locks l join pg_stat_activity a using (pid)
             where not l.granted and a.datname = current_database() and a.query like '%direction = ''inbound''%for update%'`,
            ),
          ).toHaveLength(1),
        )
        if (what === 'dismissed') await tx.query('update message set dismissed_at = instant() where id = $1', [id])
        else {
          await world.database.query(
            `insert into contact_standing (portal_id, contact_id, state, at) values ($1, $2, 'deleted', instant())`,
            [portalId, contact.id],
          )
        }
      })
      await until(async () =>
        expect(
          await world.database.query(`select 1 from task where kind = 'match-contact' and key = $1`, [contact.id]),
        ).toEqual([]),
      )
      expect(await desk.texts(contact)).toEqual([])
      expect(
        await world.database.query(`select detail from audit where detail::jsonb ->> 'contactId' = $1`, [contact.id]),
      ).toEqual([])
    },
  )
})
