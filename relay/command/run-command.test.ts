import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../../project/project-root.ts'
import { closedPort } from '../../test/providers/closed-port.ts'
import { until } from '../../test/until.ts'
import { createWorld, functionSecret, portalId, type World } from '../../test/world.ts'
import { runCommand } from './run-command.ts'

let world: World
let env: Record<string, string>
beforeAll(async () => {
  world = await createWorld()
  const [sms] = world.config.lines
  world.config.lines.push({ ...sms!, id: 'sms-wrong', settings: { ...sms!.settings, key: 'a-wrong-key' } })
  await world.restart()
  env = {
    HOST: '0.0.0.0',
    PORT: String(world.config.port),
    HUBSPOT_PORTAL_ID: portalId,
    HOMING_FUNCTION_SECRET: functionSecret,
  }
})
afterAll(() => world.close())

/** What a person sees who types this, and the exit code. */
async function typed(words: string, changes: Record<string, string> = {}): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const code = await runCommand(words.split(' '), { ...env, ...changes }, (text) => said.push(text))
  return { code, said: said.join('\n') }
}

/** The same in a process of its own. */
function run(...words: string[]): Promise<{ code: unknown; said: string }> {
  return new Promise((resolve) => {
    const options = { cwd: projectRoot, env: { PATH: process.env.PATH ?? '', ...env } }
    execFile(process.execPath, ['relay/main.ts', ...words], options, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, said: stdout + stderr }),
    )
  })
}

test('lines are listed as a table; a paused one says by whom and why', async () => {
  expect((await typed('lines')).said.split('\n').map((row) => row.split(/ {2,}/))).toEqual([
    ['LINE', 'STATE', 'WAITING', 'SENT', 'FAILED', 'CHANNEL', 'PROVIDER', 'ADDRESS', 'LABEL'],
    ['sms', 'active', '0', '0', '0', 'sms', 'simulator', '+15550100001', 'Sales SMS'],
    ['imessage', 'active', '0', '0', '0', 'imessage', 'simulator', '+15550100002', 'Sales iMessage'],
    ['blind', 'active', '0', '0', '0', 'sms', 'simulator-blind', '+15550100003', 'Blind SMS'],
    ['sms-wrong', 'active', '0', '0', '0', 'sms', 'simulator', '+15550100001', 'Sales SMS'],
  ])
})

test('a line is paused and resumed: what waits is counted, and leaves', async () => {
  const contact = await world.contact()
  expect(await typed('lines pause sms The SIM is being replaced.')).toEqual({
    code: 0,
    said: 'sms is paused: The SIM is being replaced.\nNothing waits on it. Let it go on with: npm run relay -- lines resume sms',
  })
  await world.accepted(contact, 'Hello')
  const { said } = await typed('lines')
  expect(said).toMatch(/^sms +paused +1 +0 +0 +sms /m)
  expect(said).toMatch(/^ +by a person since 20\d\d-\d\d-\d\d \d\d:\d\d UTC: The SIM is being replaced\.$/m)
  const [audited] = await world.database.query<{ detail: string }>(
    "select detail from audit where action = 'line.paused'",
  )
  // What somebody typed may name a person, and nothing is ever erased there.
  expect(JSON.parse(audited?.detail ?? '')).toEqual({ lineId: 'sms' })
  expect((await typed('lines pause sms')).said).toContain('sms is paused: Paused by hand.\n1 message waits on it.')
  expect(world.phones.messages()).toEqual([])
  expect(await typed('lines resume sms')).toEqual({ code: 0, said: 'sms is active.' })
  await until(() => expect(world.phones.messages().map(({ body }) => body)).toEqual(['Hello']))
})

test('a test says what is wrong with which line, and fails when anything is', async () => {
  const refused = 'sms-wrong  FAILED: The phone network does not accept the key of this line. (provider_key_refused)'
  const all = await typed('lines test')
  expect(all).toMatchObject({ code: 1, said: expect.stringContaining(refused) })
  expect(all.said).toMatch(/^sms {8}ok$/m)
  expect(all.said).toMatch(/^blind {6}no test: /m)
  expect(await typed('lines test sms')).toEqual({ code: 0, said: 'sms  ok' })
  expect(await typed('lines test blind')).toMatchObject({ code: 0 })
  expect(await typed('lines test sms-wrong')).toEqual({ code: 1, said: refused })
})

test.each(['lines pause fax', 'lines resume fax', 'lines test fax'])('%s names the lines there are', async (words) => {
  expect(await typed(words)).toEqual({
    code: 1,
    said: 'There is no line "fax" here, but there are sms, imessage, blind, sms-wrong.',
  })
})

test.each(['line', 'lines delete sms', 'lines resume sms now', 'lines test sms now', 'send'])(
  'there is no command "%s", and it says which there are',
  async (words) => {
    const { code, said } = await typed(words)
    expect(code).toBe(1)
    expect(said).toContain(`There is no command "${words}"`)
    expect(said).toContain('npm run relay -- lines pause <id> [why]')
  },
)

