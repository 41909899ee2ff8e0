import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LineSetting } from '../../contract/settings/lines.ts'
import { createSettingsDesk, type SettingsDesk } from '../../test/settings-desk.ts'
import { portalId } from '../../test/world.ts'

let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk()
})
afterAll(() => desk.world.close())

const secrets = async () => (await desk.say('')).body.secrets
const linesNow = async () => (await desk.say('')).body.sections.lines as { id: string; settings: object }[]

test('where nothing was saved there is nothing, and its version is 0', async () => {
  const { body } = await desk.say('')
  expect(body).toMatchObject({ version: 0, newest: null, secrets: [], mayChange: true, whyNot: null })
  expect(body.sections).toMatchObject({ lines: null, routing: null, autoSend: null })
  expect(body.ordinary).toMatchObject({ pause: { percent: 50, least: 20, minutes: 60 }, autoSend: null })
})

test('what is saved is a version, with who, why and what is different, and the audit log holds its digest', async () => {
  const saved = await desk.say('/save', {
    version: 0,
    sections: { lines: [desk.line('sms'), desk.line('other')], routing: { ladder: [{ channel: 'sms' }] } },
    reason: 'The first lines.',
  })
  expect(saved).toMatchObject({ status: 200, body: { version: 1 } })
  expect(saved.body.differences.map(({ path }) => path)).toContain('lines')
  const { body } = await desk.say('')
  expect(body).toMatchObject({ version: 1, newest: { version: 1, by: 'operator', reason: 'The first lines.' } })
  expect((await linesNow()).map(({ id }) => id)).toEqual(['sms', 'other'])
  const states = await desk.world.database.query('select id, state from line order by id')
  expect(states).toEqual([
    { id: 'other', state: 'active' },
    { id: 'sms', state: 'active' },
  ])
  const shown = await desk.say('/version', { version: 1 })
  const audited = await desk.world.database.query<{ actor: string; detail: string }>(
    "select actor, detail from audit where action = 'setting.saved' order by sequence desc limit 1",
  )
  expect(audited[0]?.actor).toBe('operator')
  expect(JSON.parse(audited[0]!.detail)).toMatchObject({ version: 1, digest: shown.body.digest })
})

test('a secret goes in and never comes out: only that it is set, since when and by whom', async () => {
  expect(await linesNow()).toMatchObject([{ settings: { url: desk.world.phones.url } }, {}])
  expect((await linesNow())[0]?.settings).not.toHaveProperty('key')
  expect(await secrets()).toContainEqual({
    name: 'line/sms/key',
    since: expect.stringMatching(/^\d{4}-.*Z$/),
    by: 'operator',
    previousUntil: null,
  })
  const rows = await desk.world.database.query('select * from account_section, account_secret, account_version')
  for (const told of [desk.heard.join(), desk.world.logged.join(), JSON.stringify(rows)]) {
    expect(told).not.toMatch(/a-key-of|a-webhook-secret-of/)
  }
})

test('one that is left out stays, null removes it, and the value before another is valid for a while', async () => {
  const before = await secrets()
  const [sms, other] = [desk.line('sms'), desk.line('other')]
  const withoutSecrets = { ...sms, label: 'Renamed', settings: { url: desk.world.phones.url } }
  expect((await desk.save({ lines: [withoutSecrets, other] })).changed).toEqual(['lines'])
  expect(await secrets()).toEqual(before)

  const more = { ...sms.settings, previousWebhookSecret: 'a-secret-from-before', key: 'another-key-of-sms' }
  const { changed } = await desk.save({ lines: [{ ...withoutSecrets, settings: more }, other] }, { keepMinutes: 60 })
  expect(changed.toSorted()).toEqual(['secret:line/sms/key', 'secret:line/sms/previousWebhookSecret'])
  const key = (await secrets()).find(({ name }) => name === 'line/sms/key')
  expect(Date.parse(key?.previousUntil ?? '') - Date.now()).toBeGreaterThan(50 * 60_000)

  const none = { url: desk.world.phones.url, previousWebhookSecret: null }
  expect((await desk.save({ lines: [{ ...withoutSecrets, settings: none }, other] })).changed).toEqual([
    'secret-gone:line/sms/previousWebhookSecret',
  ])
  expect((await secrets()).map(({ name }) => name)).not.toContain('line/sms/previousWebhookSecret')
})

