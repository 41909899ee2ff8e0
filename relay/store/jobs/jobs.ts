import { PgBoss } from 'pg-boss'
import { onCommit, type Database, type Db } from '../database.ts'
import { runJobs, type FetchedJob, type JobLoop } from './job-loop.ts'
import { queues, type Queue } from './queues.ts'
import { notify, type Listen } from '../listen.ts'
import { createTimers } from './timers.ts'

/**
 * Does what there is to do for an account, or a slice of it. Answers `again` where there is more, in so many milliseconds. What
 * it throws is told and tried again; whatever it leaves undone is found in its table.
 */
export type JobHandler = (job: { portalId: string }, signal: AbortSignal) => Promise<void | { again: number }>
export type JobHandlers = { [Name in Queue]: JobHandler }

/** A job failed. */
export interface JobFailure {
  queue: Queue
  portalId: string
  error: unknown
  /** How long it was put off the last time, milliseconds; 0 where it was not. */
  backoff: number
}

export interface Jobs {
  /**
   * There is something to do for this account in so many milliseconds, once this transaction is committed. Only a hint: what is
   * to be done, and when, stands in a table, and the sweep finds what no job remembers.
   */
  hint(tx: Db, queue: Queue, portalId: string, delay?: number): void
  /** The same, for what stands in a table already. */
  hintAll(queue: Queue, portalIds: readonly string[]): void
  work(handlers: JobHandlers): Promise<void>
  /** No new jobs; waits for running ones until the limit, then aborts them. */
  stop(limit: number): Promise<void>
}

/** Seconds after which whoever has a job counts as gone. Nothing waits for that, since another job may say the same. */
const expireInSeconds = 300
/** Milliseconds between two looks into a queue while nobody says that there is something; and where nobody can be heard. */
const [lookEvery, lookWhileDeaf] = [10_000, 1_000]

/**
 * pg-boss on the relay's own database, for hints: of each account one job waits in a queue at most, and none of them lies in the
 * future, so nothing of it depends on a clock. `onFailure` says after how many milliseconds a job that failed runs again.
 */
