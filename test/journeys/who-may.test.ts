import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AccessSection } from '../../contract/settings/access.ts'
import { signFunctionRequest } from '../../contract/function-signature.ts'
import type { User } from '../../workbench/hubspot/portal.ts'
import { askByFetch, type FetchHow } from '../ask-by-fetch.ts'
import { setAccess } from '../set-access.ts'
import { until } from '../until.ts'
import { createWorld, functionSecret, portalId, type World } from '../world.ts'

const person = (id: number, more: Partial<User> = {}): User => {
  return { id, email: `u${id}@example.com`, firstName: 'U', lastName: String(id), ...more }
}
const everybody = [
  person(1, { superAdmin: true }),
  person(2, { roleIds: ['71'], primaryTeamId: '501' }),
  person(3, { roleIds: ['70', '72'], primaryTeamId: '501', secondaryTeamIds: ['502'] }),
]

let world: World
let ahead = 0
beforeAll(async () => {
  world = await createWorld({
    scopes: ['settings.users.read'],
    parts: { now: () => new Date(Date.now() + ahead) },
    config: { rateLimits: { portal: { perSecond: 1_000, burst: 1_000 } } },
  })
})
afterAll(() => world.close())
/** From now on these are admins besides super admins; nothing that HubSpot said before counts any more. */
async function allow(admins: NonNullable<AccessSection['admins']>, allowed: string[]): Promise<void> {
  await setAccess(world, portalId, { admins })
  await until(async () => {
    for (const id of ['2', '3']) expect((await change(id)).status).toBe(allowed.includes(id) ? 404 : 403)
  })
  ahead += 3_600_000
}
beforeEach(async () => {
  world.hubspot.portal(Number(portalId)).users = everybody
  await allow({}, [])
})
afterEach(() => world.hubspot.faults.clear())

const nothing = { portalId, id: `reply:${randomUUID()}` }
const now = () => new Date(Date.now() + ahead)
const look = (userId: string, how: FetchHow = {}) =>
  askByFetch(world, '/waiting/list', { portalId }, { userId, now: now(), ...how })
/** Nothing of that id waits, which only whoever may change something is told. */
const change = (userId: string) => askByFetch(world, '/waiting/dismiss', nothing, { userId, now: now() })
const asked = () => world.hubspot.calls.recent().filter(({ path }) => path.startsWith('/settings/users/')).length
const ofUsers = { method: 'GET', path: /^\/settings\/users\// }

test('a super admin may, and a colleague may not, and is told why', async () => {
  expect(await look('1')).toMatchObject({ status: 200, body: { items: [] } })
  expect(await change('1')).toMatchObject({ status: 404, problem: { code: 'unknown_item' } })
  for (const answer of [await look('2'), await change('2')]) {
    expect(answer).toMatchObject({ status: 403, problem: { code: 'not_an_admin', retryable: false } })
    expect(answer.problem.detail).toContain('super admins of this HubSpot account')
  }
})

test.each([
  ['by their id', { users: ['2'] }, ['2']],
  ['by a permission set', { roles: ['72'] }, ['3']],
  ['by the first team', { teams: ['501'] }, ['2', '3']],
  ['by a further team', { teams: ['502'] }, ['3']],
])('whoever stands on the list %s may, as soon as they do', async (_, admins, allowed) => {
  await allow(admins, allowed)
  for (const id of ['2', '3']) expect((await look(id)).status).toBe(allowed.includes(id) ? 200 : 403)
})

test('HubSpot is asked once in five minutes, and a user whom it no longer knows may nothing, listed or not', async () => {
  await allow({ users: ['2'] }, ['2'])
  const before = asked()
  for (const _ of [1, 2, 3]) expect((await change('2')).status).toBe(404)
  expect(asked()).toBe(before + 1)
  world.hubspot.portal(Number(portalId)).users = everybody.filter(({ id }) => id !== 2)
  expect((await change('2')).status).toBe(404)
  ahead += 300_000
  expect(await change('2')).toMatchObject({ status: 403, problem: { code: 'user_unknown' } })
  expect(asked()).toBe(before + 2)
})

test.each([
  ['a failure', { kind: 'status', status: 500 }],
  ['a refusal that nobody can read', { kind: 'status', status: 403, body: { status: 'error', message: 'No.' } }],
  ['a wish that is refused', { kind: 'status', status: 400, body: { status: 'error', message: 'No.' } }],
  ['a page of somebody else', { kind: 'status', status: 404, body: {} }],
  ['a cut connection', { kind: 'reset' }],
] as const)('while HubSpot answers with %s nobody changes anything, and is told to try again', async (_, fault) => {
  await allow({ users: ['2'] }, ['2'])
  world.hubspot.faults.next({ ...fault, times: Infinity, match: ofUsers })
  for (const id of ['1', '2', '3']) {
    for (const answer of [await change(id), await look(id)]) {
      expect(answer).toMatchObject({ status: 503, problem: { code: 'rights_unknown', retryable: true } })
    }
  }
  world.hubspot.faults.clear()
  expect((await change('2')).status).toBe(404)
})

test('whoever was an admin a while ago still sees when HubSpot says nothing, and changes nothing', async () => {
  expect((await look('1')).status).toBe(200)
  ahead += 400_000
  world.hubspot.faults.next({ kind: 'status', status: 503, times: Infinity, match: ofUsers })
  expect((await look('1')).status).toBe(200)
  expect((await look('2')).status).toBe(503)
  expect(await change('1')).toMatchObject({ status: 503, problem: { code: 'rights_unknown' } })
  ahead += 600_000
  expect((await look('1')).status).toBe(503)
})

test.each([
  ['no signature of the account', { secret: 'a-secret-of-somebody-else' }],
  ['an older kind of signature', { version: 'v2' }],
  ['the account of somebody else', { portalId: '77' }],
  ['no user', { target: `/waiting/list?portalId=${portalId}` }],
  ['two users', { target: `/waiting/list?portalId=${portalId}&userId=1&userId=1` }],
  ['no query', { target: '/waiting/list' }],
] as const)('a request with %s is nobody’s', async (_, how) => {
  expect(await look('1', how)).toMatchObject({ status: 401, problem: { code: 'unverified' } })
})

test('neither the app function nor a workflow opens the door of an admin', async () => {
  const body = Buffer.from(JSON.stringify({ portalId }))
  const target = `/waiting/list?portalId=${portalId}&userId=1`
  const signed = signFunctionRequest(functionSecret, { id: randomUUID(), method: 'POST', target, body, now: now() })
  const headers = { 'content-type': 'application/json', ...signed }
  expect((await fetch(world.url + target, { method: 'POST', headers, body })).status).toBe(401)
})

test('nothing that the body says of the user or the account counts', async () => {
  const said = { portalId, userId: '1', userEmail: 'u1@example.com' }
  const how = { userId: '2', now: now() }
  expect((await askByFetch(world, '/waiting/list', said, how)).status).toBe(403)
  const elsewhere = await askByFetch(world, '/waiting/list', { portalId: '77' }, { ...how, userId: '1' })
  expect(elsewhere).toMatchObject({ status: 404, problem: { code: 'unknown_portal' } })
})

test('the audit log of the account tells which user was refused', async () => {
  expect((await change('3')).status).toBe(403)
  await until(async () => {
    const rows = await world.database.query<{ actor: string; detail: string }>(
      `select actor, detail from audit where portal_id = $1 and action = 'request.refused' and detail like '%not_an_admin%'`,
      [portalId],
    )
    expect(rows.map(({ actor }) => actor)).toContain('user:3')
  })
})
