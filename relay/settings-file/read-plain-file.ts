import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

/**
 * The text of a file, or why it is not read, in words that follow its name: what is no plain file may never end, or never begin, and of more
 * than `most` bytes nothing is taken.
 */
export function readPlainFile(file: string, most: number): { text: string } | { words: string } {
  let open: number | undefined
  try {
    // A pipe would be waited for otherwise.
    open = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
    const found = fstatSync(open)
    if (!found.isFile()) return { words: 'is no plain file: neither a pipe, a folder nor a device is read' }
    if (found.size > most) return { words: `has ${inMB(found.size)} MB, and ${inMB(most)} MB at most are read` }
    const bytes = Buffer.alloc(found.size)
    let length = 0
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(open, bytes, length, bytes.length - length, null)
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length)) }
  } catch {
    return { words: 'cannot be read, or is not UTF-8' }
  } finally {
    if (open !== undefined) closeSync(open)
  }
}

const inMB = (bytes: number): string => (bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')
