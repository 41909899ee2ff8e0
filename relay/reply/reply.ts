import { fate } from '../fate.ts'
import type { Route } from '../route.ts'
import type { JobHandlers } from '../store/jobs.ts'
import { createCatchUp } from './catch-up.ts'
import { createReceive, type ReceiveNeeds } from './receive.ts'
import { createWorkOff, type WorkOffNeeds } from './work-off.ts'

export interface ReplyNeeds extends WorkOffNeeds, ReceiveNeeds {
  fetch: typeof fetch
  portalIds: string[]
  /** Milliseconds between two looks into a provider's history. */
  catchUp: number
}

export interface Reply {
  routes: Route[]
  jobs: Pick<JobHandlers, 'receive-replies' | 'catch-up'>
  /** Reads every line's history now and from time to time, and whenever a provider says that there is something. */
  start(): void
  stop(): Promise<void>
}

/** A message comes back: receive · catch up · match. */
export function createReply(needs: ReplyNeeds): Reply {
  const workOff = createWorkOff(needs)
  const catchUp = createCatchUp(needs)
  const stopping = new AbortController()
  const running = new Set<Promise<unknown>>()

  function readHistory(portalId: string, lineId: string): void {
    const asked = needs.database
      .forPortal(portalId)
      .transaction((tx) => needs.jobs.enqueue(tx, 'catch-up', { portalId, lineId }, { key: `${portalId}/${lineId}` }))
      .catch((error: unknown) => needs.log.error({ err: error, lineId }, 'could not ask for a look into the history'))
      .finally(() => running.delete(asked))
    running.add(asked)
  }

  return {
    routes: createReceive(needs),
    jobs: {
      'receive-replies': (data) => fate('receive-replies', needs.log, () => workOff(data)),
      'catch-up': (data, signal) => fate('catch-up', needs.log, () => catchUp(data, signal)),
    },
    start() {
      for (const portalId of needs.portalIds) {
        for (const { line, provider } of needs.lines.list(portalId)) {
          if (!provider.since) continue
          readHistory(portalId, line.id)
          const timer = setInterval(() => readHistory(portalId, line.id), needs.catchUp)
          stopping.signal.addEventListener('abort', () => clearInterval(timer))
          const watching = provider.watch?.(line, () => readHistory(portalId, line.id), stopping.signal)
          if (watching) running.add(watching.finally(() => running.delete(watching)))
        }
      }
    },
    async stop() {
      stopping.abort()
      await Promise.allSettled(running)
    },
  }
}
