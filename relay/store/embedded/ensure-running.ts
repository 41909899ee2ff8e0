import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Tell } from '../reach-database.ts'
import type { Cluster } from './cluster.ts'
import { freePort } from './free-port.ts'
import { joinServer } from './join-server.ts'
import { isInUse, postmaster, setLockAside } from './postmaster.ts'
import { startServer } from './start-server.ts'

/** A running server and our connection to it, which counts us among its users. */
export type Running = { pid: number; port: number; keeper: Client; started: boolean }

/** Ends of a start that pass by themselves: another starter was faster, or a killed server's children are still leaving. */
const PASSING =
  /lock file "postmaster\.pid"|shared memory block .* still in use|Address already in use|could not create any TCP/
const ZOMBIE_PATIENCE_MS = 5_000
/** A starting server fills its lock file within a moment. */
const EMPTY_PATIENCE_MS = 1_000
/** From then on it is said what is waited for, and said again. */
const TELL_AFTER_MS = 2_000
const TELL_AGAIN_MS = 15_000

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
  options: { port?: number; limitMs?: number; signal?: AbortSignal; tell?: Tell } = {},
): Promise<Running> => {
  const limitMs = options.limitMs ?? 60_000
  const begun = performance.now()
  const waited = () => performance.now() - begun
  let toldAt = TELL_AFTER_MS
  let started = false
  let why = ''
  while (waited() < limitMs) {
    options.signal?.throwIfAborted()
    const lock = postmaster(cluster.data)
    if (lock?.state === 'serving' && lock.ready) {
      const joined = await joinServer(cluster, lock.port)
      if ('keeper' in joined) return { pid: lock.pid, port: lock.port, keeper: joined.keeper, started }
      why = `its process ${lock.pid} does not let us in at port ${lock.port}: ${joined.reason}`
    } else if (lock?.state === 'stranger') {
      setLockAside(cluster.data)
      continue
    } else if (lock?.state === 'zombie' && waited() > ZOMBIE_PATIENCE_MS) {
      setLockAside(cluster.data)
      continue
    } else if (lock?.state === 'empty') {
      why = 'its lock file postmaster.pid is empty'
      if (waited() > EMPTY_PATIENCE_MS && !isInUse(cluster.data)) {
        options.tell?.(
          { next: 'start', in: 0 },
          `${why}, as a power cut leaves it, and nobody works there; it is set aside`,
        )
        setLockAside(cluster.data)
        continue
      }
    } else if (!lock || lock.state === 'gone') {
      why = 'what is left of the last one is still leaving'
      started = await start(cluster, options.port)
      if (started) continue
    } else why = `its process ${lock.pid} is ${lock.state === 'zombie' ? 'ending' : 'starting'}`
    if (waited() > toldAt) {
      toldAt = waited() + TELL_AGAIN_MS
      const left = Math.round(limitMs - waited())
      options.tell?.({ reason: why, next: 'join', in: 100, left }, 'the embedded PostgreSQL is waited for')
    }
    await wait(100)
  }
  throw new Error(
    `The embedded PostgreSQL did not come up within ${limitMs / 1000} s: ${why}. Its log is ${cluster.log}; if a process of it is stuck, end that and start again.`,
  )
}
