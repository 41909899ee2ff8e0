import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { projectRoot } from '../../project/project-root.ts'
import { environmentOf } from '../relay-process.ts'
import { createWorld } from '../world.ts'
import { plainEnvironment } from '../plain-environment.ts'

test('a relay whose log nobody reads any more stops like any other, also while it is starting', async () => {
  const world = await createWorld({ relay: false })
  const silent = createServer((socket) => socket.on('error', () => undefined))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const databaseUrl = new URL(world.database.url)
  databaseUrl.port = String((silent.address() as { port: number }).port)
  const child = spawn(process.execPath, ['workbench/relay-main.ts'], {
    cwd: projectRoot,
    env: plainEnvironment({ ...environmentOf(world.config), DATABASE_URL: databaseUrl.href }),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  for (let ready = false; !ready;) ready = String(await once(lines, 'line')).includes('is tried again')
  child.stdout.destroy()
  child.kill('SIGTERM')
  const ended = await Promise.race([
    exited,
    new Promise((resolve) => setTimeout(() => resolve(['hangs']), 40_000).unref()),
  ])
  child.kill('SIGKILL')
  expect(ended).toEqual([0, null])
  silent.close()
  await world.close()
}, 90_000)
