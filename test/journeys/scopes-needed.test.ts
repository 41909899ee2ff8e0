import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReadSettingsResponse, TestSettingsResponse } from '../../contract/settings/settings-request.ts'
import { askByFetch } from '../ask-by-fetch.ts'
import { createMarketplace, type Marketplace } from '../marketplace.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { until } from '../until.ts'
import { portalId } from '../world.ts'
import { scopes } from '../world-config.ts'

const installed = '9101'
const admin = { userId: 501, email: 'ann@one.example' }
const people = { users: [{ id: 501, email: admin.email, firstName: 'Ann', lastName: 'One' }] }

let desk: SettingsDesk
let world: Marketplace
beforeAll(async () => {
  desk = await createSettingsDesk()
  world = await createMarketplace([{ portalId: Number(installed), admin, people }])
  const closed = { withhold: ['crm.objects.owners.read', 'settings.users.read'] }
  expect((await world.browser().install(installed, closed)).status).toBe(200)
})
afterAll(() => Promise.all([desk.world.close(), world.close()]))

type Found = TestSettingsResponse['hubspot']

/** How each edition saves who may what, and tests its connection. */
const editions: Record<string, { save: (access: object) => Promise<unknown>; tested: () => Promise<Found> }> = {
  private: {
    save: (access) => desk.save({ access }),
    tested: async () => (await desk.say('/test')).body.hubspot,
  },
  marketplace: {
    async save(access) {
      const { version } = (await ask<ReadSettingsResponse>('')).body
      expect(await ask('/save', { version, sections: { access } })).toMatchObject({ status: 200 })
    },
    tested: async () => (await ask<TestSettingsResponse>('/test')).body.hubspot,
  },
}
const ask = <Body>(path: string, said: object = {}) =>
  askByFetch<Body>(
    world,
    `/settings${path}`,
    { portalId: installed, ...said },
    { ...{ portalId: installed, userId: '501', appId: '77' }, secret: world.config.oauth?.clientSecrets[0] ?? '' },
  )

test.each(Object.keys(editions))(
  'of who may read owners and users the test of the connection asks where settings go by it: %s',
  async (edition) => {
    const { save, tested } = editions[edition]!
    const users = ['501']
    await until(() => save({ admins: { users } }))
    for (const [access, missingScopes] of [
      [{ admins: { users } }, []],
      [{ admins: { users }, reading: 'owner' }, ['crm.objects.owners.read']],
      [{ admins: { users, roles: ['71'] } }, ['settings.users.read']],
      [{ admins: { users, teams: ['8'] }, reading: 'everyone' }, ['settings.users.read']],
      [{ admins: { users, roles: [] } }, []],
      [
        { admins: { users, roles: ['71'], teams: ['8'] }, reading: 'owner' },
        ['crm.objects.owners.read', 'settings.users.read'],
      ],
    ] as const) {
      await save(access)
      const expected = { ok: missingScopes.length === 0, missingScopes, problem: null }
      await until(async () => expect(await tested(), JSON.stringify(access)).toMatchObject(expected))
    }
  },
)

test('either of the scopes that open users is enough', async () => {
  const { save, tested } = editions['private']!
  const grant = (more: string[]) =>
    desk.world.hubspot.grant({ portalId: Number(portalId), accessToken: 'pat-na1-test', scopes: [...scopes, ...more] })
  await save({ admins: { users: ['501'], roles: ['71'] }, reading: 'owner' })
  grant(['crm.objects.owners.read', 'crm.objects.users.read'])
  expect(await tested()).toMatchObject({ ok: true, missingScopes: [] })
  grant(['settings.users.read'])
  expect(await tested()).toMatchObject({ ok: false, missingScopes: ['crm.objects.owners.read'] })
})
