import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReadSettingsResponse } from '../../contract/settings/settings-request.ts'
import { runCommand } from '../../relay/command/run-command.ts'
import { askByFetch } from '../ask-by-fetch.ts'
import { createMarketplace, type Marketplace } from '../marketplace.ts'
import { environmentOf } from '../relay-process.ts'
import { until } from '../until.ts'
import { portalId } from '../world.ts'

const [open, closed, narrowed] = ['9101', '9102', '9103']
const admin = { userId: 501, email: 'ann@one.example' }

let world: Marketplace
beforeAll(async () => {
  const people = {
    owners: [501, 502].map((id) => ({
      ...{ id: `70${id}`, userId: id, email: `u${id}@one.example`, firstName: 'U', lastName: String(id) },
    })),
    users: [
      { id: 501, email: admin.email, firstName: 'Ann', lastName: 'One' },
      { id: 502, email: 'bo@one.example', firstName: 'Bo', lastName: 'Two', superAdmin: true },
    ],
    roles: [{ id: '71', name: 'Rep' }],
  }
  world = await createMarketplace([open, closed, narrowed].map((id) => ({ portalId: Number(id), admin, people })))
  expect((await world.browser().install(open)).status).toBe(200)
  expect((await world.browser().install(closed, { withhold: ['settings.users.read'] })).status).toBe(200)
})
afterAll(() => world.close())

const secret = () => world.config.oauth?.clientSecrets[0] ?? ''
const ask = (portal: string, userId: string, path: string, said: object = {}) =>
  askByFetch<ReadSettingsResponse>(
    world,
    `/settings${path}`,
    { portalId: portal, ...said },
    { portalId: portal, userId, secret: secret(), appId: '77' },
  )
const accessOf = async (portal: string) => (await ask(portal, '501', '')).body.sections.access

test('whoever installs is the first admin where HubSpot names no super admins, and sees and changes its settings', async () => {
  await until(async () => {
    expect((await ask(closed, '501', '')).body).toMatchObject({
      mayChange: true,
      whyNot: null,
      sections: { access: { admins: { users: ['501'] } } },
      newest: { by: 'user:501' },
    })
  })
  const again = await world.browser().install(closed, { withhold: ['settings.users.read'] })
  expect(again.status).toBe(200)
  expect(await accessOf(closed)).toEqual({ admins: { users: ['501'] } })
  const { version } = (await ask(closed, '501', '')).body
  const saved = await ask(closed, '501', '/save', { version, sections: { region: { country: 'DE' } } })
  expect(saved).toMatchObject({ status: 200, body: { version: version + 1 } })
  expect(await ask(closed, '501', '/save', { sections: {} })).toMatchObject({ status: 428 })
  expect((await ask(closed, '501', '')).body.newest).toMatchObject({ by: 'user:501', changed: ['region'] })
})

test('where it names them, whoever may install apps is no admin by that', async () => {
  expect(await ask(open, '501', '')).toMatchObject({ status: 403, problem: { code: 'not_an_admin' } })
  expect((await ask(open, '502', '')).body).toMatchObject({ version: 0, mayChange: true })
  const access = { admins: { users: ['501'] } }
  expect((await ask(open, '502', '/save', { version: 0, sections: { access } })).status).toBe(200)
  await until(async () => expect((await ask(open, '501', '')).status).toBe(200))
})

test('whoever installs again without the scope by which super admins are known is no admin by that, and it is told', async () => {
  const install = async (withhold: string[]) =>
    expect((await world.browser().install(narrowed, { withhold })).status).toBe(200)
  await install([])
  for (const takesOut of [false, false, true]) {
    if (takesOut) await world.operator('/admin/uninstall', { portalId: narrowed })
    await install(['settings.users.read'])
    expect(await ask(narrowed, '501', '')).toMatchObject({ status: 403, problem: { code: 'not_an_admin' } })
  }
  const told = await world.database.query(
    `select actor, detail::json from audit where portal_id = $1 and action = 'portal.super_admins_lost'`,
    [narrowed],
  )
  expect(told).toEqual([{ actor: 'user:501', detail: { missing: 'settings.users.read' } }])
  await install([])
  await until(async () => expect((await ask(narrowed, '502', '')).body).toMatchObject({ version: 0, mayChange: true }))
})

