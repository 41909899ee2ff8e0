import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LineSetting } from '../../contract/settings/lines.ts'
import { createSettingsDesk, type SettingsDesk } from '../../test/settings-desk.ts'
import { portalId } from '../../test/world.ts'

/** A company's own name server. */
const lookup = (host: string) =>
  Promise.resolve([{ address: host.endsWith('.company.example') ? '10.0.0.7' : '93.184.216.34', family: 4 }])

let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk({ parts: { lookup } })
})
afterAll(() => desk.world.close())

const lineAt = (id: string, url: string) => {
  const line = desk.line(id)
  return { ...line, settings: { ...line.settings, url } }
}

test('lines that lead into a private network are refused, each by its field, and nothing is saved', async () => {
  const lines = [
    lineAt('a', 'http://10.0.0.7:8080'),
    lineAt('b', 'https://api.vendor.example'),
    lineAt('c', 'https://sms.company.example'),
    lineAt('d', 'https://anna:secret@api.vendor.example'),
  ]
  const refused = await desk.say('/save', { version: 0, sections: { lines } })
  expect(refused).toMatchObject({
    status: 422,
    problem: {
      code: 'invalid_settings',
      mistakes: [
        { path: 'lines.0.settings.url', words: expect.stringMatching(/ALLOWED_HOSTS=10\.0\.0\.7:8080$/) },
        { path: 'lines.2.settings.url', words: expect.stringMatching(/ALLOWED_HOSTS=sms\.company\.example$/) },
        { path: 'lines.3.settings.url', words: expect.stringContaining('holds a user name or password') },
      ],
    },
  })
  expect(refused.problem.detail).not.toContain('10.0.0.7.')
  expect(await desk.version()).toBe(0)
})

test('what the account was given may stay and be named again; what another was given may not', async () => {
  await desk.save({ lines: [lineAt('a', desk.world.phones.url)] })
  const given = 'insert into account_host (portal_id, host) values ($1, $2)'
  await desk.world.database.query(given, [portalId, 'sms.company.example'])
  await desk.world.database.query(given, ['9999', 'mac.company.example'])
  await desk.save({ lines: [lineAt('a', 'https://sms.company.example/new')] })
  const sections = { lines: [lineAt('a', 'https://mac.company.example')] }
  const refused = await desk.say('/save', { version: await desk.version(), sections })
  expect(refused.problem.detail).toContain('lines.0.settings.url is in a private network')
})

test('a line that stays as it is holds up no other change, wherever it leads', async () => {
  await desk.world.database.query('delete from account_host where portal_id = $1', [portalId])
  const stays = lineAt('a', 'https://sms.company.example/new')
  await desk.save({
    lines: [{ ...stays, settings: { url: 'https://sms.company.example/new' } }, lineAt('b', desk.world.phones.url)],
  })
})

test('a line that leads to another server wants its secrets anew, and sends none of the old ones there', async () => {
  const { version, sections } = (await desk.say('')).body
  const [before, ...others] = sections.lines as LineSetting[]
  const save = (settings: object) =>
    desk.say('/save', { version, sections: { lines: [{ ...before, settings }, ...others] }, trial: true })
  for (const url of ['https://api.vendor.example', 'https://sms.vendor.example:8443/new']) {
    expect((await save({ url })).problem).toMatchObject({
      code: 'invalid_settings',
      mistakes: [
        { path: 'lines.0.settings.key', words: expect.stringMatching(/entered anew, since url leads to another/) },
        { path: 'lines.0.settings.webhookSecret' },
      ],
    })
  }
  const url = 'https://api.vendor.example'
  const one = await save({ url, key: 'a-key-for-it' })
  expect(one.problem.mistakes).toMatchObject([{ path: 'lines.0.settings.webhookSecret' }])
  expect(await save({ url, key: 'a-key-for-it', webhookSecret: 'a-secret-for-it' })).toMatchObject({ status: 200 })
})

test('a line whose address says otherwise where the same server is keeps its secrets', async () => {
  const [before, ...others] = (await desk.say('')).body.sections.lines as LineSetting[]
  const settings = { url: 'https://SMS.company.example:443/newer' }
  const given = 'insert into account_host (portal_id, host) values ($1, $2)'
  await desk.world.database.query(given, [portalId, 'sms.company.example'])
  const { changed } = await desk.save({ lines: [{ ...before, settings }, ...others] }, { trial: true })
  expect(changed).toEqual(['lines'])
})

test('routing holds no hosts: those are of whoever runs the relay', async () => {
  const sections = { routing: { attachmentHosts: ['nas'] } }
  const refused = await desk.say('/save', { version: await desk.version(), sections })
  expect(refused.problem.detail).toMatch(/routing\.attachmentHosts .*ALLOWED_HOSTS/)
})