test('a mistyped command is told which one was meant, and only how those of its kind are typed', async () => {
  const { said } = await typed('setings show')
  expect(said).toContain('There is no command "setings show"; did you mean "settings"?')
  expect(said).toContain('npm run relay -- settings versions [before]\n')
  expect(said).not.toContain('npm run relay -- lines')
  expect(said).toMatch(/"npm run relay -- help" shows all others\.$/)
})

test.each([
  ['lines pause', 'Say which <id>: npm run relay -- lines pause <id>\n"npm run relay -- lines" shows what there is.'],
  ['lines resume', 'Say which <id>: npm run relay -- lines resume <id>\n"npm run relay -- lines" shows what there is.'],
  [
    'lines resume --account 5001',
    'Say which <id>: npm run relay -- lines resume <id> --account 5001\n"npm run relay -- lines --account 5001" shows what there is.',
  ],
  [
    'waiting show',
    'Say which <id>: npm run relay -- waiting show <id>\n"npm run relay -- waiting" shows what there is.',
  ],
  ['waiting give reply:7', 'Say which <contact>: npm run relay -- waiting give reply:7 <contact>'],
  [
    'portals test',
    'Say which <id>: npm run relay -- portals test <id>\n"npm run relay -- portals" shows what there is.',
  ],
  ['audit prove', 'Say which <message>: npm run relay -- audit prove <message>'],
  [
    'waiting show nonsense',
    '"nonsense" is no id of something that waits: such an id is like reply:4711. "npm run relay -- waiting" shows those there are.',
  ],
  ['waiting give reply:7 ada', "After the reply's id stands the id of a HubSpot contact, which is digits."],
])('%s says what it lacks, and no more', async (words, said) => {
  expect(await typed(words)).toEqual({ code: 1, said })
})

test('what is missing in the environment is named', async () => {
  expect(await typed('lines', { HUBSPOT_PORTAL_ID: '', HOMING_FUNCTION_SECRET: '' })).toEqual({
    code: 1,
    said: 'A command asks the relay that runs here. Set HOMING_OPERATOR_SECRET as the relay has it, or, where it has none, HUBSPOT_PORTAL_ID and HOMING_FUNCTION_SECRET.',
  })
  expect(await typed('lines', { HUBSPOT_PORTAL_ID: '' })).toEqual({
    code: 1,
    said: 'Set HUBSPOT_PORTAL_ID as the relay has it: a command asks the relay that runs here.',
  })
})

test('a relay that is not there, is another one or does not know us is told in words', async () => {
  const port = String(await closedPort())
  expect(await typed('lines', { PORT: port })).toEqual({
    code: 1,
    said: `Nothing answers at http://127.0.0.1:${port}. Is the relay running?`,
  })
  const wrong = await typed('lines', { HOMING_FUNCTION_SECRET: 'another-function-secret' })
  expect(wrong).toMatchObject({ code: 1, said: expect.stringContaining('does not accept HOMING_FUNCTION_SECRET') })
  const account = await typed('lines', { HUBSPOT_PORTAL_ID: '4243' })
  expect(account).toEqual({ code: 1, said: 'This relay does not serve the HubSpot account 4243.' })

  for (const [status, body] of [
    [404, 'Not found'],
    [200, '{"lines":[{}]}'],
    [302, ''],
  ] as const) {
    const other = createServer((_request, response) => response.writeHead(status, { location: world.url }).end(body))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const found = await typed('lines', { PORT: String((other.address() as AddressInfo).port) })
    other.closeAllConnections()
    await new Promise((resolve) => other.close(resolve))
    expect(found).toMatchObject({ code: 1, said: expect.stringContaining('is no relay of this version') })
  }
})

test('nothing of what others said is obeyed by the terminal', async () => {
  await world.database.query("update line set state_reason = E'Quiet \\x1b[2J\\x1b]0;now\\x07' where id = 'blind'")
  const { said } = await typed('lines')
  expect(said).toContain('Quiet [2J ]0;now')
  expect(said).toMatch(/^blind +degraded /m)
})

test('from the shell: the table and 0, a failed test and 1, help, and no relay is started beside the one there is', async () => {
  const [table, failed, help, unknown] = await Promise.all([
    run('lines'),
    run('lines', 'test', 'sms-wrong'),
    run('--help'),
    run('linse'),
  ])
  expect(table).toMatchObject({ code: 0, said: expect.stringMatching(/^LINE +STATE[^]*\nsms /) })
  expect(failed).toMatchObject({ code: 1, said: expect.stringContaining('(provider_key_refused)') })
  expect(help).toMatchObject({ code: 0, said: expect.stringContaining('starts the relay') })
  expect(unknown).toMatchObject({ code: 1, said: expect.stringContaining('There is no command "linse"; did') })
}, 60_000)
