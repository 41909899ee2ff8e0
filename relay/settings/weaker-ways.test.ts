import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LineSetting } from '../../contract/settings/lines.ts'
import { createSettingsDesk, type SettingsDesk } from '../../test/settings-desk.ts'
import { freePort } from '../../test/free-port.ts'

let desk: SettingsDesk
let port: number
beforeAll(async () => {
  desk = await createSettingsDesk()
  port = await freePort()
})
afterAll(() => desk.world.close())

/** What is wrong with the only line, were it like this; its secrets stay as they are. */
async function mistakesWith(change: (line: LineSetting) => object): Promise<{ path: string; words: string }[]> {
  const { version, sections } = (await desk.say('')).body
  const [line] = sections.lines as LineSetting[]
  const lines = [{ ...line!, settings: { ...line!.settings, ...change(line!) } }]
  const { problem } = await desk.say('/save', { version, sections: { lines }, trial: true })
  return problem.mistakes ?? []
}

test('a line that is led from https to http at the same port wants its secrets anew', async () => {
  const url = `https://127.0.0.1:${port}/api`
  const line = desk.line('sms')
  await desk.save({ lines: [{ ...line, settings: { ...line.settings, url } }] })
  expect(await mistakesWith(() => ({ url: url.replace('/api', '/newer') }))).toEqual([])
  expect(await mistakesWith(() => ({ url: url.replace('https', 'http') }))).toEqual([
    { path: 'lines.0.settings.key', words: expect.stringMatching(/entered anew, since url .* weaker way/) },
    { path: 'lines.0.settings.webhookSecret', words: expect.anything() },
  ])
  const entered = { url: url.replace('https', 'http'), key: 'a-key-for-it', webhookSecret: 'a-secret-for-it' }
  expect(await mistakesWith(() => entered)).toEqual([])
})

test('so does one that was led there in an earlier version, when that is brought back', async () => {
  const line = desk.line('back')
  const at = (url: string) => ({ lines: [{ ...line, settings: { ...line.settings, url } }] })
  const { version } = await desk.save(at(`http://127.0.0.1:${port}`))
  await desk.save(at(`https://127.0.0.1:${port}`))
  const back = await desk.say('/rollback', { version: version + 1, to: version, trial: true })
  expect(back.problem.mistakes?.map(({ path }) => path)).toEqual([
    'lines.0.settings.key',
    'lines.0.settings.webhookSecret',
  ])
})

test('mail that is sent or fetched in the open, or from whoever claims to be the server, wants its password anew', async () => {
  const smtp = { host: '127.0.0.1', port, user: 'sales', password: 'of-the-smtp-server' }
  const imap = { host: '127.0.0.1', port, user: 'sales', password: 'of-the-imap-server' }
  const about = { provider: 'email', channel: 'email', address: 'sales@company.example' } as const
  await desk.save({ lines: [desk.line('mail', { ...about, settings: { smtp, imap } })] })
  type Mail = Record<'smtp' | 'imap', object>
  const with_ = (part: 'smtp' | 'imap', more: object) => (line: LineSetting) => ({
    [part]: { ...(line.settings as unknown as Mail)[part], ...more },
  })
  for (const part of ['smtp', 'imap'] as const) {
    for (const weaker of [{ secure: 'none' }, { allowInvalidCertificates: true }]) {
      expect(await mistakesWith(with_(part, weaker))).toEqual([
        {
          path: `lines.0.settings.${part}.password`,
          words: expect.stringContaining(`${part}.${Object.keys(weaker)[0]} leads there in a weaker way`),
        },
      ])
      expect(await mistakesWith(with_(part, { ...weaker, password: 'it-anew' }))).toEqual([])
    }
    expect(await mistakesWith(with_(part, { secure: 'tls', allowInvalidCertificates: false }))).toEqual([])
  }
})
