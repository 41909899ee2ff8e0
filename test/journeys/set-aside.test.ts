import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ShowWaitingResponse } from '../../contract/waiting.ts'
import type { ProviderEvent } from '../../relay/providers/provider.ts'
import { tellEvents } from '../tell-events.ts'
import { tellingProviders } from '../telling-provider.ts'
import { until } from '../until.ts'
import { openWaitingDesk, type WaitingDesk } from '../waiting-desk.ts'
import type { TestContact } from '../world.ts'

let desk: WaitingDesk
beforeAll(async () => {
  desk = await openWaitingDesk({ providers: tellingProviders })
})
afterAll(() => desk.world.close())

type Reply = Extract<ProviderEvent, { kind: 'reply' }>
let ids = 0
function says(from: string, body: string, more: Partial<Reply> = {}): Reply {
  return { kind: 'reply', providerId: `a${(ids += 1)}`, from, body, subject: null, at: new Date(), ...more }
}
const tell = (...events: ProviderEvent[]) => tellEvents(desk.world, events)
const absent = { aside: 'it says that it is an automatic answer', original: 'I am away.\n\n> Your mail' }
const obstacle = async (contact: TestContact) =>
  (await desk.world.card('conversation', { contact })).body.lines.find(({ id }) => id === 'sms')?.obstacle
const phone = ({ properties }: TestContact) => properties.mobilephone!

test("what is probably no person's word stands on no card and no timeline, says nothing of consent, and waits with its reason", async () => {
  const contact = await desk.person()
  await tell(says(phone(contact), 'Hello'))
  await until(async () => expect(await desk.texts(contact)).toEqual(['Hello']))
  await tell(says(phone(contact), 'STOP', absent))
  const item = (await desk.waitsFrom(phone(contact)))[0]!
  expect(item).toMatchObject({
    ...{ kind: 'aside', state: 'parked', reason: absent.aside, contactId: contact.id, deeds: ['give', 'dismiss'] },
    what: `SMS message set aside from ${phone(contact)} on line sms`,
  })
  expect((await desk.ask<ShowWaitingResponse>('show', { id: item.id })).body.text).toBe('STOP')
  expect(await desk.texts(contact)).toEqual(['Hello'])
  expect(await obstacle(contact)).toBeNull()
  // Released, it is theirs with all of it; nobody need be named where it is known whose it would be.
  expect(await desk.done('give', { id: item.id })).toMatchObject({ done: 'given', contactId: contact.id })
  await until(async () => expect(await desk.texts(contact)).toEqual(['Hello', 'STOP']))
  await until(() => expect(desk.world.timeline(contact).join()).toContain('STOP'))
  // And it is their word on consent, as of when it came.
  expect(await obstacle(contact)).toMatchObject({ is: 'opted_out' })
  expect((await desk.world.shown(contact)).at(-1)).toMatchObject({ body: 'STOP', consent: 'opted_out' })
  const original = await desk.world.card('message-original', { contact, messageId: item.id.split(':')[1]! })
  expect(original.body.text).toBe(absent.original)
  expect((await desk.list()).filter(({ address }) => address === phone(contact))).toEqual([])
})

test('of a stranger it asks for a contact, is matched with nobody by itself, and can be dismissed', async () => {
  const number = desk.newNumber()
  await tell(says(number, 'Newsletter', absent), says(number, 'Another', absent))
  const items = await until(async () => {
    const found = await desk.waitsFrom(number)
    expect(found).toHaveLength(2)
    return found
  })
  expect(items[0]).toMatchObject({ kind: 'aside', contactId: null })
  const [first, second] = items
  expect(await desk.ask('give', { id: first!.id })).toMatchObject({ status: 422, problem: { code: 'invalid_contact' } })
  expect(await desk.ask('retry', { id: first!.id })).toMatchObject({ problem: { code: 'deed_not_possible' } })
  expect(await desk.ask('give', { id: first!.id.replace('aside', 'reply'), contactId: '1' })).toMatchObject({
    status: 404,
  })
  await desk.done('dismiss', { id: first!.id })
  const { text } = (await desk.ask<ShowWaitingResponse>('show', { id: second!.id })).body
  const contact = await desk.person(number)
  await desk.done('give', { id: second!.id, contactId: contact.id })
  await until(async () => expect(await desk.texts(contact)).toEqual([text]))
})

test('given to a contact, what nobody proves asks for a decision, a START lifts an opt-out, and our own words say nothing', async () => {
  const contact = await desk.person()
  const give = async (body: string, more: Partial<Reply> = {}) => {
    await tell(says(phone(contact), body, { ...absent, ...more }))
    const id = await until(async () => {
      const item = (await desk.waitsFrom(phone(contact))).find(({ kind }) => kind === 'aside')
      expect(item).toBeDefined()
      return item!.id
    })
    await desk.done('give', { id, contactId: contact.id })
  }
  await give('STOP', { made: true })
  await give('I stop by')
  expect(await obstacle(contact)).toBeNull()
  await give('STOP', { proof: 'fail' })
  const [question] = await desk.waitsFrom(phone(contact))
  expect(question).toMatchObject({
    kind: 'consent',
    reason: expect.stringContaining('nothing proves that its sender wrote it'),
  })
  expect(await obstacle(contact)).toBeNull()
  await give('stop')
  expect(await obstacle(contact)).toMatchObject({ is: 'opted_out' })
  await give('START', { proof: 'none' })
  expect(await obstacle(contact)).toMatchObject({ is: 'opted_out' })
  await give('START')
  expect(await obstacle(contact)).toBeNull()
})

test('one item that cannot be read is parked with its bytes beside good ones, which are taken once', async () => {
  const contact = await desk.person()
  const good = says(phone(contact), 'A perfectly good message')
  const bad = { kind: 'unreadable', reason: 'An item has no sender.' } as const
  expect(await tell(bad, good)).toBe(200)
  await until(async () => expect(await desk.texts(contact)).toEqual(['A perfectly good message']))
  const find = async () => (await desk.list()).filter(({ reason }) => reason.includes(bad.reason))
  const [item, ...more] = await until(async () => {
    const found = await find()
    expect(found).toHaveLength(1)
    return found
  })
  expect(more).toEqual([])
  expect(item).toMatchObject({ kind: 'inbox', state: 'parked', deeds: ['retry', 'dismiss'] })
  const shown = await desk.ask<ShowWaitingResponse>('show', { id: item!.id })
  expect(shown.body.text).toContain('A perfectly good message')
  await desk.done('retry', { id: item!.id })
  await until(async () => expect((await find()).map(({ state }) => state)).toEqual(['parked']))
  expect(await desk.texts(contact)).toEqual(['A perfectly good message'])
  await desk.done('dismiss', { id: item!.id })
  expect(await find()).toEqual([])
})
