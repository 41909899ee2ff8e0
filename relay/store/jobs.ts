import { PgBoss } from 'pg-boss'
import type { Database, Db } from './database.ts'

/** The jobs that may safely run again, by name, with what each is told. The provider call is not one of them. */
export interface JobData {
  'receive-replies': { portalId: string; inboxIds: string[] }
  'record-timeline': { portalId: string }
  'reconcile-delivery': { portalId: string; messageId: string }
  'catch-up': { portalId: string; lineId: string }
}
export type JobName = keyof JobData

export interface EnqueueOptions {
  /** Milliseconds until it may run. */
  delay?: number
  /** While one with this key waits, another adds nothing. */
  key?: string
}

/** What became of one job: done, again later, or left for a person. */
export type JobFate = { fate: 'done' } | { fate: 'retry'; reason: string } | { fate: 'park'; reason: string }
export type JobHandlers = { [Name in JobName]: (data: JobData[Name], signal: AbortSignal) => Promise<JobFate> }

export interface Jobs {
  /** In the caller's transaction: the state and its job are stored together or not at all. */
  enqueue<Name extends JobName>(tx: Db, name: Name, data: JobData[Name], options?: EnqueueOptions): Promise<void>
  /** Tells this process's workers not to wait for their next poll. Call it after the commit. */
  wake(name: JobName): void
  work(handlers: JobHandlers): Promise<void>
  /** No new jobs; waits for running ones until the limit, then aborts them. */
  stop(limit: number): Promise<void>
}

interface QueueRules {
  policy: 'standard' | 'short'
  expireInSeconds: number
  retryLimit: number
  retryDelay: number
  retryDelayMax: number
  batchSize: number
}

const queues: Record<JobName, QueueRules> = {
  'receive-replies': {
    policy: 'standard',
    expireInSeconds: 60,
    retryLimit: 1_000,
    retryDelay: 1,
    retryDelayMax: 300,
    batchSize: 20,
  },
  'record-timeline': {
    policy: 'short',
    expireInSeconds: 120,
    retryLimit: 1_000,
    retryDelay: 1,
    retryDelayMax: 300,
    batchSize: 4,
  },
  'reconcile-delivery': {
    policy: 'short',
    expireInSeconds: 120,
    retryLimit: 20,
    retryDelay: 2,
    retryDelayMax: 3600,
    batchSize: 10,
  },
  'catch-up': {
    policy: 'short',
    expireInSeconds: 300,
    retryLimit: 1_000,
    retryDelay: 2,
    retryDelayMax: 300,
    batchSize: 4,
  },
}

/**
 * pg-boss on the relay's own database. `expire` shortens every job's lease (seconds) where a crash must be noticed
 * sooner than in ordinary life.
 */
export async function openJobs(options: {
  database: Database
  onError: (error: Error) => void
  expire?: number | undefined
}): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: options.database.url,
    application_name: 'homing-jobs',
    max: 6,
    superviseIntervalSeconds: options.expire ? 1 : 15,
    monitorIntervalSeconds: options.expire ? 1 : 15,
    schedule: false,
    reindex: false,
  })
  boss.on('error', options.onError)
  await boss.start()
  for (const [name, rules] of Object.entries(queues)) {
    const expireInSeconds = options.expire ? Math.min(options.expire, rules.expireInSeconds) : rules.expireInSeconds
    const { batchSize: _, policy, ...retry } = rules
    const existing = await boss.getQueue(name)
    if (existing) await boss.updateQueue(name, { ...retry, retryBackoff: true, expireInSeconds })
    else await boss.createQueue(name, { policy, ...retry, retryBackoff: true, expireInSeconds })
  }
  const workers = new Map<JobName, string>()
  const aborter = new AbortController()

  async function workOn<Name extends JobName>(name: Name, handler: JobHandlers[Name]): Promise<void> {
    const worker = await boss.work<JobData[Name], unknown, { perJobResults: true; batchSize: number }>(
      name,
      {
        perJobResults: true,
        batchSize: queues[name].batchSize,
        pollingIntervalSeconds: 0.5,
        burstWhenBatchFull: true,
      } as never,
      async (batch) =>
        Promise.all(
          batch.map(async (job) => {
            const fate = await handler(job.data, aborter.signal)
            if (fate.fate === 'done') return { id: job.id, status: 'completed' as const }
            return {
              id: job.id,
              status: fate.fate === 'park' ? ('deadletter' as const) : ('failed' as const),
              output: { reason: fate.reason },
            }
          }),
        ),
    )
    workers.set(name, worker)
  }

  return {
    async enqueue(tx, name, data, { delay, key } = {}) {
      await boss.send(name, data, {
        db: { executeSql: async (text, values) => ({ rows: await tx.query(text, values) }) },
        ...(delay ? { startAfter: new Date(Date.now() + delay) } : {}),
        ...(key ? { singletonKey: key } : {}),
      })
    },
    wake(name) {
      const worker = workers.get(name)
      if (worker) boss.notifyWorker(worker)
    },
    async work(handlers) {
      for (const name of Object.keys(queues) as JobName[]) await workOn(name, handlers[name] as never)
    },
    async stop(limit) {
      const abort = setTimeout(() => aborter.abort(), limit)
      await boss.stop({ graceful: true, timeout: limit + 2_000 })
      clearTimeout(abort)
    },
  }
}
