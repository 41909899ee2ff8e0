import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellingDesk } from '../telling-desk.ts'
import { createTellingWorld, type TellingWorld } from '../telling-world.ts'
import { until } from '../until.ts'

let world: TellingWorld
beforeAll(async () => {
  world = await createTellingWorld({ phones: { deliverAfter: null } })
})
afterAll(() => world.close())

const { person, texts, at, says, settled, mayBeWrittenTo } = tellingDesk(() => world)

test('whoever changed their number is told of, and what comes from the new one is theirs, until HubSpot knows better', async () => {
  const contact = await person()
  await world.tell([says(contact, 'Hello')])
  await until(async () => expect(await texts(contact)).toEqual(['Hello']))
  const [from, to] = [contact.properties.mobilephone!, '+12025558999']
  const moved = { kind: 'moved', from, to, at: at(3) } as const
  await world.tell([moved])
  const words = `This person writes from ${to} from now on, no longer from ${from}. Change it in HubSpot where it stands there.`
  await until(async () => expect(await texts(contact)).toEqual(['Hello', words]))
  await world.tell([moved, { ...says(contact, 'From my new number'), from: to, at: at(6) }])
  await until(async () => expect(await texts(contact)).toEqual(['Hello', words, 'From my new number']))
  // Of nobody it is nothing to anybody.
  await world.tell([{ ...moved, from: '+12025558998', to: '+12025558997' }])
  await settled()
  expect(await world.database.query("select 1 from message where address = '+12025558998'")).toEqual([])
})

test('an opt-out follows whoever changed their number, known or not, as of when it was said', async () => {
  const contact = await person()
  const move = (from: string, to: string, seconds: number) => ({ kind: 'moved', from, to, at: at(seconds) }) as const
  const from = contact.properties.mobilephone!
  await world.tell([says(contact, 'STOP', { at: at(3) }), move(from, '+12025558996', 9)])
  const moved = await world.contact({ mobilephone: '+12025558996' })
  await until(async () => expect(await mayBeWrittenTo(moved)).toBe('opted_out'))
  expect(
    await world.database.query("select state, at from consent where address in ($1, '+12025558996')", [from]),
  ).toEqual(Array.from({ length: 2 }, () => ({ state: 'opted_out', at: at(3) })))
  // What they said at the new number since then stands, and so does a word that lifted it.
  await world.tell([says(moved, 'START', { at: at(6) })])
  await until(async () => expect(await mayBeWrittenTo(moved)).toBe('yes'))
  await world.tell([move(from, '+12025558996', 12)])
  await settled()
  expect(await mayBeWrittenTo(moved)).toBe('yes')
  await world.tell([says(contact, 'START', { at: at(20) }), move(from, '+12025558995', 21)])
  await settled()
  expect(await mayBeWrittenTo(await world.contact({ mobilephone: '+12025558995' }))).toBe('yes')
  // Of nobody's it is kept all the same.
  const stranger = '+12025558994'
  await world.tell([{ ...says(contact, 'STOP'), from: stranger }, move(stranger, '+12025558993', 5)])
  await settled()
  expect(await mayBeWrittenTo(await world.contact({ mobilephone: '+12025558993' }))).toBe('opted_out')
})
