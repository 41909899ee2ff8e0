import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
async function audited(id: string): Promise<unknown[]> {
  const rows = await world.database.query<{ action: string; detail: string }>(
    `select action, detail from audit where portal_id = $1 and detail::jsonb ->> 'id' = $2 order by sequence`,
    [portalId, id],
  )
  return rows.map(({ action, detail }) => [action, JSON.parse(detail) as unknown])
}

/** An event that was parked. */
async function parkedEvent(kind: string, contactId: string): Promise<string> {
  const id = randomUUID()
  await world.database.query(
    `insert into hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, kind, raw, received_at, parked, trouble)
     values ($1, $2, $3, $4, '1', now(), '', $3, '{}', now(), 'it could not be stored', 'it could not be stored')`,
    [portalId, id, kind, contactId],
  )
  return `event:${id}`
}

test('that a contact is to be forgotten is retried, and never dismissed', async () => {
  const contact = await desk.person()
  const event = await parkedEvent('privacy_deletion', contact.id)
  await world.database.query(
    `insert into task (portal_id, kind, key, due_at, trouble, parked_at)
     values ($1, 'go-over-contact', $2, instant(), 'it could not be stored', instant())`,
    [portalId, contact.id],
  )
  const task = `task:go-over-contact/${contact.id}`
  const found = (await desk.list()).filter(({ id }) => id === event || id === task)
  expect(found.map(({ deeds }) => deeds)).toEqual([['retry'], ['retry']])
  for (const id of [event, task]) {
    const refused = await desk.ask('dismiss', { id })
    expect(refused).toMatchObject({ status: 422, problem: { code: 'deed_not_possible' } })
    expect(refused.problem.detail).toContain('forgotten')
    expect(await audited(id)).toEqual([])
  }
  await desk.done('retry', { id: event })
  await desk.done('retry', { id: task })
  await until(async () =>
    expect(
      await world.database.query('select state from contact_standing where contact_id = $1', [contact.id]),
    ).toEqual([{ state: 'forgotten' }]),
  )
  expect(await audited(event)).toEqual([
    ['waiting.retried', { id: event, kind: 'privacy_deletion', contactId: contact.id }],
  ])
  expect(await audited(task)).toEqual([
    ['waiting.retried', { id: task, kind: 'go-over-contact', contactId: contact.id }],
  ])
})

test('the audit log says what was dismissed: which kind of event, and of which contact', async () => {
  const contact = await desk.person()
  const event = await parkedEvent('restore', contact.id)
  await desk.done('dismiss', { id: event })
  expect(await audited(event)).toEqual([['waiting.dismissed', { id: event, kind: 'restore', contactId: contact.id }]])
})

test('a reply that was erased is nowhere: it is not given, retried or dismissed', async () => {
  const { item } = await desk.stranger('Forget me')
  const contact = await desk.person()
  await world.database.query(`update message set address = '', body = '' where id = $1`, [item.id.split(':')[1]])
  for (const deed of ['show', 'retry', 'dismiss', 'give']) {
    const refused = await desk.ask(deed, { id: item.id, ...(deed === 'give' ? { contactId: contact.id } : {}) })
    expect(refused, deed).toMatchObject({ status: 404, problem: { code: 'unknown_item' } })
  }
  expect(await desk.texts(contact)).toEqual([])
  expect(await audited(item.id)).toEqual([])
})

test.each([{}, { lineId: 'sms', to: 'paused', by: 'relay', reason: null, at: 'yesterday' }])(
  'a change of a line that cannot be read is parked at once: %j',
  async (data) => {
    const key = `sms/${randomUUID()}`
    await world.database.query(
      `insert into task (portal_id, kind, key, data, due_at) values ($1, 'change-line', $2, $3, instant())`,
      [portalId, key, JSON.stringify(data)],
    )
    const item = await until(async () => {
      const found = (await desk.list()).find(({ id }) => id === `task:change-line/${key}`)
      expect(found).toMatchObject({ state: 'parked' })
      return found!
    })
    expect(item.reason).toContain('cannot be read')
    expect(await world.database.query('select tries from task where key = $1', [key])).toEqual([{ tries: 1 }])
    await desk.done('dismiss', { id: item.id })
  },
)

test('a merge that does not say of which contacts waits for a person, with what HubSpot sent', async () => {
  const contact = await desk.person()
  const told = hubspot.event('object.merge', contact.id)
  await hubspot.post([told])
  const item = await until(async () => {
    const found = (await desk.list()).find(({ contactId }) => contactId === contact.id)
    expect(found).toMatchObject({ kind: 'event', state: 'parked' })
    return found!
  })
  expect((await desk.ask<{ text: string }>('show', { id: item.id })).body.text).toContain(String(told['eventId']))
  const [row] = await world.database.query<{ id: string }>(
    `update hubspot_event set merged_into = null, merged_ids = null, parked = null, trouble = null where id = $1 returning id`,
    [item.id.split(':')[1]],
  )
  expect(row).toBeDefined()
  await until(async () => expect((await desk.list()).map(({ id }) => id)).toContain(item.id), 30_000)
})

test('what waits for HubSpot holds an erasure off for a minute, which is asked for less and less often meanwhile', async () => {
  const contact = await desk.person()
  await world.accepted(contact, 'Hello')
  await until(async () => expect(await desk.texts(contact)).toEqual(['Hello']))
  const id = randomUUID()
  await world.database.query(
    `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, due_at, asks)
     values ($1, $2, 'sms', 'webhook', '{"a": "b"}', $3, instant(), instant() + interval '1 hour', true)`,
    [portalId, id, Buffer.from(`{"from":"${contact.properties.mobilephone}"}`)],
  )
  await hubspot.post([hubspot.event('contact.privacyDeletion', contact.id)])
  await until(async () => {
    const [row] = await world.database.query<{ backoff: number }>(
      'select backoff from hubspot_event where object_id = $1 and done_at is null',
      [contact.id],
    )
    expect(row?.backoff).toBeGreaterThanOrEqual(2_000)
  })
  await world.database.query(`update inbox set received_at = instant() - interval '61 seconds' where id = $1`, [id])
  await until(
    async () =>
      expect(
        await world.database.query(
          `select body = '' as emptied, headers, done_at is not null as done from inbox where id = $1`,
          [id],
        ),
      ).toEqual([{ emptied: true, headers: {}, done: true }]),
    30_000,
  )
})
