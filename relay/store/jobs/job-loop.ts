import type { QueueLimits } from './queues.ts'

/** A job: for which account, and whether that has more to do than one job does. `id` is null where it was never stored. */
export interface FetchedJob {
  id: string | null
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
  /** Runs a job that nobody stored, or once more what runs for this account already; false where there is no room. */
  begin(portalId: string): boolean
  /** Fetches no more, and waits for what runs. */
  stop(): Promise<void>
}

/** Jobs fetched at once, at most. */
const together = 16
/**
 * While others have something to do, whoever has much rests after each of its jobs for so many times as long as that took, or
 * those of others would wait for the processor all the time. Milliseconds: the longest rest, and for how long others count.
 */
const rest = { times: 4, longest: 1_000, beside: 2_000 }

/**
 * Runs a queue's jobs side by side, a bounded number and of each account a few, so that neither the slowest of them nor one
 * account's crowd holds up another's. Looks when it is woken, when something ended that others waited for, and from time to time.
 */
export function runJobs(needs: JobLoopNeeds): JobLoop {
  const running = new Map<string, number>()
  const under = new Set<Promise<void>>()
  /** Accounts of which more became known while as many jobs of theirs as may be were running. */
  const oncemore = new Set<string>()
  let crowds = 0
  /** By `performance.now()`: when an account with little to do last had something, and until when crowds rest. */
  let lastOther = Number.NEGATIVE_INFINITY
  let restUntil = 0
  let restTimer: NodeJS.Timeout | undefined
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
    else lastOther = performance.now()
    const begun = performance.now()
    const run = needs.run(job).finally(() => {
      under.delete(run)
      if (job.crowd) crowds -= 1
      if (job.crowd) restUntil = performance.now() + Math.min(rest.longest, (performance.now() - begun) * rest.times)
      const left = (running.get(job.portalId) ?? 1) - 1
      if (left > 0) running.set(job.portalId, left)
      else running.delete(job.portalId)
      if (oncemore.delete(job.portalId) && !stopping) begin({ id: null, portalId: job.portalId, crowd: false })
      if (mayBeMore) wake()
    })
    under.add(run)
  }

  async function look(): Promise<number> {
    // At most so many that all of them may be crowds.
    const now = performance.now()
    const resting = now < restUntil && now - lastOther < rest.beside
    const forCrowds = resting ? 0 : needs.crowds - crowds
    const room = Math.min(together, needs.total - under.size, forCrowds > 0 ? forCrowds : together)
    const busy = [...running].filter(([, count]) => count >= needs.perAccount).map(([portalId]) => portalId)
    mayBeMore = room <= 0 || forCrowds <= 0 || busy.length > 0
    if (resting && restTimer === undefined) {
      restTimer = setTimeout(() => {
        restTimer = undefined
        wake()
      }, restUntil - now)
    }
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
    begin(portalId) {
      if (stopping || under.size >= needs.total) return false
      if ((running.get(portalId) ?? 0) >= needs.perAccount) oncemore.add(portalId)
      else begin({ id: null, portalId, crowd: false })
      return true
    },
    async stop() {
      stopping = true
      clearTimeout(restTimer)
      rise()
      await going
      await Promise.allSettled(under)
    },
  }
}
