import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Cluster } from './cluster.ts'
import { freePort } from './free-port.ts'
import { joinServer } from './join-server.ts'
import { postmaster, setLockAside } from './postmaster.ts'
import { startServer } from './start-server.ts'

/** A running server and our connection to it, which counts us among its users. */
export type Running = { pid: number; port: number; keeper: Client; started: boolean }

/** Ends of a start that pass by themselves: another starter was faster, or a killed server's children are still leaving. */
const PASSING =
  /lock file "postmaster\.pid"|shared memory block .* still in use|Address already in use|could not create any TCP/
const ZOMBIE_PATIENCE_MS = 5_000

const lastPort = (cluster: Cluster): number | undefined => {
  try {
    return Number(readFileSync(cluster.portFile, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

/** One start. Returns whether it worked; throws what the server said when waiting would not help. */
const start = async (cluster: Cluster, fixedPort: number | undefined): Promise<boolean> => {
  const port = fixedPort ?? (await freePort(lastPort(cluster)))
  const failure = await startServer(cluster, port)
  if (!failure) {
    writeFileSync(cluster.portFile, `${port}\n`)
    return true
  }
  if (PASSING.test(failure.ended)) return false
  const words = failure.ended.split('\n').slice(-6).join('\n')
  throw new Error(`The embedded PostgreSQL did not start. It says:\n${words}\nIts log is ${cluster.log}.`)
}

/**
 * Joins the server of this cluster, starting one if none runs. A lock file is believed only as far as the process it
 * names: a server of this folder is joined or waited for, never started beside.
 * @throws after `limitMs` without a server, or at once when PostgreSQL refuses for good
 */
export const ensureRunning = async (
  cluster: Cluster,
  options: { port?: number; limitMs?: number; signal?: AbortSignal } = {},
): Promise<Running> => {
  const limitMs = options.limitMs ?? 120_000
  const begun = Date.now()
  let started = false
  while (Date.now() - begun < limitMs) {
    options.signal?.throwIfAborted()
    const lock = postmaster(cluster.data)
    if (lock?.state === 'serving' && lock.ready) {
      const keeper = await joinServer(cluster, lock.port)
      if (keeper) return { pid: lock.pid, port: lock.port, keeper, started }
    } else if (lock?.state === 'stranger') {
      setLockAside(cluster.data)
      continue
    } else if (lock?.state === 'zombie' && Date.now() - begun > ZOMBIE_PATIENCE_MS) {
      setLockAside(cluster.data)
      continue
    } else if (!lock || lock.state === 'gone') {
      started = await start(cluster, options.port)
      if (started) continue
    }
    await wait(100)
  }
  throw new Error(`The embedded PostgreSQL did not come up within ${limitMs / 1000} s. Its log is ${cluster.log}.`)
}
