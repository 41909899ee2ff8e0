import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../relay/store/migrate.ts'
import { freePort } from '../relay/store/embedded/free-port.ts'
import { type Embedded, openEmbedded } from '../relay/store/embedded/open-embedded.ts'
import { openHome } from '../relay/store/embedded/open-home.ts'
import { removeEmbedded } from '../relay/store/embedded/remove-embedded.ts'
import { startServer } from '../relay/store/embedded/start-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run and its migrated template, or why there is none. */
    testDatabase: { url: string; template: string } | { failure: string }
  }
}

const PREFIX = 'homing-test-'

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const removeFolder = async (folder: string) => {
  await removeEmbedded(folder)
  rmSync(folder, { recursive: true, force: true })
}

/** A run that was killed leaves its server behind; the folder's name says whose it was. */
const sweep = async () => {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    if (isAlive(Number(name.split('-')[2]))) continue
    // Another user's folder, or one that another run is sweeping too, is theirs.
    await removeFolder(join(tmpdir(), name)).catch(() => undefined)
  }
}

/** Databases that are thrown away need not outlive a power cut; servers that are killed by tests are the tests' own. Several relays run at once. */
const thrownAway = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

const makeTemplate = async (url: string): Promise<string> => {
  const template = `homing_test_${process.pid}_template`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`drop database if exists ${template}`)
  await client.query(`create database ${template}`)
  await client.end()
  const target = new URL(url)
  target.pathname = `/${template}`
  await migrate(target.href)
  return template
}

const dropDatabases = async (url: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [`homing_test_${process.pid}_`],
  )
  for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`)
  await client.end()
}

/** One PostgreSQL server for the whole run: `TEST_DATABASE_URL`, else the embedded one in a folder of its own. */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL
  let folder: string | undefined
  let server: Embedded | undefined
  let url: string | undefined
  try {
    if (!given) {
      await sweep()
      folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
      // The user that PostgreSQL runs as may pass; the database's own folder inside stays closed.
      chmodSync(folder, 0o711)
      const failure = await startServer(await openHome(folder), await freePort(undefined), thrownAway)
      if (failure) throw new Error(failure.ended)
      server = await openEmbedded({ dataDir: folder })
    }
    url = given ?? server?.url ?? ''
    project.provide('testDatabase', { url, template: await makeTemplate(url) })
  } catch (error) {
    // Tests that need no database still run; those that do fail with this sentence.
    project.provide('testDatabase', { failure: (error as Error).message })
  }
  return async () => {
    if (given && url) await dropDatabases(url)
    await server?.stop()
    if (folder) await removeFolder(folder)
  }
}
