import { setTimeout as wait } from 'node:timers/promises'
import type { Tell } from '../reach-database.ts'
import type { Cluster } from './cluster.ts'
import { ensureRunning, type Running } from './ensure-running.ts'
import { followLog } from './follow-log.ts'
import { openHome } from './open-home.ts'
import { leaveServer } from './join-server.ts'
import { productDatabase } from './product-database.ts'
import { stopServer } from './stop-server.ts'

export type EmbeddedOptions = {
  /** The folder of everything Homing keeps; the database lives inside it or, where that cannot be, a pointer does. */
  dataDir: string
  /** Hears what is waited for, what is tried next and when, and what the server itself has trouble with. */
  tell?: Tell
  /** Start the server again when it ends while we use it. On unless told otherwise. */
  keepAlive?: boolean
  /** Called after each such restart with the new server's process id. */
  onRestart?: (pid: number) => void
}

export type Embedded = {
  /** Connection string of the relay's database; it stays the same while this is open. */
  readonly url: string
  /** The server's process id today. */
  readonly pid: number
  /** Leaves the server; the last one out stops it. Close the pools first. */
  stop(): Promise<void>
}

const LONGEST_DELAY_MS = 5_000
const OPENING_TRIES = 5

/** A server, and in it the product's database; again when the server is killed between the two. */
const openServer = async (ours: Cluster, tell: Tell): Promise<{ running: Running; url: string }> => {
  for (let tries = 1; ; tries += 1) {
    const running = await ensureRunning(ours, { tell })
    try {
      return { running, url: await productDatabase(running.keeper, ours.productPassword, running.port) }
    } catch (error) {
      void running.keeper.end().catch(() => undefined)
      if (tries === OPENING_TRIES) throw error
    }
  }
}

/**
 * Opens the PostgreSQL that Homing brings: joins the server of this folder if one runs (left by a relay that was killed,
 * or used by another one), else starts it, making a new database the first time.
 * @throws Error with a sentence for a person when it cannot
 */
export const openEmbedded = async (options: EmbeddedOptions): Promise<Embedded> => {
  const { dataDir, tell = () => undefined, keepAlive = true, onRestart } = options
  const ours = await openHome(dataDir)
  const leaving = new AbortController()
  const opened = await openServer(ours, tell)
  const { url } = opened
  let running: Running = opened.running
  let reviving: Promise<void> | undefined
  const unfollow = followLog(ours.log, tell)

  const revive = async () => {
    tell({ next: 'start', in: 0 }, 'the connection to the embedded PostgreSQL ended; it is looked after')
    for (let delay = 50; !leaving.signal.aborted; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
      try {
        running = await ensureRunning(ours, { port: running.port, signal: leaving.signal, tell })
        watch()
        tell({ pid: running.pid }, 'the embedded PostgreSQL runs again')
        onRestart?.(running.pid)
        return
      } catch (error) {
        if (leaving.signal.aborted) return
        const { message } = error as Error
        tell(
          { reason: message, next: 'start', in: delay },
          'the embedded PostgreSQL is not back yet; it is tried again',
        )
        await wait(delay)
      }
    }
  }
  const watch = () => {
    running.keeper.once('end', () => {
      if (keepAlive && !leaving.signal.aborted) reviving = revive().finally(() => (reviving = undefined))
    })
  }
  watch()

  let stopping: Promise<void> | undefined
  const stop = async () => {
    leaving.abort()
    unfollow()
    await reviving
    // Without an answer from the server there is nobody to leave and nothing to stop.
    const last = await leaveServer(running.keeper).catch(() => undefined)
    if (last) await stopServer(ours.data)
    else await running.keeper.end().catch(() => undefined)
  }
  return {
    url,
    get pid() {
      return running.pid
    },
    stop: () => (stopping ??= stop()),
  }
}
