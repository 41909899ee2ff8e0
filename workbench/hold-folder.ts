import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, realpath, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'

export interface HeldFolder {
  /** Where whoever asks is sent. */
  openAt(url: string): void
  release(): Promise<void>
}

/**
 * Takes a folder for this process alone, until it is released or the process ends, however it ends: what holds it is a
 * socket, and that is the system's to close. Throws with the address of whoever has it.
 */
export async function holdFolder(folder: string): Promise<HeldFolder> {
  await mkdir(folder, { recursive: true })
  const place = placeOf(await realpath(folder))
  let url = ''
  const server = createServer((socket) => socket.on('error', () => undefined).end(url))
  for (;;) {
    server.listen(place)
    const taken = await once(server, 'listening').then(() => false, isTaken)
    if (!taken) break
    const other = await askHolder(place)
    if (other !== null) {
      const where = other ? `already open at ${other}` : 'being opened already by another process'
      throw new Error(`This workbench is ${where}. Use that one, or stop it first.`)
    }
    // A process that was killed left its socket's file.
    await rm(place, { force: true })
  }
  return {
    openAt: (address) => void (url = address),
    release: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A name that the system forgets with its holder, where it has such names. */
function placeOf(folder: string): string {
  const name = `homing-workbench-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return process.platform === 'linux' ? `\0${name}` : path.join(tmpdir(), `${name}.sock`)
}

/** What the holder says; null where nobody holds it any more. */
async function askHolder(place: string): Promise<string | null> {
  try {
    return await text(connect(place))
  } catch {
    return null
  }
}

function isTaken(error: NodeJS.ErrnoException): true {
  if (error.code === 'EADDRINUSE') return true
  throw error
}
