import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { account, type Account } from './account.ts'
import { syncFolder } from './sync-folder.ts'

/** Where the database of a data folder lives, and as whom its server runs. */
export type Home = { folder: string; account: Account }

const pointerIn = (dataDir: string) => join(dataDir, 'postgres.location')

const reachable = (folder: string, user: Account) =>
  user === undefined ||
  spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0

/** The home of this data folder if it has one already. Throws when its pointer leads nowhere. */
export const findHome = (dataDir: string): Home | undefined => {
  const direct = join(dataDir, 'postgres')
  const pointer = pointerIn(dataDir)
  const folder = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : direct
  if (!existsSync(folder)) {
    if (folder === direct) return undefined
    throw new Error(`${pointer} says that the database is in ${folder}, but that folder is not there.`)
  }
  const found = { folder: realpathSync(folder), account: account(folder) }
  // Whoever made it was ended before it could hand the folder over.
  if (found.account && statSync(folder).uid === 0) chownSync(folder, found.account.uid, found.account.gid)
  if (reachable(folder, found.account)) return found
  throw new Error(
    `The user who owns the database in ${folder} (uid ${found.account?.uid}) may not enter that folder. ` +
      'Let other users pass the folders above it (chmod o+x), or move the data.',
  )
}

/** Root's own folders are closed to the user PostgreSQL runs as, so the data goes elsewhere and a pointer stays. */
const makeElsewhere = (dataDir: string, user: Account): string => {
  const folder = realpathSync(mkdtempSync('/var/lib/homing-'))
  const draft = `${pointerIn(dataDir)}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${folder}\n`)
  try {
    linkSync(draft, pointerIn(dataDir))
  } catch (error) {
    rmSync(folder, { recursive: true })
    // Two relays opened at once and the other was first: its choice stands.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return readFileSync(pointerIn(dataDir), 'utf8').trim()
  } finally {
    rmSync(draft)
  }
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}

/** The home of this data folder, made when there is none: inside the data folder where PostgreSQL's user can reach it. */
export const homeFolder = (dataDir: string): Home => {
  mkdirSync(dataDir, { recursive: true })
  const root = realpathSync(dataDir)
  const found = findHome(root)
  if (found) return found
  const user = account(undefined)
  if (!reachable(root, user)) {
    const folder = makeElsewhere(root, user)
    syncFolder(root)
    return { folder, account: user }
  }
  const folder = join(root, 'postgres')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user) chownSync(folder, user.uid, user.gid)
  syncFolder(root)
  return { folder, account: user }
}
