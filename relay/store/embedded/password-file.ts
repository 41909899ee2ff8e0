import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Account } from './account.ts'
import { syncFolder } from './sync-folder.ts'

const read = (path: string): string | undefined => {
  try {
    const password = readFileSync(path, 'utf8').trim()
    // As whoever copies a folder may have left it.
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
    return password
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * The password that this file keeps for its owner alone, made by chance where there is none. It is whole or not there, and of
 * several who make it at once the first's counts for all.
 */
export const passwordFile = (path: string, account: Account): string => {
  const kept = read(path)
  if (kept !== undefined) return kept
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  try {
    writeFileSync(draft, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true })
    if (account) chownSync(draft, account.uid, account.gid)
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  syncFolder(dirname(path))
  return read(path) ?? ''
}
