import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ShowWaitingResponse } from '../../contract/waiting.ts'
import type { ProviderEvent } from '../../relay/providers/provider.ts'
import { createMarketplace, type Marketplace } from '../marketplace.ts'
import { tellEvents } from '../tell-events.ts'
import { tellingProviders } from '../telling-provider.ts'
import { until } from '../until.ts'
import { deskOf, type WaitingDesk } from '../waiting-desk.ts'
import { portalId, type TestContact } from '../world.ts'

let world: Marketplace
let desk: WaitingDesk
beforeAll(async () => {
  world = await createMarketplace([], {
    config: {
      operatorSecrets: ['operator-secret-of-the-tests'],
      routing: { ladder: [{ channel: 'sms' }, { channel: 'email', when: { failed: ['undelivered'] } }] },
    },
    extraLines: [{ id: 'mail', label: 'Sales mail', channel: 'email', address: 'sales@company.example' }],
    phones: { deliverAfter: null },
    parts: { providers: tellingProviders },
  })
  desk = deskOf(world)
})
afterAll(() => world.close())

let given = 0
const person = () =>
  world.contact({ mobilephone: `+1202555${8700 + (given += 1)}`, email: `ada${given}@customer.example` })
const says = (contact: TestContact, body: string, at = new Date()): ProviderEvent => ({
  ...{ kind: 'reply', providerId: randomUUID(), from: contact.properties.email!, body, subject: 'Re: Offer', at },
})
/** Of this day, which is over. */
const second = (nth: number) => new Date(Date.UTC(2026, 8, 14, 10, 0, nth))
const isAsked = async (contact: TestContact) => ((await note(contact))?.note ?? '').includes('Somebody decides')
const shows = (contact: TestContact, many: number) =>
  until(async () => expect(await world.shown(contact)).toHaveLength(many))
const note = async (contact: TestContact) =>
  (await world.card('conversation', { contact })).body.lines.find(({ id }) => id === 'mail')
const byWorkflow = async (contact: TestContact) =>
  (
    await world.workflow({
      callbackId: randomUUID(),
      origin: { portalId: Number(portalId) },
      object: { objectId: Number(contact.id), objectType: 'CONTACT', properties: contact.properties },
      inputFields: { channel: 'email', message: 'News' },
    })
  ).body.outputFields.error_code

async function asked(contact: TestContact, body = 'Cancel') {
  await tellEvents(world, [says(contact, body)], 'mail')
  const [item] = await desk.waitsFrom(contact.properties.email!)
  return item!
}

test('what may be an opt-out by mail waits for a person; nothing is sent by itself, a rep may', async () => {
  const contact = await person()
  const item = await asked(contact)
  expect(item).toMatchObject({ kind: 'consent', deeds: ['opt_out', 'dismiss'], contactId: contact.id, lineId: 'mail' })
  expect((await desk.ask<ShowWaitingResponse>('show', { id: item.id })).body.text).toBe('Cancel')
  expect(await desk.texts(contact)).toEqual(['Cancel'])
  expect(await note(contact)).toMatchObject({ obstacle: null, note: expect.stringContaining('Somebody decides') })
  expect(await byWorkflow(contact)).toBe('consent_asked')
  await world.accepted(contact, 'What do you mean?', { line: 'mail' })
  // Nor does a ladder go there.
  const id = await world.accepted(contact, 'By SMS')
  await until(async () => expect((await world.shown(contact)).at(-1)?.status).toBe('sent'))
  const [row] = await world.database.query<{ provider_id: string }>('select provider_id from message where id = $1', [
    id,
  ])
  await tellEvents(world, [{ kind: 'status', providerId: row!.provider_id, status: 'undelivered', at: new Date() }])
  await until(async () => {
    const { body } = await world.card('message-trace', { contact, messageId: id })
    expect(body.events.map(({ text }) => text).join()).toContain(
      'may be an opt-out of email, and nobody has decided yet',
    )
  })
  expect((await desk.done('opt-out', { id: item.id })).done).toBe('opted_out')
  expect(await note(contact)).toMatchObject({ obstacle: { is: 'opted_out' } })
  expect(await byWorkflow(contact)).toBe('opted_out')
  expect((await world.shown(contact))[0]).toMatchObject({ body: 'Cancel', consent: 'opted_out' })
  expect(await desk.ask('opt-out', { id: item.id })).toMatchObject({ status: 409, problem: { code: 'not_waiting' } })
})

test('what waited to leave by itself when it came does not leave', async () => {
  const contact = await person()
  await world.database.query("update line set state = 'paused' where id = 'mail'")
  expect(await byWorkflow(contact)).toBe('')
  await world.accepted(contact, 'By hand', { line: 'mail' })
  await asked(contact)
  await world.database.query("update line set state = 'active' where id = 'mail'")
  await until(async () =>
    expect((await world.shown(contact)).map(({ body, status }) => `${body} ${status}`).toSorted()).toEqual([
      ...['By hand sent', 'Cancel delivered', 'News cancelled'],
    ]),
  )
})

