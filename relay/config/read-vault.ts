import { createSecretKey, type KeyObject } from 'node:crypto'
import { pastedWith } from '../../contract/pasted-with.ts'
import { readTextFile } from './read-text-file.ts'

const how = 'make one with "openssl rand -base64 32"'

/**
 * The master keys of `HOMING_MASTER_KEY` and, while it is being replaced, `HOMING_MASTER_KEY_PREVIOUS`, or of the files
 * that these names with `_FILE` at their end give: the newest first, empty where none is set. 32 bytes as base64 or hex.
 * What is wrong with them is added to the mistakes, never the key itself.
 */
export function readVault(env: Record<string, string | undefined>, mistakes: string[]): KeyObject[] {
  const current = readKey(env, 'HOMING_MASTER_KEY', mistakes)
  const previous = readKey(env, 'HOMING_MASTER_KEY_PREVIOUS', mistakes)
  if (previous && !current) {
    mistakes.push('HOMING_MASTER_KEY_PREVIOUS is set without HOMING_MASTER_KEY: the newest key goes there.')
  }
  if (current && previous?.equals(current)) {
    mistakes.push('HOMING_MASTER_KEY_PREVIOUS is the same key as HOMING_MASTER_KEY; remove it.')
  }
  return [current, previous].filter((key) => key !== null)
}

function readKey(env: Record<string, string | undefined>, name: string, mistakes: string[]): KeyObject | null {
  const file = env[`${name}_FILE`]?.trim()
  let text = env[name]?.trim() ?? ''
  if (file) {
    if (text) mistakes.push(`${name} and ${name}_FILE are both set; keep one.`)
    const read = readTextFile(`${name}_FILE`, file, mistakes)
    if (read === null) return null
    text = read.trim()
    if (!text) mistakes.push(`${name}_FILE names a file that is empty: ${how}.`)
  }
  if (!text) return null
  const source = file ? `${name}_FILE` : name
  const wrong = pastedWith(text)
  if (wrong !== null) {
    mistakes.push(`${source} ${wrong}.`)
    return null
  }
  const bytes = bytesOf(text)
  if (bytes?.length !== 32) {
    const found = bytes ? `it has ${bytes.length} bytes` : 'it is neither'
    mistakes.push(`${source} must be 32 bytes as base64 or hex, but ${found}: ${how}.`)
    return null
  }
  // What somebody typed to get past this check; more that is guessed is told when the relay knows whether it is in use.
  if (new Set(bytes).size < 8) {
    mistakes.push(`${source} is no random key: ${how}.`)
    return null
  }
  return createSecretKey(bytes)
}

/** Hex where it can be hex: no 32 bytes in base64 are only hex digits and 64 of them. */
function bytesOf(text: string): Buffer | null {
  if (/^([0-9a-f]{2})+$/i.test(text) && text.length >= 64) return Buffer.from(text, 'hex')
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null
}
