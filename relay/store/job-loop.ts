import type { QueueLimits } from './queues.ts'

/** A job as it was fetched: for which account, and whether that has more to do than one job does. */
export interface FetchedJob {
  id: string
  portalId: string
  crowd: boolean
}

export interface JobLoopNeeds extends QueueLimits {
  /** Takes up to `most` jobs, of none of these accounts; those of accounts with much to do last, or none of them. */
  fetch: (most: number, but: string[], crowds: boolean) => Promise<FetchedJob[]>
  /** Runs one; never throws. */
  run: (job: FetchedJob) => Promise<void>
  /** Milliseconds until the next look where nobody says that there is something. */
  lookEvery: () => number
  onError: (error: unknown) => void
}

export interface JobLoop {
  /** There may be something to do. */
  wake(): void
  /** More would have to wait until something has ended here. */
  isFull(): boolean
  /** Fetches no more, and waits for what runs. */
  stop(): Promise<void>
}

/** Jobs fetched at once, at most. */
const together = 16

/**
 * Runs a queue's jobs side by side, a bounded number and of each account a few, so that neither the slowest of them nor one
 * account's crowd holds up another's. Looks when it is woken, when something ended that others waited for, and from time to time.
 */
export function runJobs(needs: JobLoopNeeds): JobLoop {
  const running = new Map<string, number>()
  const under = new Set<Promise<void>>()
  let crowds = 0
  let woken = false
  let stopping = false
  let mayBeMore = false
  let rise: () => void = () => undefined

  function wake(): void {
    woken = true
    rise()
  }

  function begin(job: FetchedJob): void {
    running.set(job.portalId, (running.get(job.portalId) ?? 0) + 1)
    if (job.crowd) crowds += 1
    const run = needs.run(job).finally(() => {
      under.delete(run)
      if (job.crowd) crowds -= 1
      const left = (running.get(job.portalId) ?? 1) - 1
      if (left > 0) running.set(job.portalId, left)
      else running.delete(job.portalId)
      if (mayBeMore) wake()
    })
    under.add(run)
  }

  async function look(): Promise<number> {
    // At most so many that all of them may be crowds.
    const forCrowds = needs.crowds - crowds
    const room = Math.min(together, needs.total - under.size, forCrowds > 0 ? forCrowds : together)
    const busy = [...running].filter(([, count]) => count >= needs.perAccount).map(([portalId]) => portalId)
    mayBeMore = room <= 0 || forCrowds <= 0 || busy.length > 0
    if (room <= 0) return 0
    const jobs = await needs.fetch(room, busy, forCrowds > 0)
    if (jobs.length === room) mayBeMore = true
    for (const job of jobs) begin(job)
    return jobs.length
  }

  async function go(): Promise<void> {
    while (!stopping) {
      woken = false
      let found = 0
      try {
        found = await look()
      } catch (error) {
        needs.onError(error)
      }
      if (stopping || woken || (found > 0 && mayBeMore && under.size < needs.total)) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, needs.lookEvery())
        rise = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  const going = go()
  return {
    wake,
    isFull: () => under.size >= needs.total,
    async stop() {
      stopping = true
      rise()
      await going
      await Promise.allSettled(under)
    },
  }
}
