import { afterEach, describe, expect, it } from 'vitest'
import { scopes, startHubSpotUnderTest, type HubSpotUnderTest } from './hubspot-under-test.ts'

let test: HubSpotUnderTest
afterEach(() => test.hubspot.close())

const ofUsers = ['settings.users.read', 'settings.users.teams.read']
const portal = {
  scopes: [...scopes, ...ofUsers],
  owners: [{ id: '9001', userId: 1, email: 'ann@one.example', firstName: 'Ann', lastName: 'One' }],
  users: [
    { id: 1, email: 'ann@one.example', firstName: 'Ann', lastName: 'One', superAdmin: true },
    {
      ...{ id: 2, email: 'bo@one.example', firstName: 'Bo', lastName: 'Two' },
      ...{ roleIds: ['71', '72'], primaryTeamId: '501', secondaryTeamIds: ['502'] },
    },
  ],
  roles: [{ id: '71', name: 'Rep' }],
  teams: [
    { id: '501', name: 'Sales' },
    { id: '502', name: 'Support' },
  ],
}
const start = async (more = {}) => (test = await startHubSpotUnderTest({ ...portal, ...more }))

describe('users', () => {
  it('are told by id and by address, with permission sets and teams', async () => {
    await start()
    const bo = { id: '2', email: 'bo@one.example', superAdmin: false, roleId: '71', roleIds: ['71', '72'] }
    for (const path of ['2026-03/2', '2026-09-beta/2', '2026-03/bo@one.example?idProperty=EMAIL']) {
      const { status, body } = await test.call('GET', `/settings/users/${path}`)
      expect(status).toBe(200)
      expect(body).toMatchObject({ ...bo, primaryTeamId: '501', secondaryTeamIds: ['502'] })
    }
    expect((await test.call('GET', '/settings/users/2026-03/1')).body).toMatchObject({ superAdmin: true, roleIds: [] })
  })

  it('are listed a page at a time, and so are roles and teams with their members', async () => {
    await start()
    const first = await test.call('GET', '/settings/users/2026-03?limit=1')
    expect(first.body).toMatchObject({ results: [{ id: '1' }], paging: { next: { after: '1' } } })
    const second = await test.call('GET', '/settings/users/2026-03?limit=1&after=1')
    expect(second.body.results).toMatchObject([{ id: '2' }])
    expect((await test.call('GET', '/settings/users/2026-03/roles')).body.results).toMatchObject([{ name: 'Rep' }])
    expect((await test.call('GET', '/settings/users/2026-03/teams')).body.results).toMatchObject([
      { id: '501', userIds: ['2'], secondaryUserIds: [] },
      { id: '502', userIds: [], secondaryUserIds: ['2'] },
    ])
  })

  it.each([
    ['/settings/users/2026-03/3', 404],
    ['/settings/users/2026-03/ann', 400],
    ['/settings/users/2026-03/1?idProperty=NAME', 400],
    ['/settings/users/2026-09/1', 404],
  ])('there is none at %s: %i', async (path, status) => {
    await start()
    expect((await test.call('GET', path)).status).toBe(status)
  })

  it('are nobody’s business without a scope', async () => {
    await start({ scopes })
    for (const path of ['/1', '', '/roles', '/teams']) {
      const { status, body } = await test.call('GET', `/settings/users/2026-03${path}`)
      expect([status, body.category]).toEqual([403, 'MISSING_SCOPES'])
    }
  })

  it('may be asked for with either scope', async () => {
    await start({ scopes: ['crm.objects.users.read'] })
    expect((await test.call('GET', '/settings/users/2026-03/1')).status).toBe(200)
  })
})

describe('owners', () => {
  it('are found by their user, with their teams, and stay when the user is gone', async () => {
    await start({ owners: [{ ...portal.owners[0]!, id: '9002', userId: 2 }] })
    const byUser = await test.call('GET', '/crm/owners/2026-09/2?idProperty=userId')
    expect(byUser.body).toMatchObject({
      id: '9002',
      userId: 2,
      type: 'PERSON',
      teams: [{ id: '501', primary: true }, {}],
    })
    expect((await test.call('GET', '/crm/owners/2026-09/2')).status).toBe(404)
    test.hubspot.portal(4711).users = []
    const left = (await test.call('GET', '/crm/owners/2026-09/9002')).body
    expect(left).toMatchObject({ userIdIncludingInactive: 2 })
    expect(left).not.toHaveProperty('userId')
  })
})
