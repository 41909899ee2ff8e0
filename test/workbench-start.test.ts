import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../project/project-root.ts'
import { removeEmbedded } from '../relay/store/embedded/remove-embedded.ts'
import { listenOnLoopback } from '../workbench/listen-on-loopback.ts'
import { until } from './until.ts'
import { plainEnvironment } from './plain-environment.ts'

let place: string
beforeAll(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'homing-start-'))
})
afterAll(async () => {
  for (const folder of ['marketplace', '.']) await removeEmbedded(path.join(place, '.homing', folder, 'relay'))
  await rm(place, { recursive: true })
})

/** A program of ours in a process of its own, in a place of its own. */
function start(words: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [...words], { cwd: place, env: plainEnvironment(env) })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => (said.out += String(data)))
  child.stderr.on('data', (data) => (said.err += String(data)))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { said, ended, stop: () => child.kill('SIGTERM') && ended }
}
const main = path.join(projectRoot, 'workbench/main.ts')
const npmStart = (words: string[], env: Record<string, string> = {}) => start([main, ...words], { PORT: '0', ...env })

/** The one line with which it does not start. */
async function refusal(words: string[], env: Record<string, string> = {}): Promise<string> {
  const { said, ended } = npmStart(words, env)
  expect(await ended).toBe(1)
  expect(said.out).toBe('')
  return said.err
}

test('what it does not know it refuses in one sentence', async () => {
  const only = 'After npm start -- stand --fresh and --edition <name> only.\n'
  expect(await refusal(['--frech'])).toBe(`npm start does not know "--frech". ${only}`)
  expect(await refusal(['--edition', 'private', 'fresh'])).toBe(`npm start does not know "fresh". ${only}`)
  expect(await refusal(['--edition'])).toBe('After --edition stands private or marketplace.\n')
  expect(await refusal(['--edition', 'enterprise'])).toBe('After --edition stands private or marketplace.\n')
  expect(await refusal([], { PORT: 'three' })).toBe('PORT must be a number from 0 to 65535.\n')
}, 90_000)

test('a taken port is refused before anything is opened, with what to type instead', async () => {
  const other = await listenOnLoopback(createServer())
  const said = await refusal(['--edition', 'marketplace'], { PORT: String(other.port) })
  expect(said).toMatch(/^Port \d+ is taken\. Choose another one: PORT=(?!0 )\d+ npm start -- --edition marketplace\n$/)
  expect(said).not.toContain(`PORT=${other.port} `)
  expect(existsSync(path.join(place, '.homing/marketplace/relay'))).toBe(false)
  await other.close()
}, 60_000)

test.each([
  { edition: 'private', folder: '.homing', commands: ['lines', 'waiting'] },
  { edition: 'marketplace', folder: '.homing/marketplace', commands: ['lines', 'portals'] },
])(
  'the $edition edition is open once, takes commands as it says, and begins anew without touching what is not its own',
  async ({ edition, folder, commands }) => {
    const kept = path.join(place, '.homing/marketplace/of-the-other')
    await mkdir(path.dirname(kept), { recursive: true })
    await writeFile(kept, 'kept')
    const words = ['--edition', edition]
    const first = npmStart([...words, '--fresh'])
    await until(() => expect(first.said.out).toContain('Homing is ready'), 60_000)
    const [, url] = /ready: (\S+)/.exec(first.said.out) ?? []
    const open = `This workbench is already open at ${url}. Use that one, or stop it first.\n`
    expect(await Promise.all([refusal(words), refusal([...words, '--fresh'])])).toEqual([open, open])
    const [, environment, program] = /node --env-file=(\S+) (\S+) lines/.exec(first.said.out) ?? []
    expect(environment).toBe(`${folder}/workbench.env`)
    const runs = commands.map(async (command) => {
      const run = start([`--env-file=${environment}`, path.join(projectRoot, program ?? ''), command])
      expect({ code: await run.ended, ...run.said }).toMatchObject({ code: 0, err: '' })
      expect(run.said.out).toMatch(/sales-imessage|4242001|Nothing waits/)
    })
    await Promise.all(runs)
    await first.stop()
    expect(await readFile(kept, 'utf8')).toBe('kept')
  },
  120_000,
)
