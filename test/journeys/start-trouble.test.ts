import { createServer, type Socket } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { environmentOf, startRelayProcess } from '../relay-process.ts'
import { until } from '../until.ts'
import { createWorld, type World } from '../world.ts'

vi.setConfig({ testTimeout: 90_000 })

let world: World
let admin: pg.Client
beforeAll(async () => {
  world = await createWorld({ relay: false })
  const server = new URL(world.database.url)
  server.pathname = '/postgres'
  admin = new pg.Client({ connectionString: server.href })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await world.close()
})

/** Milliseconds: a process takes its time to start where much else runs. */
const patient = 40_000
const name = () => new URL(world.database.url).pathname.slice(1)
const start = (databaseUrl: string) => startRelayProcess({ ...environmentOf(world.config), DATABASE_URL: databaseUrl })

/** The one sentence with which a relay ends that cannot start. */
async function sentence(databaseUrl: string): Promise<string> {
  const relay = start(databaseUrl)
  expect(await relay.ended).toBe(1)
  expect(relay.lines).toHaveLength(1)
  return relay.lines[0] ?? ''
}
function changed(change: (url: URL) => void): string {
  const url = new URL(world.database.url)
  change(url)
  return url.href
}

test('a password that is refused and a database that is not there are one sentence, at once', async () => {
  const wrong = await sentence(changed((url) => (url.password = 'wrong')))
  expect(wrong).toContain('Mend user and password in DATABASE_URL')
  const none = await sentence(changed((url) => (url.pathname = '/not_there')))
  expect(none).toContain('There is no database "not_there"')
})

test('a relay without a line starts and says what it lacks, and that a secret is short', async () => {
  const relay = startRelayProcess({ ...environmentOf(world.config), LINES: '[]' })
  await relay.ready
  await until(() => expect(relay.lines.join()).toContain('No line is set up, so nothing can be sent'))
  await until(() => expect(relay.lines.join()).toContain('HOMING_FUNCTION_SECRET has only 28 characters'))
  relay.kill('SIGTERM')
  expect(await relay.ended).toBe(0)
})

test('a database in another encoding is refused with what to do', async () => {
  const ascii = `${name()}_ascii`
  await admin.query(`create database ${ascii} encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`)
  const said = await sentence(changed((url) => (url.pathname = `/${ascii}`)))
  expect(said).toContain(`keeps text in SQL_ASCII, and messages need UTF-8`)
  await admin.query(`drop database ${ascii}`)
})

test('a role that may not make tables is told what it needs', async () => {
  const bare = `${name()}_bare`
  await admin.query(`create database ${bare}`)
  const url = changed((target) => (target.pathname = `/${bare}`))
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query('revoke create on schema public from pg_database_owner, public')
  await owner.end()
  expect(await sentence(url)).toMatch(/may not make tables in .* grant usage, create on schema public to/)
  await admin.query(`drop database ${bare}`)
})

test('a database without a connection left is tried again, which is said, until there is one', async () => {
  await admin.query(`alter database ${name()} with connection limit 0`)
  const relay = start(world.database.url)
  await until(() => expect(relay.lines.join()).toContain('"code":"53300"'), patient)
  const told = JSON.parse(relay.lines[0] ?? '') as unknown
  expect(told).toMatchObject({ level: 40, next: 'connect', in: 250, msg: expect.stringContaining('tried again') })
  await admin.query(`alter database ${name()} with connection limit -1`)
  await relay.ready
  relay.kill('SIGTERM')
  expect(await relay.ended).toBe(0)
})

test('what listens and never answers is said within seconds, and whoever is told to stop meanwhile stops', async () => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => sockets.push(socket.on('error', () => undefined)))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  const relay = start(changed((url) => (url.port = String(port))))
  await until(() => expect(relay.lines.join()).toContain('does not answer as PostgreSQL would'), patient)
  relay.kill('SIGTERM')
  expect(await relay.ended).toBe(0)
  for (const socket of sockets) socket.destroy()
  silent.close()
})
