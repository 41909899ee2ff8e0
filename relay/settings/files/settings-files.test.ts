import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSettingsDesk, type SettingsDesk } from '../../../test/settings-desk.ts'
import { until } from '../../../test/until.ts'
import { functionSecret, portalId } from '../../../test/world.ts'
import { allProviders } from '../../../workbench/simulator/all-providers.ts'
import { runCommand } from '../../command/run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'homing-files-'))
const file = join(folder, `${portalId}.yaml`)
const env: Record<string, string> = { PHONE_KEY: 'a-key-in-the-environment' }
let desk: SettingsDesk
let url = ''

/** The account's file, with this line and what else it says. */
function write(label: string, more = '', name = file): void {
  writeFileSync(
    name,
    `lines:
  - id: sms
    label: ${label}
    provider: simulator
    channel: sms
    address: +15550100001
    settings: { url: "${url}", key: { fromEnv: PHONE_KEY }, webhookSecret: { fromFile: secrets/webhook } }
${more}`,
  )
}

beforeAll(async () => {
  mkdirSync(join(folder, 'secrets'))
  writeFileSync(join(folder, 'secrets/webhook'), 'a-webhook-secret-in-a-file\n')
  // The phone network's address is known when the world is there; the relay starts with no file, and hears of it.
  desk = await createSettingsDesk({ config: { settingsFiles: { folder, env } } })
  url = desk.world.phones.url
})
afterAll(async () => {
  await desk.world.close()
  rmSync(folder, { recursive: true })
})

const read = async () => (await desk.say('')).body
const versions = async () => (await desk.say('/versions')).body.versions
const labels = async () => ((await read()).sections.lines as { label: string }[] | null)?.map(({ label }) => label)

/** What `/readyz` says a person should know. */
async function notes(): Promise<string[]> {
  const body = (await (await fetch(`${desk.world.url}/readyz`)).json()) as { notes: string[] }
  return body.notes.filter((note) => note.includes('file'))
}

/** What a person sees who types this. */
async function typed(words: string): Promise<string> {
  const said: string[] = []
  const asked = { HOST: '127.0.0.1', PORT: String(desk.world.config.port), HUBSPOT_PORTAL_ID: portalId }
  const all = { ...env, ...asked, HOMING_FUNCTION_SECRET: functionSecret }
  await runCommand(words.split(' '), all, (text) => said.push(text), allProviders)
  return said.join('\n')
}

beforeEach(async () => {
  write('Sales')
  await until(async () => expect(await labels()).toEqual(['Sales']))
  await until(async () => expect((await read()).file?.mistakes).toEqual([]))
})

test('a line that a file changes is tested as one that is saved by hand', async () => {
  write('Tested')
  await until(async () => {
    const rows = await desk.world.database.query("select result from connection_test where subject = 'line/sms'")
    expect(rows).toEqual([{ result: expect.any(String) as string }])
  })
})

test('what the test of a line found, and what HubSpot did not say, is in the log', async () => {
  write('Welcoming', 'autoSend: { lineId: sms, message: Welcome, match: { lists: ["12"] } }\n')
  const logged = (words: RegExp) => desk.world.logged.filter((one) => words.test(one))
  // The key is not the one of the phone network.
  await until(() => expect(logged(/"lineId":"sms".*a line that a file has changed fails its test/)).not.toEqual([]))
  await until(() => expect(logged(/grant crm\.lists\.read/)).not.toEqual([]))
})

test('a file counts as soon as it is there, and is kept as a version by the relay', async () => {
  const [newest] = await versions()
  expect(newest).toMatchObject({ by: 'relay', reason: `from the file ${portalId}.yaml` })
  write('Sales anew', 'pause: { percent: 9, least: 9, minutes: 9 }\n')
  await until(async () => expect(await labels()).toEqual(['Sales anew']))
  expect((await read()).sections.pause).toEqual({ percent: 9, least: 9, minutes: 9 })
  // What it leaves out is what it is without anybody's doing.
  write('Sales anew')
  await until(async () => expect((await read()).sections.pause).toBeNull())
  expect((await read()).secrets.map(({ name }) => name)).toEqual(['line/sms/key', 'line/sms/webhookSecret'])
})

test('the version that an exported file says counts neither for the relay nor for a plan there', async () => {
  write('Exported', 'version: 1\n')
  await until(async () => expect(await labels()).toEqual(['Exported']))
  write('Exported anew', 'version: 1\n')
  await until(async () => expect(await labels()).toEqual(['Exported anew']))
  writeFileSync(join(folder, 'secrets/plan'), 'version: 1\npause: { percent: 9, least: 9, minutes: 9 }\n')
  const said = await typed(`settings plan ${join(folder, 'secrets/plan')}`)
  expect(said).toMatch(/^On top of version \d+ this would change:\n {2}pause is new/)
})

