import { createSecretKey, randomBytes } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { Config } from '../config/config.ts'
import type { SettingsChanged } from '../../contract/settings/change.ts'
import type { ReadSettingsResponse } from '../../contract/settings/settings-request.ts'
import { doors } from '../../test/bad-input/doors.ts'
import { signedAsk } from '../../test/bad-input/signed-ask.ts'
import { createSettingsDesk, type SettingsDesk } from '../../test/settings-desk.ts'
import { portalId } from '../../test/world.ts'

let desk: SettingsDesk
afterEach(() => desk.world.close())

const other = '4343'
const operatorSecret = 'the-secret-of-whoever-runs-the-relay'
const routing: Config['routing'] = {
  addresses: { sms: ['mobilephone'] },
  ladder: [
    { channel: 'imessage', lineId: 'blue' },
    { channel: 'sms', when: { notCapable: true } },
  ],
  owners: { '7': ['sms', 'blue'], '8': ['blue'] },
  pause: { percent: 20, least: 10, minutes: 30 },
  autoSend: { lineId: 'blue', message: 'Welcome.', delayMinutes: 5 },
  attachmentHosts: ['files.local'],
}

/** A relay of before: its lines and its routing are in its environment, and there is no key. */
async function relayOfBefore(): Promise<void> {
  desk = await createSettingsDesk({ config: { masterKeys: [], allowedHosts: [] }, relay: false })
  const { config } = desk.world
  config.lines = [desk.line('sms'), { ...desk.line('blue', { channel: 'imessage' }), portalId: other }]
  config.routing = routing
  await desk.world.restart()
}

async function restartWithKey(): Promise<void> {
  desk.world.config.masterKeys = [desk.key]
  await desk.world.restart()
}

const told = (words: string) => desk.world.logged.filter((line) => line.includes(words))

test('without a key all stays in force as it is, and nothing can be saved over it', async () => {
  await relayOfBefore()
  const { body } = await desk.say('')
  expect(body).toMatchObject({ version: 0, inEnvironment: true })
  const saved = await desk.say('/save', { version: 0, sections: { region: { country: 'GB' } } })
  expect(saved).toMatchObject({ status: 409, problem: { code: 'settings_in_environment' } })
  const contact = await desk.world.contact()
  await desk.world.accepted(contact, 'By the line of LINES.')
})

test('with a key each account gets once what concerns its lines, with a word in the log', async () => {
  await relayOfBefore()
  await restartWithKey()
  const { body } = await desk.say('')
  expect(body).toMatchObject({
    version: 1,
    inEnvironment: false,
    newest: { by: 'relay', reason: 'taken over from LINES and ROUTING' },
    sections: {
      lines: [{ id: 'sms', settings: { url: desk.world.phones.url } }],
      routing: { addresses: routing.addresses, ladder: [{ channel: 'sms' }], owners: { '7': ['sms'] } },
      pause: routing.pause,
      autoSend: null,
    },
  })
  expect(body.sections.routing).not.toHaveProperty('ladder.0.when')
  expect(body.secrets.map(({ name }) => name)).toEqual(['line/sms/key', 'line/sms/webhookSecret'])
  const rows = await desk.world.database.query<{ section: string; value: unknown }>(
    'select section, value from account_section where portal_id = $1',
    [other],
  )
  expect(Object.fromEntries(rows.map(({ section, value }) => [section, value]))).toMatchObject({
    lines: [{ id: 'blue' }],
    routing: { ladder: [{ channel: 'imessage', lineId: 'blue' }], owners: { '7': ['blue'], '8': ['blue'] } },
    autoSend: { lineId: 'blue', message: 'Welcome.', delayMinutes: 5 },
  })
  expect(told('is taken over into its settings')).toHaveLength(2)
  const hosts = await desk.world.database.query('select host from account_host where portal_id = $1', [portalId])
  expect(hosts).toEqual([{ host: new URL(desk.world.phones.url).host }])
  const audited = await desk.world.database.query("select 1 from audit where action = 'setting.taken_over'")
  expect(audited).toHaveLength(2)

  await desk.world.restart()
  expect(await desk.version()).toBe(1)
  expect(told('LINES or ROUTING were changed')).toEqual([])
})

test('what is changed there afterwards is not read, and that is told', async () => {
  await relayOfBefore()
  await restartWithKey()
  desk.world.config.lines[0]!.label = 'Changed in LINES'
  await desk.world.restart()
  expect((await desk.say('')).body).toMatchObject({ version: 1, sections: { lines: [{ label: 'Line sms' }] } })
  expect(told('LINES or ROUTING were changed')).toHaveLength(1)
  // Of whoever takes the variables away nobody asks why.
  desk.world.config.lines = []
  desk.world.config.routing = {}
  await desk.world.restart()
  expect(told('LINES or ROUTING were changed')).toHaveLength(1)
  expect((await desk.say('')).body.sections.lines).toMatchObject([{ id: 'sms' }])
})

test('processes that start at once take over once', async () => {
  await relayOfBefore()
  desk.world.config.masterKeys = [desk.key]
  await Promise.all([desk.world.another(), desk.world.another(), desk.world.another()])
  const versions = await desk.world.database.query('select portal_id, version from account_version order by 1')
  expect(versions).toEqual([
    { portal_id: portalId, version: 1 },
    { portal_id: other, version: 1 },
  ])
})