export async function openJobs(options: {
  database: Database
  listen: Pick<Listen, 'onWord' | 'hears'>
  onError: (error: Error) => void
  onFailure: (failure: JobFailure) => { delay: number; backoff: number }
}): Promise<Jobs> {
  const { database, listen } = options
  const boss = new PgBoss({
    connectionString: database.url,
    application_name: 'homing-jobs',
    max: 4,
    superviseIntervalSeconds: 60,
    monitorIntervalSeconds: 60,
    schedule: false,
    reindex: false,
    // Its own upkeep may take longer than a statement of ours, but not for ever (decision 051).
    ...{ keepAlive: true, keepAliveInitialDelayMillis: 10_000, query_timeout: 60_000 },
  })
  boss.on('error', options.onError)
  await boss.start().catch(async (error: unknown) => {
    await boss.stop({ graceful: false }).catch(() => undefined)
    throw error
  })
  for (const name of Object.keys(queues)) {
    const rules = { expireInSeconds, retryLimit: 0, retentionSeconds: 86_400, deleteAfterSeconds: 3_600 }
    if (await boss.getQueue(name)) await boss.updateQueue(name, rules)
    else await boss.createQueue(name, { policy: 'short', ...rules })
  }
  const loops = new Map<Queue, JobLoop>()
  const aborter = new AbortController()
  const timers = createTimers()
  const backoffs = new Map<string, number>()
  /** Accounts whose last job left more to do: their next one goes after those of all others. */
  const crowds = new Set<string>()
  const wanted = new Map<Queue, Set<string>>()
  const over = new Map<Queue, string[]>()
  let flushing: Promise<void> | undefined

  /** Runs here at once where there is room, and is told to everybody where there is none. */
  function want(queue: Queue, portalId: string): void {
    if (aborter.signal.aborted) return
    if (!crowds.has(`${queue} ${portalId}`) && loops.get(queue)?.begin(portalId)) return
    tell(queue, portalId)
  }

  function tell(queue: Queue, portalId: string): void {
    const ofQueue = wanted.get(queue) ?? new Set()
    wanted.set(queue, ofQueue.add(portalId))
    flush()
  }

  function later(queue: Queue, portalId: string, delay: number): void {
    if (delay <= 0) want(queue, portalId)
    // What is later than that, the sweep finds.
    else if (delay <= 60_000) timers.set(`${queue} ${portalId}`, delay, () => want(queue, portalId))
  }

  /** All that was wanted in this turn of the event loop goes together, and what was wanted meanwhile goes next. */
  function flush(): void {
    flushing ??= (async () => {
      await new Promise((resolve) => setImmediate(resolve))
      while (wanted.size + over.size > 0) await write()
    })()
      .catch((error: Error) => {
        options.onError(error)
        if (!aborter.signal.aborted) timers.set('flush', 1_000, flush)
      })
      .finally(() => {
        flushing = undefined
      })
  }

  async function write(): Promise<void> {
    for (const [queue, portalIds] of wanted) {
      wanted.delete(queue)
      try {
        // In one order, so that nobody waits in a ring.
        const jobs = [...portalIds].sort().map((portalId) => {
          const crowd = crowds.has(`${queue} ${portalId}`)
          const data = crowd ? { portalId, crowd } : { portalId }
          return { data, singletonKey: portalId, group: { id: portalId }, priority: crowd ? -1 : 0 }
        })
        await boss.insert(queue, jobs)
      } catch (error) {
        wanted.set(queue, new Set([...portalIds, ...(wanted.get(queue) ?? [])]))
        throw error
      }
      loops.get(queue)?.wake()
      await notify(database, queue)
    }
    // After that, since nobody waits for it.
    for (const [queue, ids] of over) {
      over.delete(queue)
      // Whatever is not removed now is removed by pg-boss when its time is over.
      await boss.deleteJob(queue, ids)
    }
  }

  async function run(queue: Queue, handler: JobHandler, { id, portalId }: FetchedJob): Promise<void> {
    const key = `${queue} ${portalId}`
    try {
      const more = await handler({ portalId }, aborter.signal)
      backoffs.delete(key)
      if (more?.again === 0) crowds.add(key)
      else crowds.delete(key)
      if (more) later(queue, portalId, more.again)
    } catch (error) {
      const { delay, backoff } = options.onFailure({ queue, portalId, error, backoff: backoffs.get(key) ?? 0 })
      backoffs.set(key, backoff)
      later(queue, portalId, delay)
    }
    if (id === null) return
    over.set(queue, [...(over.get(queue) ?? []), id])
    flush()
  }

  async function fetch(queue: Queue, most: number, but: string[], withCrowds: boolean): Promise<FetchedJob[]> {
    const options = { batchSize: most, ignoreGroups: but, ...(withCrowds ? {} : { minPriority: 0 }) }
    const jobs = await boss.fetch<{ portalId: string; crowd?: true }>(queue, options)
    return jobs.map(({ id, data }) => ({ id, portalId: data.portalId, crowd: data.crowd ?? false }))
  }

  return {
    hint: (tx, queue, portalId, delay = 0) => onCommit(tx, () => later(queue, portalId, delay)),
    hintAll: (queue, portalIds) => portalIds.forEach((portalId) => tell(queue, portalId)),
    async work(handlers) {
      for (const [queue, limits] of Object.entries(queues) as [Queue, (typeof queues)[Queue]][]) {
        const loop = runJobs({
          ...limits,
          fetch: (most, but, withCrowds) => fetch(queue, most, but, withCrowds),
          run: (job) => run(queue, handlers[queue], job),
          lookEvery: () => (listen.hears() ? lookEvery : lookWhileDeaf),
          onError: (error) => options.onError(error instanceof Error ? error : new Error(String(error))),
        })
        loops.set(queue, loop)
        listen.onWord(queue, () => loop.wake())
      }
    },
    async stop(limit) {
      const abort = setTimeout(() => aborter.abort(), limit)
      await Promise.race([
        Promise.all([...loops.values()].map((loop) => loop.stop())),
        new Promise((resolve) => setTimeout(resolve, limit + 2_000).unref()),
      ])
      clearTimeout(abort)
      aborter.abort()
      timers.clear()
      await flushing
      await boss.stop({ graceful: false })
    },
  }
}
