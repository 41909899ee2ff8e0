import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runCommand } from '../../relay/command/run-command.ts'
import { removeEmbedded } from '../../relay/store/embedded/remove-embedded.ts'
import { freePort } from '../free-port.ts'
import { closedPort } from '../providers/closed-port.ts'
import { startRelayProcess, type RelayProcess } from '../relay-process.ts'
import { until } from '../until.ts'
import { clientSecret, createWorld, portalId, type World } from '../world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

/** Milliseconds: a process takes its time to start where much else runs. */
const patient = 40_000
const operatorSecret = 'a-secret-of-thirty-two-characters'

let world: World
let folder: string
/** Nothing but where it may be on a machine on which others run, too. */
let env: Record<string, string>
beforeAll(async () => {
  world = await createWorld({ relay: false })
  folder = mkdtempSync(join(tmpdir(), 'homing-nothing-given-'))
  // The user that PostgreSQL runs as may pass.
  chmodSync(folder, 0o711)
  env = { DATA_DIR: folder, PORT: String(await freePort()) }
})
afterAll(async () => {
  await removeEmbedded(folder)
  rmSync(folder, { recursive: true, force: true })
  await world.close()
})

const start = (more: Record<string, string> = {}) =>
  startRelayProcess({ ...env, ...more }, [process.execPath, 'relay/main.ts'])

async function stop(relay: RelayProcess): Promise<void> {
  relay.kill('SIGTERM')
  expect(await relay.ended).toBe(0)
}

/** What it says that is still to be done, in its order. */
const steps = ({ lines }: RelayProcess) =>
  lines
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { msg: string }).msg)
    .filter((said) => said.startsWith('Still to do, '))

test('with nothing given the relay runs, says what is missing and how to give it, and takes it step by step', async () => {
  const bare = start()
  await bare.ready
  await until(() => expect(steps(bare)).toHaveLength(4), patient)
  for (const [index, words] of [
    'PUBLIC_URL',
    'HUBSPOT_PORTAL_ID',
    'HOMING_OPERATOR_SECRET',
    'docs/providers',
  ].entries()) {
    expect(steps(bare)[index]).toMatch(new RegExp(`^Still to do, ${index + 1} of 4: .*${words}`))
  }
  expect(bare.lines.filter((line) => /"level":[56]0/.test(line))).toEqual([])
  const ready = await fetch(`http://127.0.0.1:${env.PORT}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', missing: [], notes: [] }])
  const said: string[] = []
  const type = (words: string, given: Record<string, string>) =>
    runCommand(words.split(' '), { ...env, ...given }, (text) => void said.push(text))
  expect(await type('lines', {})).toBe(1)
  expect(said.at(-1)).toContain('HOMING_FUNCTION_SECRET')
  await stop(bare)

  const given = {
    HUBSPOT_PORTAL_ID: portalId,
    HUBSPOT_ACCESS_TOKEN: 'pat-na1-test',
    HUBSPOT_CLIENT_SECRET: clientSecret,
    HUBSPOT_API_URL: world.hubspot.url,
    HOMING_FUNCTION_SECRET: 'a-function-secret-of-thirty-two-characters',
    HOMING_OPERATOR_SECRET: operatorSecret,
    ALLOWED_HOSTS: '127.0.0.0/8',
  }
  const begun = start(given)
  await begun.ready
  await until(
    () =>
      expect(steps(begun).map((one) => /PUBLIC_URL|settings apply/.exec(one)?.[0])).toEqual([
        'PUBLIC_URL',
        'settings apply',
      ]),
    patient,
  )
  expect(await type('lines', given)).toBe(0)
  expect(said.at(-1)).toContain('settings apply')
  const file = join(folder, 'first.yaml')
  writeFileSync(
    file,
    `lines:
  - id: sms
    label: SMS
    provider: kannel
    channel: sms
    address: '+14155550101'
    settings:
      url: http://127.0.0.1:${await closedPort()}/cgi-bin/sendsms
      username: homing
      password: { fromEnv: KANNEL_PASSWORD }
      webhookToken: f3Kd92LmQz81XvTr7BnA
`,
  )
  expect(await type(`settings apply ${file}`, { ...given, KANNEL_PASSWORD: 'a-password' }), said.at(-1)).toBe(0)
  // Without a restart.
  expect(await type('lines', given)).toBe(0)
  expect(said.at(-1)).toMatch(/^LINE.*\nsms +active/)
  await stop(begun)
})