test('a secret that was good enough to start with is taken over, also where a new one would be refused', async () => {
  await relayOfBefore()
  desk.world.config.lines.push({
    ...{ id: 'kannel', label: 'Kannel', provider: 'kannel', channel: 'sms', address: '+15550100009' },
    settings: {
      ...{ url: 'http://kannel.local:13013/cgi-bin/sendsms', username: 'homing', password: 'a-password' },
      webhookToken: 'aaaaaaaaaaaaaaaaaaaaaaaa',
    },
  })
  await restartWithKey()
  const { body } = await desk.say('')
  expect(body.sections.lines).toMatchObject([{ id: 'sms' }, { id: 'kannel' }])
  const weak = { version: 1, name: 'line/kannel/webhookToken', value: 'bbbbbbbbbbbbbbbbbbbbbbbb' }
  expect((await desk.say('/rotate', weak)).problem.mistakes).toMatchObject([
    { path: 'lines.1.settings.webhookToken', words: expect.stringContaining('too easy to guess') },
  ])
  await desk.world.restart()
  expect(await desk.version()).toBe(1)
})

test('a relay that has another key than the one before does not take over anew', async () => {
  await relayOfBefore()
  await restartWithKey()
  desk.world.config.masterKeys = [createSecretKey(randomBytes(32)), desk.key]
  await desk.world.restart()
  expect(await desk.version()).toBe(1)
  expect(told('is taken over into its settings')).toHaveLength(2)
})

test('where a take-over fails, nothing is saved that would end the lines of the environment, unless it says which there are', async () => {
  await relayOfBefore()
  desk.world.config.allowedHosts = ['127.0.0.0/8']
  desk.world.config.lines[0]!.label = 'x'.repeat(500)
  await restartWithKey()
  expect(told('could not be taken over')).toHaveLength(1)
  expect((await desk.say('')).body).toMatchObject({ version: 0, inEnvironment: true })
  const saved = await desk.say('/save', { version: 0, sections: { region: { country: 'GB' } } })
  expect(saved).toMatchObject({ status: 409, problem: { code: 'settings_in_environment' } })
  await desk.save({ lines: [{ ...desk.line('sms'), label: 'Shorter' }] })
  expect(await desk.world.database.query("select state from line where id = 'sms'")).toEqual([{ state: 'active' }])
})

test('an account that comes later has ROUTING in force, and its first version has it, with what was saved', async () => {
  await relayOfBefore()
  desk.world.config.operatorSecrets = [operatorSecret]
  await restartWithKey()
  const third = '4545'
  const said = { portalId: third }
  await desk.world.database.query(
    `insert into portal (portal_id, edition, credential, state, workspace, installed_at, changed_at)
     values ($1, 'marketplace', 'oauth', 'active', 'portal-4545', now(), now())`,
    [third],
  )
  const ask = async (path: string, more: object = {}) => {
    const door = doors[`POST /admin/settings${path}`]![0]!
    const sign: typeof door.sign = (world, request) => door.sign(world, { ...request, secret: operatorSecret })
    const { status, text } = await signedAsk(desk.world, { ...door, sign }, { ...said, ...more })
    return { status, body: JSON.parse(text) as ReadSettingsResponse & SettingsChanged }
  }
  const inForce = { routing: { addresses: routing.addresses }, pause: routing.pause }
  expect((await ask('')).body).toMatchObject({ version: 0, inEnvironment: false, sections: inForce })
  const first = await ask('/save', { version: 0, sections: { region: { country: 'GB' } } })
  expect(first.body).toMatchObject({ version: 1, changed: ['routing', 'pause', 'region'] })
  // What was in force is no difference.
  expect(first.body.differences.map(({ path }) => path)).toEqual(['region'])
  expect((await ask('')).body.sections).toMatchObject({ ...inForce, region: { country: 'GB' } })

  await desk.world.restart()
  expect(told('LINES or ROUTING were changed')).toEqual([])
  desk.world.config.routing = { ...routing, pause: { percent: 5, least: 5, minutes: 5 } }
  await desk.world.restart()
  expect(told(`"portalId":"${third}"`).filter((line) => line.includes('LINES or ROUTING were changed'))).toHaveLength(1)
  expect((await ask('')).body.sections.pause).toEqual(routing.pause)
})

test('an account that has settings and gets ROUTING later is told that it is not read', async () => {
  desk = await createSettingsDesk()
  await desk.save({ region: { country: 'GB' } })
  expect(told('LINES or ROUTING were changed')).toEqual([])
  desk.world.config.routing = { pause: { percent: 20, least: 10, minutes: 30 } }
  await desk.world.restart()
  // It is as if LINES had been set then.
  expect(told('LINES or ROUTING were changed')).toHaveLength(1)
  expect((await desk.say('')).body.sections.pause).toBeNull()
})

test('LINES that come without a key to an account that has settings are told as not read', async () => {
  desk = await createSettingsDesk({ config: { masterKeys: [] } })
  await desk.save({ region: { country: 'GB' } })
  desk.world.config.lines = [desk.line('sms')]
  await desk.world.restart()
  expect(told('LINES or ROUTING were changed')).toHaveLength(1)
  expect((await desk.say('')).body.sections.lines).toBeNull()
})

test('an account whose lines are taken out of LINES beside others’ goes on with them, and that is told', async () => {
  await relayOfBefore()
  await restartWithKey()
  desk.world.config.routing = {}
  desk.world.config.lines.shift()
  await desk.world.restart()
  expect(told('LINES and ROUTING say nothing any more of this account')).toEqual([
    expect.stringContaining(`"portalId":"${portalId}"`),
  ])
  expect((await desk.say('')).body.sections.lines).toMatchObject([{ id: 'sms' }])
})

test('where nobody can say any more what was taken over, what is not read is told', async () => {
  await relayOfBefore()
  await restartWithKey()
  // Sealed for one account, a digest is nobody else's.
  await desk.world.database.query(
    'update account_taken a set digest = b.digest from account_taken b where a.portal_id <> b.portal_id',
  )
  await desk.world.restart()
  expect(told('what was taken over of them cannot be opened')).toHaveLength(2)
})
