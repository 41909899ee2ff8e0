import { afterAll, beforeAll, expect, test } from 'vitest'
import { askByFetch } from '../ask-by-fetch.ts'
import { setAccess } from '../set-access.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type World } from '../world.ts'

/** The account has not granted the scope by which HubSpot tells of users, as no edition requires it. */
let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const look = (userId: string) => askByFetch(world, '/waiting/list', { portalId }, { userId })

test('where the scope is not granted the list alone decides, and nobody on it is told how to begin', async () => {
  const nobody = await look('12345')
  expect(nobody).toMatchObject({ status: 403, problem: { code: 'not_an_admin' } })
  expect(nobody.problem.detail).toContain(`npm run relay -- settings admin 12345 --account ${portalId}`)
  await setAccess(world, portalId, { admins: { users: ['12345'], teams: ['501'] } })
  await until(async () => expect((await look('12345')).status).toBe(200))
  const other = await look('7')
  expect(other).toMatchObject({ status: 403, problem: { code: 'not_an_admin' } })
  expect(other.problem.detail).toContain('settings.users.read')
})

test('HubSpot is not asked for what it will not tell each time anew', async () => {
  const asked = () => world.hubspot.calls.recent().filter(({ path }) => path.startsWith('/settings/users/')).length
  await look('8')
  const before = asked()
  for (const _ of [1, 2, 3]) await look('8')
  expect(asked()).toBe(before)
})
