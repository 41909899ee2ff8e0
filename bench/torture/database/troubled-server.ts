import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { cluster } from '../../../relay/store/embedded/cluster.ts'
import { homeFolder } from '../../../relay/store/embedded/home-folder.ts'
import { openEmbedded } from '../../../relay/store/embedded/open-embedded.ts'
import type { Stage } from '../../stage/perform.ts'
import { postmasterPid } from '../postmaster-pid.ts'

/** A PostgreSQL server of the torture's own, and what can be done to it. */
export interface TroubledServer {
  /** As the relays connect. */
  url: string
  /** Runs statements as the server's own superuser, on a connection of their own. */
  command(...statements: string[]): Promise<void>
  /** A superuser's connection that stays; whoever asks for it ends it. */
  connect(): Promise<Client>
  signal(signal: 'SIGQUIT' | 'SIGKILL'): void
  /** Every process of the server stands still, and goes on. */
  freeze(): void
  thaw(): void
  /** Not a byte is left on its disk, and then there is space again. */
  fillDisk(): void
  emptyDisk(): void
}

/** On a file system of its own, so small that it can be filled. Only root may mount one. */
export async function openTroubledServer(stage: Stage, folder: string): Promise<TroubledServer> {
  const data = join(folder, 'data')
  const home = join(data, 'postgres')
  const filler = join(home, 'filler')
  mkdirSync(home, { recursive: true })
  if (process.getuid?.() !== 0)
    throw new Error('A disk that can be filled is mounted for this torture: run it as root.')
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1g,mode=0700', 'homing-torture', home])
  stage.atEnd(() => execFileSync('umount', [home]))
  const embedded = await openEmbedded({ dataDir: data, tell: (_fields, message) => stage.say(message) })
  let frozen: number[] = []
  const thaw = () => {
    for (const pid of frozen.reverse()) signalIfThere(pid, 'SIGCONT')
    frozen = []
  }
  stage.atEnd(async () => {
    thaw()
    rmSync(filler, { force: true })
    await embedded.stop()
  })
  const { password } = await cluster(homeFolder(data))
  const port = new URL(embedded.url).port

  async function connect(): Promise<Client> {
    const client = new Client({
      connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/homing`,
      connectionTimeoutMillis: 10_000,
    })
    client.on('error', () => undefined)
    await client.connect()
    // Whatever is set for everybody, this one can take back.
    await client.query('set default_transaction_read_only = off; set statement_timeout = 0; set lock_timeout = 0')
    return client
  }
  const server: TroubledServer = {
    url: embedded.url,
    connect,
    async command(...statements) {
      const client = await connect()
      try {
        for (const statement of statements) await client.query(statement)
      } finally {
        await client.end().catch(() => undefined)
      }
    },
    signal(signal) {
      const pid = postmasterPid(data)
      if (pid !== null) process.kill(pid, signal)
    },
    freeze() {
      const pid = postmasterPid(data)
      if (pid === null) throw new Error('there is no server to freeze')
      frozen = [pid]
      process.kill(pid, 'SIGSTOP')
      for (const child of childrenOf(pid)) {
        signalIfThere(child, 'SIGSTOP')
        frozen.push(child)
      }
    },
    thaw,
    fillDisk() {
      const file = openSync(filler, 'w')
      const zeros = Buffer.alloc(1024 * 1024)
      try {
        // In smaller and smaller pieces, until not one byte is left.
        for (let size = zeros.length; size >= 1; size = Math.floor(size / 16)) writeUntilFull(file, zeros, size)
      } finally {
        closeSync(file)
      }
    },
    emptyDisk: () => rmSync(filler, { force: true }),
  }
  // The log of what changes is thrown away sooner, so that it stays far from the disk's own limit.
  await server.command(`alter system set checkpoint_timeout = '30s'`, 'select pg_reload_conf()')
  return server
}

function writeUntilFull(file: number, zeros: Buffer, size: number): void {
  for (;;) {
    try {
      writeSync(file, zeros, 0, size)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return
      throw error
    }
  }
}

function childrenOf(pid: number): number[] {
  return execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => Number(line.trim()) || [])
}

function signalIfThere(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