test('a relay that starts has read it before it works, and two of them make one version of it', async () => {
  write('At start')
  const [one, two] = await Promise.all([desk.world.another(), desk.world.another()])
  await until(async () => expect(await labels()).toEqual(['At start']))
  const made = (await versions()).filter(({ changed }) => changed.includes('lines'))
  await Promise.all([one.relay.stop(), two.relay.stop()])
  const again = (await versions()).filter(({ changed }) => changed.includes('lines'))
  expect(again).toEqual(made)
  const shown = await desk.say('/version', { version: again[0]!.version })
  expect(shown.body.differences).toMatchObject([{ path: 'lines.sms.label', after: '"At start"' }])
})

describe('everything else is read-only', () => {
  test.each([
    ['/save', { sections: { pause: null } }],
    ['/rollback', { to: 1 }],
    ['/rotate', { name: 'line/sms/key', value: 'another-key-of-sms' }],
  ] as const)('%s is refused, and names the file', async (path, said) => {
    const { version } = await read()
    const { status, problem } = await desk.say(path, { version, ...said })
    expect({ status, code: problem.code }).toEqual({ status: 409, code: 'settings_are_files' })
    expect(problem.detail).toContain(file)
    expect((await read()).version).toBe(version)
  })

  test('whoever reads is told so beforehand, and a plan is answered', async () => {
    const { version, ...body } = await read()
    expect(body).toMatchObject({ mayChange: false, whyNot: expect.stringContaining(file), file: { name: file } })
    const trial = await desk.say('/save', {
      version,
      sections: { pause: { percent: 1, least: 1, minutes: 1 } },
      trial: true,
    })
    expect(trial).toMatchObject({ status: 200, body: { changed: ['pause'] } })
  })
})

describe('a file that is wrong changes nothing', () => {
  const wrong: [string, string, string[]][] = [
    ['that is no YAML', 'lines: [', ['line 1']],
    [
      'with all that is wrong, and where',
      'lines: []\npauze: null\npause: { percent: 900 }\nrouting: { ladder: [{ channel: sms, lineId: nowhere }] }\n',
      ['line 2, column 1: pauze is not known', 'line 3, column 10: pause.percent', 'pause.least is missing', 'lineId'],
    ],
    ['of another account', 'account: 77\nlines: []\n', ['account is 77']],
    ['of 10 MB', `# ${'x'.repeat(9_999_998)}`, ['has 10 MB, and 1 MB at most are read']],
  ]
  test.each(wrong)('%s', async (_what, text, told) => {
    const { version } = await read()
    writeFileSync(file, text)
    await until(async () => expect((await read()).file?.mistakes).not.toEqual([]))
    const mistakes = (await read()).file!.mistakes
    for (const one of told) expect(mistakes.join('\n')).toContain(one)
    expect(await read()).toMatchObject({ version, sections: { lines: [{ label: 'Sales' }] } })
    expect(await notes()).toEqual([expect.stringContaining('The settings of 1 account are not as the file says')])
    expect(desk.world.logged.join('\n')).toContain('a file of settings is wrong: what counted before still counts')
  })

  test('nor does one with a reference to nothing, though the secret is stored', async () => {
    delete env['PHONE_KEY']
    write('Another')
    const words = 'lines.0.settings.key is given by PHONE_KEY, which is not set in the environment.'
    await until(async () => expect((await read()).file?.mistakes).toEqual([expect.stringContaining(words)]))
    env['PHONE_KEY'] = 'a-key-in-the-environment'
    expect(await labels()).toEqual(['Sales'])
  })

  test('nor a second one of the same account, one that is called otherwise, or one that is taken away', async () => {
    const second = join(folder, `${portalId}.json`)
    writeFileSync(second, '{}')
    await until(async () => expect((await read()).file?.mistakes[0]).toContain('an account has one file'))
    rmSync(second)
    await until(async () => expect((await read()).file?.mistakes).toEqual([]))
    const odd = join(folder, 'acme.yaml')
    write('Acme', '', odd)
    await until(async () => expect(await notes()).toEqual([expect.stringContaining('1 file of settings is not read')]))
    rmSync(odd)
    await until(async () => expect(await notes()).toEqual([]))
    rmSync(file)
    await until(async () =>
      expect((await read()).file?.mistakes[0]).toContain(`There is no file for account ${portalId}`),
    )
    expect(await labels()).toEqual(['Sales'])
  })
})

test('what whoever runs the relay types says it, too, and never a secret', async () => {
  writeFileSync(file, 'pauze: null\n')
  await until(async () => expect((await read()).file?.mistakes).not.toEqual([]))
  const said = await typed('settings')
  expect(said).toContain(`They are what the file ${file} says`)
  expect(said).toContain('line 1, column 1: pauze is not known; did you mean pause?')
  for (const told of [desk.heard.join(), desk.world.logged.join(), said]) {
    expect(told).not.toMatch(/a-key-in-the|a-webhook-secret-in/)
  }
  expect(existsSync(file)).toBe(true)
})