test('taken for no opt-out, all goes on; and whoever says it plainly is not decided about', async () => {
  const contact = await person()
  const item = await asked(contact, 'Quit.')
  await desk.done('dismiss', { id: item.id })
  expect((await desk.done('dismiss', { id: item.id })).already).toBe(true)
  expect(await note(contact)).toMatchObject({ obstacle: null, note: null })
  expect(await byWorkflow(contact)).toBe('')
  await asked(contact, 'End')
  await tellEvents(world, [says(contact, 'Unsubscribe')], 'mail')
  await until(async () => expect(await note(contact)).toMatchObject({ obstacle: { is: 'opted_out' } }))
  expect((await desk.list()).filter(({ address }) => address === contact.properties.email)).toEqual([])
})

test('each that may be an opt-out is decided by itself, and until all are nothing is sent by itself', async () => {
  const contact = await person()
  await asked(contact, 'Cancel')
  await tellEvents(world, [says(contact, 'Quit')], 'mail')
  await until(async () => expect(await desk.waitsFrom(contact.properties.email!)).toHaveLength(2))
  const items = await desk.waitsFrom(contact.properties.email!)
  const texts = await Promise.all(
    items.map(async ({ id }) => (await desk.ask<ShowWaitingResponse>('show', { id })).body.text),
  )
  expect(texts.toSorted()).toEqual(['Cancel', 'Quit'])
  await desk.done('dismiss', { id: items[0]!.id })
  expect(await isAsked(contact)).toBe(true)
  expect(await byWorkflow(contact)).toBe('consent_asked')
  expect(await desk.waitsFrom(contact.properties.email!)).toEqual([items[1]])
  expect((await desk.done('opt-out', { id: items[1]!.id })).done).toBe('opted_out')
  expect(await byWorkflow(contact)).toBe('opted_out')
})

test('it is open before HubSpot has said whose it is, and then in the name of its message alone', async () => {
  const contact = await person()
  const search = { kind: 'status', status: 503, match: { path: /contacts\/search/ }, times: Infinity } as const
  world.hubspot.faults.next(search)
  await tellEvents(world, [says(contact, 'Cancel'), says(contact, 'Where is my order?')], 'mail')
  await until(async () => expect(await isAsked(contact)).toBe(true))
  expect(await byWorkflow(contact)).toBe('consent_asked')
  expect(await world.shown(contact)).toEqual([])
  world.hubspot.faults.clear()
  await shows(contact, 2)
  const [item, ...more] = (await desk.waitsFrom(contact.properties.email!)).filter(({ kind }) => kind === 'consent')
  expect(more).toEqual([])
  await desk.done('dismiss', { id: item!.id })
  expect(await isAsked(contact)).toBe(false)
})

test.each([
  ['asked, then said', [1, 2], false],
  ['asked, then said at the same moment', [1, 1], false],
  ['said, but asked later than that', [2, 1], true],
] as const)('in one batch: %s', async (_what, [asking, saying], stays) => {
  const contact = await person()
  const events = [says(contact, 'Cancel', second(asking)), says(contact, 'START', second(saying))]
  await tellEvents(world, events, 'mail')
  await shows(contact, 2)
  expect(await isAsked(contact)).toBe(stays)
  const other = await person()
  const turned = [says(other, 'START', second(saying)), says(other, 'Cancel', second(asking))]
  await tellEvents(world, turned, 'mail')
  await shows(other, 2)
  // At the same moment the one that came later was said later.
  expect(await isAsked(other)).toBe(stays || asking === saying)
})

test('which of the two is taken first makes no difference', async () => {
  const contact = await person()
  await tellEvents(world, [says(contact, 'START', second(5))], 'mail')
  await shows(contact, 1)
  await tellEvents(world, [says(contact, 'Cancel', second(3))], 'mail')
  await shows(contact, 2)
  expect(await isAsked(contact)).toBe(false)
  // A plain word answers nothing that was asked after it.
  await tellEvents(world, [says(contact, 'Quit', second(8))], 'mail')
  await shows(contact, 3)
  await tellEvents(world, [says(contact, 'START', second(6))], 'mail')
  await shows(contact, 4)
  expect(await isAsked(contact)).toBe(true)
  await tellEvents(world, [says(contact, 'START', second(8))], 'mail')
  await shows(contact, 5)
  expect(await isAsked(contact)).toBe(false)
})

test("nor does a step of the ladder of a rep's message leave, which goes by itself", async () => {
  const contact = await person()
  const id = await world.accepted(contact, 'By SMS')
  await until(async () => expect((await world.shown(contact)).at(-1)?.status).toBe('sent'))
  await world.database.query("update line set rests_until = instant() + interval '1 hour' where id = 'mail'")
  const [row] = await world.database.query<{ provider_id: string }>('select provider_id from message where id = $1', [
    id,
  ])
  await tellEvents(world, [{ kind: 'status', providerId: row!.provider_id, status: 'undelivered', at: new Date() }])
  await shows(contact, 2)
  await asked(contact)
  await world.database.query("update line set rests_until = null where id = 'mail'")
  await world.accepted(contact, 'By hand', { line: 'mail' })
  await until(async () =>
    expect(
      (await world.shown(contact)).map(({ lineId, body, status }) => `${lineId} ${body} ${status}`).toSorted(),
    ).toEqual(['mail By SMS cancelled', 'mail By hand sent', 'mail Cancel delivered', 'sms By SMS undelivered']),
  )
})
