import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ pace: { retryMost: 400 } })
})
afterAll(() => world.close())

const write = (from: string, body: string) => world.phones.write({ from, to: '+15550100001', body, channel: 'sms' })
const bodies = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body)
const search = { path: /contacts\/search/ }
let given = 0
const nextPhone = () => `+1202555${String(7100 + given++)}`
const open = (where = 'true') =>
  world.database.query<{ trouble: string | null; hindrance: string | null; parked: string | null }>(
    `select trouble, hindrance, parked from ${openInbox} i where ${where}`,
  )

test('a reply that waits for HubSpot is worked off afterwards, though its jobs are gone and the relay was restarted', async () => {
  const phone = nextPhone()
  const contact = await world.contact({ mobilephone: phone })
  const heal = world.hubspot.faults.next({ kind: 'status', status: 503, match: search, times: Infinity })
  write(phone, 'Is anybody there?')
  await until(async () => expect(await open('trouble is not null')).toHaveLength(1))
  // More tries than anything that fails by itself gets.
  await until(() =>
    expect(world.logged.filter((line) => line.includes('a delivery of a provider is put off')).length).toBeGreaterThan(
      6,
    ),
  )
  expect(await open()).toMatchObject([{ parked: null }])
  await world.database.query('delete from pgboss.job')
  await world.restart()
  await world.database.query('delete from pgboss.job')
  heal()
  await until(async () => expect(await bodies(contact)).toEqual(['Is anybody there?']))
  expect(await open()).toEqual([])
})

test('whoever is known does not wait for a HubSpot that hangs over strangers', async () => {
  const known = await world.contact({ mobilephone: nextPhone() })
  await world.accepted(known, 'Hello')
  const heal = world.hubspot.faults.next({ kind: 'hang', match: search, times: Infinity })
  for (let count = 0; count < 30; count += 1) write(nextPhone(), 'Who are you?')
  await until(async () => expect((await open('asks')).length).toBeGreaterThan(20))
  write(known.properties.mobilephone ?? '', 'Me, at once')
  await until(async () => expect(await bodies(known)).toEqual(['Hello', 'Me, at once']))
  expect((await open('asks')).length).toBeGreaterThan(20)
  heal()
  await world.database.query('delete from inbox where done_at is null')
})

test('what no job knows is found by the sweep', async () => {
  const contact = await world.contact({ mobilephone: nextPhone() })
  const id = await world.accepted(contact, 'Hello')
  await world.database.query(
    `insert into task (portal_id, kind, key, due_at) values ($1, 'reconcile-delivery', $2, instant())`,
    [portalId, id],
  )
  await until(async () => expect(await world.database.query('select 1 from task')).toEqual([]))
})

test('what came for a line that is gone waits, and goes on by itself when the line is back', async () => {
  const phone = nextPhone()
  const contact = await world.contact({ mobilephone: phone })
  await world.accepted(contact, 'Hello')
  const at = world.config.lines.findIndex(({ id }) => id === 'sms')
  const [line] = world.config.lines.splice(at, 1)
  await world.restart()
  const body = JSON.stringify({ type: 'message', id: randomUUID(), from: phone, to: '+15550100001', body: 'Back?' })
  await world.database.query(
    `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at)
     values ($1, $2, 'sms', 'webhook', '{}', $3, instant())`,
    [portalId, randomUUID(), Buffer.from(body)],
  )
  await until(async () =>
    expect(await open()).toEqual([
      {
        trouble: 'the line sms is no longer configured',
        parked: 'the line sms is no longer configured',
        hindrance: 'line:sms',
      },
    ]),
  )
  world.config.lines.splice(at, 0, line!)
  await world.restart()
  await until(async () => expect(await open("hindrance = 'line:sms'")).toEqual([]))
})

test('what fails by itself is parked after five tries, with the reason', async () => {
  const key = 'no-uuid'
  await world.database.query(
    `insert into task (portal_id, kind, key, due_at) values ($1, 'go-over-contact', $2, instant())`,
    [portalId, key],
  )
  await until(async () => {
    // As if the time until the next try were over.
    await world.database.query('update task set due_at = instant() where key = $1 and lease_until is null', [key])
    expect(
      await world.database.query('select tries, trouble from task where key = $1 and parked_at is not null', [key]),
    ).toMatchObject([{ tries: 5, trouble: expect.stringContaining('no-uuid') as string }])
  })
  await until(() =>
    expect(world.logged.some((entry) => entry.includes('is parked; \\"npm run relay -- waiting\\" shows it'))).toBe(
      true,
    ),
  )
})