test('whoever says no version, or one that somebody else has overtaken, is told so and overwrites nothing', async () => {
  const version = await desk.version()
  const sections = { pause: { percent: 10, least: 5, minutes: 30 } }
  expect(await desk.say('/save', { sections })).toMatchObject({ status: 428, problem: { code: 'version_missing' } })

  await desk.save(sections, { reason: 'Too many failed.' })
  const second = await desk.say('/save', { version, sections: { pause: { percent: 20, least: 5, minutes: 30 } } })
  expect(second).toMatchObject({
    status: 412,
    problem: {
      code: 'settings_changed_meanwhile',
      version: version + 1,
      meanwhile: [{ version: version + 1, by: 'operator', reason: 'Too many failed.', changed: ['pause'] }],
      differences: [{ path: 'pause', after: '{"least":5,"minutes":30,"percent":10}' }],
    },
  })
  expect((await desk.say('')).body.sections.pause).toEqual(sections.pause)
  expect((await desk.say('/save', { version: 999, sections })).problem).toMatchObject({ code: 'unknown_version' })
})

test('two who edit different sections do not meet, though both send all of them', async () => {
  const { version, sections } = (await desk.say('')).body
  await desk.save({ region: { country: 'GB' } })
  const answer = await desk.say('/save', { version, sections: { ...sections, retention: { rawDays: 7 } } })
  expect(answer).toMatchObject({ status: 200, body: { changed: ['retention'] } })
  expect((await desk.say('')).body.sections).toMatchObject({ region: { country: 'GB' }, retention: { rawDays: 7 } })
})

test('nor do they where one has only sent the lines that the other has changed, with secrets, since', async () => {
  const { version, sections } = (await desk.say('')).body
  const [first, ...others] = sections.lines as LineSetting[]
  const settings = { ...desk.line('sms').settings, url: desk.world.phones.url.replace('127.0.0.1', '127.0.0.2') }
  await desk.save({ lines: [{ ...first, settings }, ...others, desk.line('new')] })
  const answer = await desk.say('/save', { version, sections: { ...sections, retention: { rawDays: 8 } } })
  expect(answer).toMatchObject({ status: 200, body: { changed: ['retention'] } })
  expect((await secrets()).map(({ name }) => name)).toContain('line/new/key')
  await desk.save({ lines: [{ ...first, settings: desk.line('sms').settings }, ...others] })
})

test('the version may stand in the header', async () => {
  const version = await desk.version()
  const body = JSON.stringify({ portalId, sections: { timeline: { elsewhere: false } } })
  const stale = await desk.sayRaw('/save', body, { 'if-match': '"0"' })
  expect(stale.status).toBe(200)
  const again = body.replace('false', 'true')
  expect((await desk.sayRaw('/save', again, { 'if-match': `"${version}"` })).status).toBe(412)
  expect((await desk.sayRaw('/save', again, { 'if-match': `"${version + 1}"` })).status).toBe(200)
  expect((await desk.sayRaw('/save', again, { 'if-match': '*' })).status).toBe(428)
})

test('what is as it was makes no version, and a trial only says what would change', async () => {
  const version = await desk.version()
  const { sections } = (await desk.say('')).body
  expect(await desk.save(sections)).toMatchObject({ version, changed: [], differences: [], notes: [] })
  const trial = await desk.save({ region: { country: 'DE' } }, { trial: true })
  expect(trial).toMatchObject({
    ...{ version, changed: ['region'] },
    differences: [
      { path: 'region.country', before: '"GB"', after: '"DE"', words: 'region.country was "GB" and is "DE"' },
    ],
  })
  expect(await desk.version()).toBe(version)
})

