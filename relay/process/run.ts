import { listen } from '../http/listen.ts'
import type { Server } from '../http/server.ts'

/** What works by itself between start and stop. */
export interface Worker {
  start(): void
  stop(): Promise<void>
}

export interface Run {
  /**
   * Begins to accept and to work; answers with the address it listens on. Where it cannot, nothing was worked on and
   * everything is closed again.
   */
  start(): Promise<{ url: string }>
  /** No new work; finishes what runs, at most `limit` milliseconds, then aborts it. */
  stop(limit?: number): Promise<void>
}

/** The order in which a relay starts and stops. `closeLast` is done when nothing is worked on any more. */
export function createRun(parts: {
  listenAt: { host: string; port: number }
  server: Server
  jobs: { work(): Promise<void>; stop(limit: number): Promise<void> }
  workers: Worker[]
  closeLast(): Promise<void>
  stopping: AbortController
}): Run {
  const { server, jobs, workers, stopping } = parts
  const run: Run = {
    async start() {
      try {
        // First of all: whoever does not get its port must not have claimed a message.
        const url = await listen(server, parts.listenAt)
        await jobs.work()
        for (const worker of workers) worker.start()
        return { url }
      } catch (error) {
        await run.stop(0)
        throw error
      }
    },
    async stop(limit = 15_000) {
      const end = performance.now() + limit
      const abort = setTimeout(() => {
        stopping.abort()
        // Node waits without end for a caller that never finishes its request.
        server.server.closeAllConnections()
      }, limit)
      await Promise.all([server.close(), ...workers.map((worker) => worker.stop())])
      await jobs.stop(Math.max(0, end - performance.now()))
      await parts.closeLast()
      clearTimeout(abort)
      stopping.abort()
    },
  }
  return run
}
