import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'

/** Who PostgreSQL runs as; `undefined` means as ourselves. */
export type Account = { uid: number; gid: number } | undefined

const idOf = (flag: '-u' | '-g', name: string) =>
  Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))

const lookUp = (name: string): Account => {
  try {
    return { uid: idOf('-u', name), gid: idOf('-g', name) }
  } catch {
    return undefined
  }
}

const create = (name: string): Account => {
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name]
  try {
    execFileSync('useradd', options, { stdio: 'pipe' })
  } catch (cause) {
    // Another process may have made the same user meanwhile.
    const made = lookUp(name)
    if (made) return made
    throw new Error(
      'PostgreSQL does not run as root, there is no user "postgres" on this machine and none could be made. ' +
        'Start Homing as an ordinary user, make that user, or set DATABASE_URL to a PostgreSQL server.',
      { cause },
    )
  }
  return lookUp(name)
}

/**
 * The user the embedded PostgreSQL runs as. It refuses to run as root, so root lends it another: the owner of the data
 * where there is some already, else the user "postgres", which is made where it does not exist.
 */
export const account = (existingFolder: string | undefined): Account => {
  if (process.getuid?.() !== 0) return undefined
  if (existingFolder) {
    const owner = statSync(existingFolder)
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  }
  return lookUp('postgres') ?? lookUp('_postgres') ?? create('postgres')
}