test('every version is listed, and told apart from any other', async () => {
  const { versions } = (await desk.say('/versions', { limit: 3 })).body
  const newest = await desk.version()
  expect(versions.map(({ version }) => version)).toEqual([newest, newest - 1, newest - 2])
  const older = (await desk.say('/versions', { before: newest - 2, limit: 100 })).body.versions
  expect(older.at(-1)).toMatchObject({ version: 1, reason: 'The first lines.' })
  const { body } = await desk.say('/version', { version: 2, against: 1 })
  expect(body.differences).toEqual([
    { path: 'lines.sms.label', before: '"Line sms"', after: '"Renamed"', words: expect.any(String) },
  ])
  for (const wrong of [{ version: 999 }, { version: 1, against: 999 }]) {
    expect(await desk.say('/version', wrong)).toMatchObject({ status: 404, problem: { code: 'unknown_version' } })
  }
})

test('any version can be brought back, with the secrets as they are now', async () => {
  const version = await desk.version()
  const before = await secrets()
  const back = await desk.say('/rollback', { version, to: 1 })
  expect(back).toMatchObject({ status: 200, body: { version: version + 1 } })
  const { body } = await desk.say('')
  expect(body).toMatchObject({
    newest: { reason: 'version 1 is brought back' },
    sections: { pause: null, region: null },
  })
  expect(await linesNow()).toMatchObject([{ id: 'sms', label: 'Line sms' }, { id: 'other' }])
  expect(await secrets()).toEqual(before)
  expect(await desk.say('/rollback', { version, to: 999 })).toMatchObject({ status: 404 })
  expect(await desk.say('/rollback', { to: 1 })).toMatchObject({ status: 428 })
  expect(await desk.say('/rollback', { version, to: 2 })).toMatchObject({ status: 412 })
})

test('a removed line comes back only with its secrets, which were forgotten with it', async () => {
  const version = await desk.version()
  await desk.save({ lines: [desk.line('other')], routing: null })
  expect((await secrets()).map(({ name }) => name)).toEqual(['line/other/key', 'line/other/webhookSecret'])
  expect(await desk.world.database.query("select state from line where id = 'sms'")).toEqual([{ state: 'retired' }])

  const bare = await desk.say('/rollback', { version: version + 1, to: version })
  expect(bare.problem.mistakes?.map(({ path }) => path)).toEqual([
    'lines.0.settings.key',
    'lines.0.settings.webhookSecret',
  ])
  const given = { 'line/sms/key': 'a-key-that-is-new', 'line/sms/webhookSecret': 'a-webhook-secret-that-is-new' }
  const back = await desk.say('/rollback', { version: version + 1, to: version, secrets: given })
  expect(back).toMatchObject({ status: 200, body: { version: version + 2 } })
  expect(await desk.world.database.query("select state from line where id = 'sms'")).toEqual([{ state: 'active' }])
})

test('a secret is rotated by its name alone', async () => {
  const rotated = await desk.say('/rotate', {
    ...{ version: await desk.version(), name: 'line/sms/key', value: 'a-key-that-is-newer' },
    reason: 'It was in a mail.',
  })
  expect(rotated).toMatchObject({ status: 200, body: { changed: ['secret:line/sms/key'] } })
  const same = { version: rotated.body.version, name: 'line/sms/key', value: 'a-key-that-is-newer' }
  expect((await desk.say('/rotate', same)).body).toMatchObject({ version: rotated.body.version, changed: [] })
  const after = (await secrets()).find(({ name }) => name === 'line/sms/key')
  expect(Date.parse(after?.previousUntil ?? '') - Date.now()).toBeGreaterThan(23 * 3_600_000)
  const at = await desk.version()
  await desk.say('/rotate', { version: at, name: 'line/sms/key', value: 'a-key-that-was-stolen', keepMinutes: 0 })
  expect((await secrets()).find(({ name }) => name === 'line/sms/key')?.previousUntil).toBeNull()
  const values = await desk.world.database.query("select 1 from account_secret where name = 'line/sms/key'")
  expect(values).toHaveLength(1)
  expect(desk.heard.join() + desk.world.logged.join()).not.toMatch(/a-key-that/)
})
