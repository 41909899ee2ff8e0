import { execFile } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, binaries } from './binaries.ts'
import type { Home } from './home-folder.ts'
import { passwordFile } from './password-file.ts'
import { syncFolder } from './sync-folder.ts'

/** An initialised database folder: where it is, how to enter it, what runs it. */
export type Cluster = {
  home: Home
  programs: Binaries
  data: string
  /** Of the superuser, who is the keeper and nobody else. */
  password: string
  /** Of the relay's own role; it stands in connection strings. */
  productPassword: string
  log: string
  portFile: string
}

/** The relay's own is the older file, and was the superuser's, too. */
const passwordFiles = { superuser: 'superuser-password', product: 'password' }

const run = promisify(execFile)

/** Deterministic on every machine: UTF-8 and byte order whatever locales are installed; scram on every connection. */
const initdbOptions = (folder: string) => [
  `--pgdata=${join(folder, 'data')}`,
  '--username=postgres',
  `--pwfile=${join(folder, passwordFiles.superuser)}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
]

/** Builds aside and moves into place in one step: whoever is killed half-way, or is second, leaves nothing broken. */
const initialise = async (home: Home, programs: Binaries, target: string) => {
  const draft = mkdtempSync(join(home.folder, 'new-'))
  for (const name of Object.values(passwordFiles)) passwordFile(join(draft, name), home.account)
  mkdirSync(join(draft, 'data'), { mode: 0o700 })
  if (home.account) {
    for (const path of [draft, join(draft, 'data')]) chownSync(path, home.account.uid, home.account.gid)
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
  const { superuser, product } = passwordFiles
  return {
    ...{ home, programs, data },
    password: passwordFile(join(folder, superuser), home.account),
    productPassword: passwordFile(join(folder, product), home.account),
    log: join(home.folder, 'postgres.log'),
    portFile: join(folder, 'port'),
  }
}
