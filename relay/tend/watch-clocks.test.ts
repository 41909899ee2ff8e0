import { afterEach, expect, test } from 'vitest'
import { until } from '../../test/until.ts'
import { createWorld, type World } from '../../test/world.ts'

let world: World | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
})

const told = (what: RegExp) =>
  until(() => expect(world?.logged.filter((line) => what.test(line)) ?? []).toHaveLength(1))

test('a relay whose clock is wrong says so once, and by how much', async () => {
  const twoHours = 7_200_000
  world = await createWorld({ parts: { now: () => new Date(Date.now() - twoHours) } })

  await told(/"level":40.*this relay's clock is 7200 s behind the database's/)
})

test('a database whose clock goes wrong is told of, and that it is right again', async () => {
  world = await createWorld()
  const say = (value: string) =>
    `create or replace function instant() returns timestamptz language sql stable parallel safe as $$select ${value}$$`
  await world.database.query(say(`statement_timestamp() + interval '1 day'`))

  await told(/"level":40.*this relay's clock is 86400 s behind the database's/)

  await world.database.query(say('statement_timestamp()'))
  await told(/"level":30.*agree again/)
})
