import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { closeSync, fstatSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Invalid } from '../errors.ts'
import { syncFolder } from '../store/embedded/sync-folder.ts'

/** The file in which a relay with an embedded database keeps the master key that it has made for itself. */
export const ownKeyFile = (dataDir: string): string => path.join(dataDir, 'master.key')

/** Bytes of a file that is looked at: more than it ever has. */
const most = 200

/**
 * The master key that the relay of this folder made for itself; null where it has made none. Throws `Invalid` in one sentence where the
 * file is not whole, is open to others, or cannot be read.
 */
export function readOwnKey(dataDir: string): KeyObject | null {
  const file = ownKeyFile(dataDir)
  const found = readIfThere(file)
  if (!found) return null
  if ((found.mode & 0o077) !== 0) {
    throw new Invalid(
      'master_key_open',
      `${file} can be read by other users than its owner: run "chmod 600 ${file}", and replace the key if somebody may have read it.`,
    )
  }
  const text = found.text.trim()
  const bytes = /^[A-Za-z0-9+/]{43}=$/.test(text) ? Buffer.from(text, 'base64') : null
  if (bytes?.length !== 32) {
    throw new Invalid(
      'master_key_damaged',
      `${file} is no whole master key: put your copy of it back, or remove it if no secret was ever saved here, and the relay makes another.`,
    )
  }
  return createSecretKey(bytes)
}

/** The same, made by chance where there is none. It is whole or not there, and of several who make it at once the first one's counts for all. */
export function makeOwnKey(dataDir: string): KeyObject {
  const file = ownKeyFile(dataDir)
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  try {
    writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true })
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(file, error)
  } finally {
    rmSync(draft, { force: true })
  }
  syncFolder(dataDir)
  const made = readOwnKey(dataDir)
  if (!made) throw new Invalid('master_key_gone', `${file} was removed while the relay was starting: start it again.`)
  return made
}

function readIfThere(file: string): { text: string; mode: number } | null {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw unusable(file, error)
  }
  try {
    const found = fstatSync(handle)
    // What is longer than this is no key, whatever it is.
    return { text: found.isFile() && found.size <= most ? readFileSync(handle, 'utf8') : '', mode: found.mode }
  } catch (error) {
    throw unusable(file, error)
  } finally {
    closeSync(handle)
  }
}

function unusable(file: string, error: unknown): Invalid {
  const { code, message } = error as Partial<NodeJS.ErrnoException>
  return new Invalid(
    'master_key_unusable',
    `The master key in ${file} cannot be used (${code ?? message}): start the relay as the user whom the file belongs to, or set HOMING_MASTER_KEY.`,
  )
}