test('the last admin cannot take themselves out where nobody knows super admins, and can where there are some', async () => {
  const { version } = (await ask(closed, '501', '')).body
  for (const access of [null, {}, { admins: { users: [] } }, { admins: { roles: ['71'], teams: ['501'] } }]) {
    const refused = await ask(closed, '501', '/save', { version, sections: { access } })
    expect(refused).toMatchObject({ status: 409, problem: { code: 'last_admin' } })
  }
  expect(await accessOf(closed)).toEqual({ admins: { users: ['501'] } })
  // Somebody whom HubSpot does not have is nobody, whatever the list says.
  const toNobody = { version, sections: { access: { admins: { users: ['999'] } } } }
  expect(await ask(closed, '501', '/save', toNobody)).toMatchObject({ status: 409, problem: { code: 'last_admin' } })
  world.hubspot.faults.next({ kind: 'status', status: 500, times: Infinity, match: { path: /owners/ } })
  const unsaid = await ask(closed, '501', '/save', { version, sections: { access: { admins: { users: ['503'] } } } })
  expect(unsaid).toMatchObject({ status: 503, problem: { code: 'rights_unknown', retryable: true } })
  world.hubspot.faults.clear()
  const handed = await ask(closed, '501', '/save', { version, sections: { access: { admins: { users: ['502'] } } } })
  expect(handed.status).toBe(200)
  await until(async () => expect((await ask(closed, '501', '')).status).toBe(403))
  const back = await ask(closed, '502', '/rollback', { version: version + 1, to: version })
  expect(back.status).toBe(200)

  const other = (await ask(open, '501', '')).body.version
  expect((await ask(open, '501', '/save', { version: other, sections: { access: null } })).status).toBe(200)
  await until(async () => expect((await ask(open, '501', '')).status).toBe(403))
  expect((await ask(open, '502', '')).status).toBe(200)
})

test('ids that HubSpot does not have are refused, each with what was meant, and those of which it says nothing are noted', async () => {
  const { version } = (await ask(open, '502', '')).body
  const save = (admins: object, portal = open, trial = true) =>
    ask(portal, '502', '/save', { version, sections: { access: { admins } }, trial })
  const refused = await save({ users: ['501', '999', '70501'], roles: ['71', '72'] })
  expect(refused).toMatchObject({ status: 422, problem: { code: 'invalid_settings' } })
  expect(refused.problem.mistakes).toEqual([
    { path: 'access.admins.users.1', words: expect.stringContaining('names the user 999, whom HubSpot does not have') },
    { path: 'access.admins.users.2', words: expect.stringContaining('the id of an owner, whose user is 501') },
    { path: 'access.admins.roles.1', words: expect.stringMatching(/permission set 72, .* there are 71 \(Rep\)/) },
  ])
  const noted = await save({ users: ['501'], teams: ['5'] })
  expect(noted).toMatchObject({
    status: 200,
    body: { notes: [expect.stringMatching(/may not read teams .* grant settings\.users\.teams\.read/)] },
  })
  // Where users may not be read, who is an owner is known; of anybody else nothing is.
  await until(async () => expect((await ask(closed, '501', '')).status).toBe(200))
  const own = (await ask(closed, '501', '')).body.version
  const unread = await ask(closed, '501', '/save', {
    ...{ version: own, trial: true },
    sections: { access: { admins: { users: ['501', '502', '999'] } } },
  })
  expect(unread).toMatchObject({
    status: 200,
    body: { notes: [expect.stringMatching(/may not read users .* grant settings\.users\.read/)] },
  })
})

test('whoever runs the relay names an admin by command', async () => {
  const env = environmentOf(world.config)
  const said: string[] = []
  const run = (...words: string[]) => runCommand(words, env, (text) => void said.push(text))
  expect(await run('settings', 'admin', '77')).toBe(0)
  expect(said.at(-2)).toContain('grant settings.users.read')
  expect(said.at(-1)).toContain(`User 77 is an admin of account ${portalId} from version`)
  expect(await run('settings', 'admin', '77')).toBe(0)
  expect(said.at(-1)).toContain('already')
  expect(await run('settings', 'admin', 'ann')).toBe(1)
  expect(said.at(-1)).toContain('in digits')
  const asked = () => askByFetch<ReadSettingsResponse>(world, '/settings', { portalId }, { userId: '77' })
  await until(async () => expect((await asked()).body.sections.access).toEqual({ admins: { users: ['77'] } }))
})
