import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, binaries } from './binaries.ts'
import type { Home } from './home-folder.ts'
import { syncFolder } from './sync-folder.ts'

/** An initialised database folder: where it is, how to enter it, what runs it. */
export type Cluster = { home: Home; programs: Binaries; data: string; password: string; log: string; portFile: string }

const run = promisify(execFile)

/** Deterministic on every machine: UTF-8 and byte order whatever locales are installed; scram on every connection. */
const initdbOptions = (folder: string) => [
  `--pgdata=${join(folder, 'data')}`,
  '--username=postgres',
  `--pwfile=${join(folder, 'password')}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
]

/** Builds aside and moves into place in one step: whoever is killed half-way, or is second, leaves nothing broken. */
const initialise = async (home: Home, programs: Binaries, target: string) => {
  const draft = mkdtempSync(join(home.folder, 'new-'))
  const password = join(draft, 'password')
  writeFileSync(password, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 })
  mkdirSync(join(draft, 'data'), { mode: 0o700 })
  if (home.account) {
    for (const path of [draft, password, join(draft, 'data')]) chownSync(path, home.account.uid, home.account.gid)
  }
  try {
    await run(programs.initdb, initdbOptions(draft), {
      ...home.account,
      cwd: home.folder,
      env: { LC_ALL: 'C', TZ: 'UTC' },
    })
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (existsSync(target)) return
    const said = (error as { stderr?: string }).stderr?.trim() ?? ''
    throw new Error(`A new database could not be made in ${home.folder}. PostgreSQL says: ${said}`, { cause: error })
  }
  syncFolder(home.folder)
  const halfMade = readdirSync(home.folder).filter((name) => name.startsWith('new-'))
  for (const name of halfMade) rmSync(join(home.folder, name), { recursive: true, force: true })
}

/** The cluster of this home; a new one is initialised when there is none. Refuses data of another major version. */
export const cluster = async (home: Home): Promise<Cluster> => {
  const programs = binaries(home)
  const folder = join(home.folder, 'cluster')
  if (!existsSync(folder)) await initialise(home, programs, folder)
  const data = join(folder, 'data')
  const major = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (major !== programs.major) {
    throw new Error(
      `The data in ${data} was written by PostgreSQL ${major}, and this Homing brings PostgreSQL ${programs.major}. ` +
        `Start it with the Homing that wrote it, or move the data to a PostgreSQL server and set DATABASE_URL.`,
    )
  }
  const password = readFileSync(join(folder, 'password'), 'utf8').trim()
  return { home, programs, data, password, log: join(home.folder, 'postgres.log'), portFile: join(folder, 'port') }
}
