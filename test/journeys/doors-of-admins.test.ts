import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AutoSendsResponse } from '../../contract/auto-send.ts'
import type { PortalReport } from '../../contract/connection.ts'
import type { LineCleared, LineReport, LinesResponse } from '../../contract/lines.ts'
import type { ReadSettingsResponse } from '../../contract/settings/settings-request.ts'
import { runCommand } from '../../relay/command/run-command.ts'
import { askByFetch } from '../ask-by-fetch.ts'
import { createMarketplace, type Marketplace } from '../marketplace.ts'
import { environmentOf } from '../relay-process.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { until } from '../until.ts'
import { portalId } from '../world.ts'

const [admin, colleague] = ['501', '502']
let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk()
  await desk.save({ lines: [line('sms', 1)], access: { admins: { users: [admin] } } })
})
afterAll(() => desk.world.close())

/** A line that its phone network takes messages from. */
const line = (id: string, nth: number) => {
  const settings = { url: desk.world.phones.url, key: 'phone-key', webhookSecret: 'phone-webhook-secret' }
  return desk.line(id, { address: `+1555010000${nth}`, settings })
}
const as = <Body>(userId: string, path: string, said: object = {}) =>
  askByFetch<Body>(desk.world, path, { portalId, ...said }, { userId })
const typed = async (words: string) => {
  const said: string[] = []
  await runCommand(words.split(' '), environmentOf(desk.world.config), (text) => void said.push(text))
  return said.join('\n')
}

test.each(['/lines', '/lines/pause', '/lines/resume', '/auto-send', '/connection'])(
  '%s is for admins of the account, and for no other account of theirs',
  async (path) => {
    const said = path.endsWith('pause')
      ? { lineId: 'sms', reason: 'No.' }
      : path.endsWith('resume')
        ? { lineId: 'sms' }
        : {}
    expect(await as(colleague, path, said)).toMatchObject({ status: 403, problem: { code: 'not_an_admin' } })
    const elsewhere = await as(admin, path, { ...said, portalId: '77' })
    expect(elsewhere).toMatchObject({ status: 404, problem: { code: 'unknown_portal' } })
    expect(await as(admin, path, said)).toMatchObject({ status: 200 })
  },
)

test('an admin pauses and resumes a line, and the audit log says which', async () => {
  const paused = await as<LineReport>(admin, '/lines/pause', { lineId: 'sms', reason: 'The SIM is being replaced.' })
  expect(paused.body).toMatchObject({ id: 'sms', state: 'paused', pausedBy: 'person' })
  const contact = await desk.world.contact()
  await desk.world.accepted(contact, 'Hello')
  expect((await as<LinesResponse>(admin, '/lines')).body).toMatchObject({ lines: [{ id: 'sms', waiting: 1 }] })
  expect((await as<LineReport>(admin, '/lines/resume', { lineId: 'sms' })).body).toMatchObject({ state: 'active' })
  await until(async () => expect((await as<LinesResponse>(admin, '/lines')).body.lines[0]?.waiting).toBe(0))
  const rows = await desk.world.database.query<{ action: string; actor: string }>(
    `select action, actor from audit where portal_id = $1 and action like 'line.%' order by sequence desc limit 2`,
    [portalId],
  )
  expect(rows).toEqual(['line.active', 'line.paused'].map((action) => ({ action, actor: `user:${admin}` })))
})

test('a removed line is listed for as long as messages wait on it, for both', async () => {
  await desk.save({ lines: [line('sms', 1), line('goes', 2)] })
  await as(admin, '/lines/pause', { lineId: 'goes', reason: 'It goes.' })
  const contact = await desk.world.contact({ mobilephone: '+12025550177' })
  await desk.world.accepted(contact, 'Never', { line: 'goes' })
  await desk.save({ lines: [line('sms', 1)] })
  const { body } = await as<LinesResponse>(admin, '/lines')
  expect(body.lines).toMatchObject([
    { id: 'sms', state: 'active' },
    { id: 'goes', state: 'removed', address: '+15550100002', channel: 'sms', waiting: 1, limits: null },
  ])
  expect(await typed('lines give-up')).toContain('"npm run relay -- lines" shows what there is.')
  expect(await typed('lines')).toMatch(/goes +removed +1 .*\n.*"lines give-up" gives it up/)
  const cleared = await as<LineCleared>(admin, '/lines/give-up', { lineId: 'goes' })
  expect(cleared.body).toEqual({ done: 1, left: 0 })
  expect((await as<LinesResponse>(admin, '/lines')).body.lines.map(({ id }) => id)).toEqual(['sms'])
})

test('an admin reads what became of new contacts, and how the account is connected', async () => {
  expect((await as<AutoSendsResponse>(admin, '/auto-send')).body).toMatchObject({ on: false, contacts: [] })
  const { body } = await as<PortalReport>(admin, '/connection')
  expect(body).toMatchObject({ portalId, edition: 'private', state: 'active', scopes: null, lines: 1, test: null })
  expect(Date.parse(body.installedAt)).not.toBeNaN()
  expect((await as(admin, '/settings/test')).status).toBe(200)
  await until(async () => expect((await as<PortalReport>(admin, '/connection')).body.test).toMatchObject({}))
})

test('an account that installed the app sees the scopes that it has granted, and which of lists it lacks once it uses them', async () => {
  const owner = { userId: 501, email: 'ann@one.example' }
  const people = { users: [{ id: 501, email: owner.email, firstName: 'Ann', lastName: 'One', superAdmin: true }] }
  const world: Marketplace = await createMarketplace([{ portalId: 9101, admin: owner, people }])
  try {
    await world.browser().install('9101', { withhold: ['crm.lists.read'] })
    const how = { portalId: '9101', userId: admin, secret: world.config.oauth?.clientSecrets[0] ?? '', appId: '77' }
    const ask = <Body>(path: string, said: object = {}) =>
      askByFetch<Body>(world, path, { portalId: '9101', ...said }, how)
    await until(async () => {
      const { status, body } = await ask('/connection')
      expect(status).toBe(200)
      expect(body).toMatchObject({
        ...{ edition: 'marketplace', credential: 'oauth' },
        scopes: expect.arrayContaining(['crm.objects.contacts.write', 'settings.users.read']),
      })
      expect(JSON.stringify(body)).not.toContain('crm.lists.read')
    })
    expect((await ask('/settings/test')).body).toMatchObject({ hubspot: { ok: true, missingScopes: [] } })
    const { version } = (await ask<ReadSettingsResponse>('/settings')).body
    const line = { id: 'sms', label: 'SMS', provider: 'sendblue', channel: 'sms', address: '+14155550100' }
    const settings = { keyId: 'an-id', secretKey: 'a-key', webhookSecret: 'a-webhook-secret-of-ours' }
    const autoSend = { lineId: 'sms', message: 'Welcome', match: { lists: ['12'] } }
    const said = { version, sections: { lines: [{ ...line, settings }], autoSend } }
    expect(await ask('/settings/save', said)).toMatchObject({ status: 200 })
    await until(async () => {
      const { body } = await ask('/settings/test')
      expect(body).toMatchObject({ hubspot: { ok: false, missingScopes: ['crm.lists.read'] } })
    })
  } finally {
    await world.close()
  }
})
