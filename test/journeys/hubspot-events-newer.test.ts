import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMarketplace, type Marketplace } from '../marketplace.ts'
import { postEvents, tellForget } from '../post-events.ts'

const [newer, ordinary] = ['5201', '5202']

let world: Marketplace
beforeAll(async () => {
  world = await createMarketplace([{ portalId: Number(newer) }, { portalId: Number(ordinary) }])
  for (const portal of [newer, ordinary]) await world.connect(portal)
})
afterAll(() => world.close())

test('what HubSpot tells of one account is kept, though beside it stands one that cannot be read now', async () => {
  await world.database.query(
    `insert into account (portal_id, version, clock) values ($1, 7, 0)
     on conflict (portal_id) do update set version = 7`,
    [newer],
  )
  await world.database.query(
    `insert into account_section (portal_id, section, version, form, value) values ($1, 'pause', 7, 99, '{}')`,
    [newer],
  )
  await world.database.query('update settings_clock set value = value + 1')
  await world.database.query('update account set clock = (select value from settings_clock) where portal_id = $1', [
    newer,
  ])
  const told = (portal: string, id: string) => tellForget({ id }, { portalId: Number(portal) })
  const body = JSON.stringify([told(newer, '501'), told(ordinary, '502'), told(newer, '503'), told(ordinary, '504')])
  const post = () => postEvents(world, body, world.config.oauth?.clientSecrets[0])
  expect(await post()).toMatchObject({ status: 503, body: { code: 'settings_newer' } })
  const kept = () =>
    world.database.query<{ portal: string; contact: string }>(
      'select portal_id::text as portal, object_id::text as contact from hubspot_event order by 2',
    )
  const ours = [
    { portal: ordinary, contact: '502' },
    { portal: ordinary, contact: '504' },
  ]
  expect(await kept()).toEqual(ours)

  // HubSpot tries again, by when a relay that is new enough may be there.
  await world.database.query("delete from account_section where portal_id = $1 and section = 'pause' and version = 7", [
    newer,
  ])
  expect(await post()).toMatchObject({ status: 200, body: { stored: 4 } })
  expect((await kept()).map(({ contact }) => contact)).toEqual(['501', '502', '503', '504'])
})
