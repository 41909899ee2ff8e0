import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../../project/project-root.ts'
import { removeEmbedded } from '../../relay/store/embedded/remove-embedded.ts'
import { environmentOf, startRelayProcess } from '../relay-process.ts'
import { createWorld, type World } from '../world.ts'
import { plainEnvironment } from '../plain-environment.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ relay: false })
})
afterAll(() => world.close())

const node = `"${process.execPath}" -r ./project/require-node.cjs`
const npm = ['npm', 'run', 'relay'] as const
const shell = ['sh', '-c', `${node} relay/main.ts; true`] as const

// The product itself is started, which does not know the workbench's phones.
const line = { id: 'sms', label: 'Sales SMS', provider: 'kannel', channel: 'sms', address: '+15550100001' }
const login = { username: 'homing', password: 'a-password', webhookToken: 'a-webhook-token-of-ours' }
const settings = { url: 'http://127.0.0.1:1/cgi-bin/sendsms', ...login }

test.each([
  { signal: 'SIGTERM', to: 'process', way: 'npm run relay', command: npm },
  // As a terminal does: everybody in it is told.
  { signal: 'SIGINT', to: 'group', way: 'npm run relay', command: npm },
  // Nobody can finish anything after this one, but those around it can.
  { signal: 'SIGKILL', to: 'process', way: 'npm run relay', command: npm },
  { signal: 'SIGTERM', to: 'process', way: 'a shell that tells nobody', command: shell },
  { signal: 'SIGHUP', to: 'process', way: 'node', command: [process.execPath, 'relay/main.ts'] },
] as const)('$signal to the $to of $way: the relay finishes and goes', async ({ command, signal, to }) => {
  const relay = startRelayProcess(
    { ...environmentOf(world.config), LINES: JSON.stringify([{ ...line, settings }]) },
    command,
  )
  await relay.ready
  expect(relay.lines.join()).toMatch(/"zoneData":"20\d\d[a-z]".*"relay is ready"/)
  relay.kill(signal, to)
  await relay.ended
  expect(relay.lines.some((line) => line.includes('"msg":"stopped"'))).toBe(true)
  await expect(fetch(`${world.url}/healthz`)).rejects.toThrow()
})

test('the workbench goes with the shell that started it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'homing-workbench-'))
  chmodSync(folder, 0o711)
  const main = join(projectRoot, 'workbench/main.ts')
  const child = spawn('sh', ['-c', `"${process.execPath}" "${main}"; true`], {
    cwd: folder,
    env: plainEnvironment({ PORT: '0' }),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const closed = once(child, 'close')
  const lines = createInterface({ input: child.stdout })
  for (let ready = false; !ready;) ready = String(await once(lines, 'line')).includes('Homing is ready')
  child.kill('SIGTERM')
  await closed
  await removeEmbedded(join(folder, '.homing', 'relay'))
  rmSync(folder, { recursive: true })
}, 60_000)
