import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { until } from '../../test/until.ts'
import { createWorld, type World } from '../../test/world.ts'

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

const aDayAhead = `statement_timestamp() + interval '1 day'`

test("a reply that was put off while the database's clock was a day ahead is taken up when it is right", async () => {
  const contact = await world.contact({ mobilephone: '+12025554701' })
  await setClock(aDayAhead)
  const down = { kind: 'status' as const, status: 503, headers: { 'retry-after': '120' }, times: Infinity }
  world.hubspot.faults.next({ ...down, match: { path: /contacts\/search$/ } })
  world.phones.write({
    from: '+12025554701',
    to: world.config.lines[0]!.address,
    body: 'Anybody there?',
    channel: 'sms',
  })
  await until(async () =>
    expect(
      await world.database.query('select 1 from inbox where done_at is null and trouble is not null'),
    ).toHaveLength(1),
  )

  world.hubspot.faults.clear()
  await setClock('statement_timestamp()')

  await until(() => expect(world.timeline(contact).join()).toContain('Anybody there?'), 30_000)
}, 45_000)

test("a message that was put off while the database's clock was a day ahead leaves when it is right", async () => {
  const contact = await world.contact({ mobilephone: '+12025554702' })
  await setClock(aDayAhead)
  world.phones.faults.set({ mode: 'throttle', retryAfter: 2, times: 1 })
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
