import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const line = '+15550100001'
const write = (from: string, body: string, to = line) => world.phones.write({ from, to, body, channel: 'sms' })
const bodies = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body)

/** Replies that wait for a person, with the reason why. */
async function waiting(from: string): Promise<{ body: string; reason: string }[]> {
  return world.database.query<{ body: string; reason: string }>(
    `select m.body, e.data->>'reason' as reason from message m
     join message_event e on e.portal_id = m.portal_id and e.message_id = m.id and e.kind = 'unmatched'
     where m.address = $1 and m.contact_id is null`,
    [from],
  )
}

test('a reply from a number that nobody has waits, and is written to nobody', async () => {
  write('+12025550201', 'Who is this?')
  await until(async () =>
    expect(await waiting('+12025550201')).toEqual([{ body: 'Who is this?', reason: 'no contact has this address' }]),
  )
  const entries = await world.database.query('select 1 from timeline_entry')
  expect(entries).toEqual([])
  await until(() => expect(world.logged.some((entry) => entry.includes('it waits for a person'))).toBe(true))
})

test('a reply from a number that two contacts share waits, and is written to neither', async () => {
  const one = await world.contact({ firstname: 'Ann', phone: '(202) 555-0202' })
  const two = await world.contact({ firstname: 'Ben', mobilephone: '+1 202 555 0202' })
  write('+12025550202', 'Hello both')
  await until(async () =>
    expect(await waiting('+12025550202')).toEqual([{ body: 'Hello both', reason: '2 contacts have this address' }]),
  )
  expect([await bodies(one), await bodies(two), world.timeline(one), world.timeline(two)]).toEqual([[], [], [], []])
})

test('a contact who writes first is found by the number in HubSpot, however it is written there', async () => {
  const contact = await world.contact({ firstname: 'Cleo', phone: '202.555.0203' })
  write('+12025550203', 'May I ask something?')
  await until(async () => expect(await bodies(contact)).toEqual(['May I ask something?']))
  await until(() => expect(world.timeline(contact).join()).toContain('May I ask something?'))
})

test('a number that only looks alike is not taken for the contact', async () => {
  const contact = await world.contact({ firstname: 'Dora', phone: '+44 20 2555 0204' })
  write('+12025550204', 'Hello')
  await until(async () => expect(await waiting('+12025550204')).toHaveLength(1))
  expect(await bodies(contact)).toEqual([])
})

test('of two contacts with one number, the one last written to on this line is answered', async () => {
  const first = await world.contact({ firstname: 'Eve', mobilephone: '+12025550205' })
  const last = await world.contact({ firstname: 'Finn', mobilephone: '+12025550205' })
  await world.accepted(first, 'To Eve')
  await world.accepted(last, 'To Finn')
  // Later, but on another line.
  await world.accepted(first, 'To Eve again', { line: 'imessage' })
  write('+12025550205', 'Which of us?')
  await until(async () => expect(await bodies(last)).toEqual(['To Finn', 'Which of us?']))
  write('+12025550205', 'And here?', '+15550100002')
  await until(async () => expect(await bodies(first)).toEqual(['To Eve', 'To Eve again', 'And here?']))
  expect(await bodies(last)).toEqual(['To Finn', 'Which of us?'])
})

test('a reply that HubSpot cannot be asked about waits for HubSpot, and holds up no other', async () => {
  const known = await world.contact({ mobilephone: '+12025550206' })
  await world.accepted(known, 'Hello')
  const unknown = await world.contact({ phone: '+12025550207' })
  const heal = world.hubspot.faults.next({
    kind: 'status',
    status: 503,
    match: { path: /contacts\/search/ },
    times: Infinity,
  })
  write('+12025550207', 'Am I known?')
  write('+12025550206', 'I am known')
  await until(async () => expect(await bodies(known)).toEqual(['Hello', 'I am known']))
  expect(await bodies(unknown)).toEqual([])
  heal()
  await until(async () => expect(await bodies(unknown)).toEqual(['Am I known?']))
})

test('a reply that holds what no database takes is kept, cleaned, and harms no other', async () => {
  const contact = await world.contact({ mobilephone: '+12025550208' })
  await world.accepted(contact, 'Hello')
  // One after the other: posted at once, they may arrive in any order.
  for (const [from, body] of [
    ['+12025550208', 'NUL \0 and half \ud83d'],
    ['not\0a number', 'Hello'],
    ['+12025550208', 'And on'],
  ] as const) {
    write(from, body)
    await world.phones.idle()
  }
  await until(async () => expect(await bodies(contact)).toEqual(['Hello', 'NUL  and half \ufffd', 'And on']))
  await until(async () => {
    const open = await world.database.query(`select 1 from ${openInbox} i where parked is null`)
    expect(open).toEqual([])
  })
})
