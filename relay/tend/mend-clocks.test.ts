import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { onceTo } from '../../test/once-to.ts'
import { until } from '../../test/until.ts'
import { createWorld, type World } from '../../test/world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())
afterEach(async () => {
  world.hubspot.faults.clear()
  world.phones.faults.set()
  await setClock('statement_timestamp()')
})

async function setClock(value: string): Promise<void> {
  await world.database.query(
    `create or replace function instant() returns timestamptz language sql stable parallel safe as $$select ${value}$$`,
  )
}

/** The database's clock is a day ahead, for so long that the relay has seen it. */
async function runAhead(): Promise<void> {
  const seen = () =>
    world.logged.filter((line) => /this relay's clock is \d+ s behind the database's/.test(line)).length
  const before = seen()
  await setClock(`statement_timestamp() + interval '1 day'`)
  await until(() => expect(seen()).toBeGreaterThan(before), 15_000)
}

test("a reply that was put off while the database's clock was a day ahead is taken up when it is right", async () => {
  const contact = await world.contact({ mobilephone: '+12025554701' })
  await runAhead()
  const down = { kind: 'status' as const, status: 503, headers: { 'retry-after': '120' }, times: Infinity }
  world.hubspot.faults.next({ ...down, match: { path: /contacts\/search$/ } })
  world.phones.write({
    from: '+12025554701',
    to: world.config.lines[0]!.address,
    body: 'Anybody there?',
    channel: 'sms',
  })
  await until(async () =>
    expect(await world.database.query(`select 1 from ${openInbox} i where trouble is not null`)).toHaveLength(1),
  )

  world.hubspot.faults.clear()
  await setClock('statement_timestamp()')

  await until(() => expect(world.timeline(contact).join()).toContain('Anybody there?'), 30_000)
}, 45_000)

test("a message that was put off while the database's clock was a day ahead leaves when it is right", async () => {
  const contact = await world.contact({ mobilephone: '+12025554702' })
  await runAhead()
  world.phones.faults.set({ mode: 'throttle', retryAfter: 2, ...onceTo(contact) })
  await world.accepted(contact, 'Hello')
  await until(async () =>
    expect(await world.database.query(`select 1 from delivery where state = 'due' and attempts = 1`)).toHaveLength(1),
  )

  await setClock('statement_timestamp()')

  await until(
    async () => expect((await world.shown(contact)).map(({ status }) => status)).toEqual(['delivered']),
    30_000,
  )
}, 45_000)

test("what a database's clock that was a day ahead left behind is put right, and what a provider asked for stands", async () => {
  const contact = await world.contact({ mobilephone: '+12025554703' })
  world.phones.faults.set({ mode: 'throttle', retryAfter: 7_200, ...onceTo(contact) })
  const asked = await world.accepted(contact, 'Much later')
  const count = async (sql: string, values: unknown[] = []) => (await world.database.query(sql, values)).length
  await until(async () => expect(await count("select 1 from delivery where waits = 'retry'")).toBe(1))
  const other = await world.contact({ mobilephone: '+12025554704' })
  const doubted = await world.accepted(other, 'Hello')
  await until(async () => expect((await world.shown(other)).map(({ status }) => status)).toEqual(['delivered']))

  await runAhead()
  await world.database.query("update line set next_at = instant() where id = 'sms'")
  await world.database.query('update conversation set doubted_at = instant()')
  await world.database.query("update delivery set state = 'unknown', since = instant() where message_id = $1", [
    doubted,
  ])
  await world.database.query('update timeline_entry set rewrite_at = instant() where message_id = $1', [doubted])
  await world.database.query('update portal set renewal_after = instant()')
  await setClock('statement_timestamp()')

  const late = "now() + interval '30 minutes'"
  await until(async () => {
    expect(await count(`select 1 from line where next_at > ${late}`)).toBe(0)
    expect(await count(`select 1 from conversation where doubted_at > ${late}`)).toBe(0)
    expect(await count(`select 1 from delivery where since > ${late}`)).toBe(0)
    expect(await count(`select 1 from timeline_entry where rewrite_at > ${late}`)).toBe(0)
    expect(await count(`select 1 from portal where renewal_after > ${late}`)).toBe(0)
  }, 30_000)
  expect(await count(`select 1 from delivery where message_id = $1 and due_at > ${late}`, [asked])).toBe(1)
}, 45_000)
