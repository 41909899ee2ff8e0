import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Blame } from '../../relay/errors.ts'
import { createTellingWorld, type TellingWorld } from '../telling-world.ts'
import { until } from '../until.ts'
import type { TestContact } from '../world.ts'

let world: TellingWorld
beforeAll(async () => {
  world = await createTellingWorld({
    config: {
      routing: {
        ladder: [{ channel: 'whatsapp' }, { channel: 'sms', lineId: 'sms', when: { failed: ['address', 'line'] } }],
        pause: { percent: 50, least: 4, minutes: 60 },
      },
    },
    extraLines: [
      { id: 'wa', label: 'Sales WhatsApp', channel: 'whatsapp', address: '+15550100004' },
      { id: 'other', label: 'Other SMS', channel: 'sms', address: '+15550100005' },
      { id: 'code', label: 'Short code', channel: 'sms', address: '+15550100006' },
    ],
    phones: { deliverAfter: null },
  })
})
afterAll(() => world.close())

let given = 0
const person = () => world.contact({ mobilephone: `+1202555${8300 + given++}` })
const shown = async (contact: TestContact) =>
  (await world.shown(contact)).map(({ channel, status }) => `${channel} ${status}`)

/** A message that has left, and the provider's word on it. */
async function sent(contact: TestContact, line: string) {
  const id = await world.accepted(contact, 'Hello', { line })
  await until(async () => expect((await world.shown(contact)).at(-1)?.status).toBe('sent'))
  const providerId = await world.providerId(id)
  const report = (status: DeliveryStatus, blame?: Blame) =>
    world.tell(
      [
        {
          kind: 'status',
          providerId,
          status: status as 'failed',
          at: new Date(),
          ...(blame ? { error: { code: 'not_there', detail: 'Not reachable.', blame } } : {}),
        },
      ],
      line,
    )
  return { id, report }
}

test.each(['failed', 'undelivered', 'expired'] as const)(
  'whoever has read a message that was %s has it: status, problem, mark and timeline are as if it had not failed',
  async (failure) => {
    const contact = await person()
    const { report } = await sent(contact, 'code')
    await report(failure, 'address')
    await until(async () => expect(await shown(contact)).toEqual([`sms ${failure}`]))
    const note = async () =>
      (await world.card('conversation', { contact })).body.lines.find(({ id }) => id === 'code')?.note
    await until(async () => expect(await note()).toContain('Not reachable.'))
    await report('delivered')
    await until(async () => expect(await shown(contact)).toEqual(['sms delivered']))
    await report('read')
    await until(async () => expect(await shown(contact)).toEqual(['sms read']))
    expect((await world.shown(contact))[0]?.problem).toBeNull()
    expect(await note()).toBeNull()
    await until(() => expect(world.timeline(contact).join()).toContain('SMS · Read'))
    expect(world.timeline(contact).join()).not.toContain('Not reachable')
    // The failure told once more is no news.
    await report(failure, 'address')
    await report('sent')
    const other = await sent(contact, 'sms')
    await other.report('delivered')
    await until(async () => expect(await shown(contact)).toEqual(['sms read', 'sms delivered']))
    expect(await world.database.query('select 1 from delivery where attention_since is not null')).toEqual([])
  },
)

test('that it was sent is no proof: a failure stays one', async () => {
  const contact = await person()
  const { report } = await sent(contact, 'code')
  await report('failed', 'message')
  await until(async () => expect(await shown(contact)).toEqual(['sms failed']))
  await report('sent')
  const later = await sent(contact, 'sms')
  await later.report('delivered')
  await until(async () => expect(await shown(contact)).toEqual(['sms failed', 'sms delivered']))
})

test('where the ladder went on meanwhile, card and timeline say that the person has it twice', async () => {
  const contact = await person()
  const { report } = await sent(contact, 'wa')
  await report('failed', 'address')
  await until(async () => expect(await shown(contact)).toEqual(['whatsapp failed', 'sms sent']))
  await report('read')
  await until(async () => expect(await shown(contact)).toEqual(['whatsapp read', 'sms sent']))
  await until(() => expect(world.timeline(contact).join()).toContain('this person has it twice'))
})

test('what only this line and this number cannot do marks neither, and another line may do it', async () => {
  const contact = await person()
  const { report } = await sent(contact, 'wa')
  await report('failed', 'pair')
  await until(async () => expect(await shown(contact)).toEqual(['whatsapp failed', 'sms sent']))
  const { lines } = (await world.card('conversation', { contact })).body
  expect(lines.filter(({ note, unavailable }) => note !== null || unavailable !== null)).toEqual([])
})

test('failures for reasons that nobody knows count against the line, and those of a pair do not', async () => {
  const contact = await person()
  for (let turn = 0; turn < 4; turn += 1) await (await sent(contact, 'code')).report('failed', 'pair')
  const state = async () =>
    (await world.database.query<{ state: string }>("select state from line where id = 'code'"))[0]?.state
  const stranger = await person()
  for (let turn = 0; turn < 4; turn += 1) {
    expect(await state()).toBe('active')
    await (await sent(stranger, 'other')).report('undelivered', 'unknown')
  }
  await until(async () =>
    expect((await world.card('conversation', { contact: stranger })).body.lines).toContainEqual(
      expect.objectContaining({ id: 'other', obstacle: expect.objectContaining({ is: 'paused' }) }),
    ),
  )
  expect(await state()).toBe('active')
})
