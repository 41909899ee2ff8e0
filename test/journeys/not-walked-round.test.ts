import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type TestContact, type World } from '../world.ts'
import { tellEvents } from '../tell-events.ts'
import { tellingProviders } from '../telling-provider.ts'
import { until } from '../until.ts'

let world: World
beforeAll(async () => {
  const when = { failed: ['undelivered' as const] }
  const mail = (id: string) => ({ id, label: id, channel: 'email' as const, address: `${id}@company.example` })
  world = await createWorld({
    config: {
      routing: {
        ladder: [
          { channel: 'sms', lineId: 'sms' },
          { channel: 'email', lineId: 'mail-a', when },
          { channel: 'email', lineId: 'mail-b', when },
        ],
      },
    },
    extraLines: [mail('mail-a'), mail('mail-b')],
    phones: { deliverAfter: null },
    parts: { providers: tellingProviders },
  })
})
afterAll(() => world.close())

let given = 0
const person = () =>
  world.contact({ mobilephone: `+1202555${8300 + (given += 1)}`, email: `round${given}@customer.example` })
const state = async (contact: TestContact) =>
  (await world.shown(contact)).flatMap(({ direction, lineId, status }) =>
    direction === 'outbound' ? [`${lineId} ${status}`] : [],
  )
async function undelivered(contact: TestContact, lineId: string): Promise<void> {
  const message = (await world.shown(contact)).find((one) => one.lineId === lineId && one.direction === 'outbound')!
  const [row] = await world.database.query<{ provider_id: string }>('select provider_id from message where id = $1', [
    message.id,
  ])
  const event = { kind: 'status', providerId: row!.provider_id, status: 'undelivered', at: new Date() } as const
  expect(await tellEvents(world, [event], lineId)).toBe(200)
}
const stops = (contact: TestContact) => {
  const from = contact.properties.mobilephone!
  const reply = { kind: 'reply', providerId: randomUUID(), from, body: 'STOP', subject: null, at: new Date() } as const
  return tellEvents(world, [reply], 'sms')
}

test('STOP on the first channel ends the ladder at every later step, also from one mail to the next', async () => {
  const contact = await person()
  const id = await world.accepted(contact, 'Hello')
  await until(async () => expect(await state(contact)).toEqual(['sms sent']))
  await undelivered(contact, 'sms')
  await until(async () => expect(await state(contact)).toEqual(['sms undelivered', 'mail-a sent']))
  await stops(contact)
  await undelivered(contact, 'mail-a')
  await until(async () => {
    const { events } = (await world.card('message-trace', { contact, messageId: id })).body
    expect(events.at(-1)?.text).toBe('The contact opted out of SMS, so this is not sent another way.')
  })
  expect(await state(contact)).toEqual(['sms undelivered', 'mail-a undelivered'])
  // Whoever said nothing gets it by the last step.
  const other = await person()
  await world.accepted(other, 'Hello')
  for (const [lineId, then] of [
    ['sms', 'mail-a sent'],
    ['mail-a', 'mail-b sent'],
  ] as const) {
    await until(async () => expect((await state(other)).at(-1)).toMatch(new RegExp(`^${lineId} sent`)))
    await undelivered(other, lineId)
    await until(async () => expect((await state(other)).at(-1)).toBe(then))
  }
})

test('a step that waits to leave when STOP comes on the channel before it does not leave', async () => {
  const contact = await person()
  await world.database.query("update line set rests_until = instant() + interval '1 hour' where id = 'mail-a'")
  await world.accepted(contact, 'Hello')
  await until(async () => expect(await state(contact)).toEqual(['sms sent']))
  await undelivered(contact, 'sms')
  await until(async () => expect(await state(contact)).toEqual(['sms undelivered', 'mail-a queued']))
  await stops(contact)
  await until(async () => expect(await world.shown(contact)).toHaveLength(3))
  await world.database.query("update line set rests_until = null where id = 'mail-a'")
  await until(async () => expect(await state(contact)).toEqual(['sms undelivered', 'mail-a cancelled']))
})
