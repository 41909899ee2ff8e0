import { PgBoss } from 'pg-boss'
import type { FailureKind } from '../../contract/routing.ts'
import { onCommit, type Database, type Db } from './database.ts'
import type { LineChange } from './line-states.ts'

/** The jobs that may safely run again, by name, with what each is told. The provider call is not one of them. */
export interface JobData {
  'receive-replies': { portalId: string; inboxIds: string[] }
  'record-timeline': { portalId: string }
  'reconcile-delivery': { portalId: string; messageId: string }
  'catch-up': { portalId: string; lineId: string }
  'fall-back': { portalId: string; messageId: string; failure: FailureKind | 'not_capable' | 'not_delivered' }
  /** `at` is ISO 8601. */
  'change-line': Omit<LineChange, 'at'> & { portalId: string; at: string }
  /** `again`: contacts that were merged or erased before, to be gone over once more. */
  'take-hubspot-events': { portalId: string; again?: string[] }
  'auto-send': { portalId: string; contactId: string }
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
  /**
   * There is something to do for this account in so many milliseconds, once this transaction is committed. Only a hint: what is
   * to be done, and when, stands in a table.
   */
  hint(tx: Db, queue: 'do-tasks', portalId: string, delay?: number): void
  /**
   * In the caller's transaction: the state and its job are stored together or not at all. This process's workers hear
   * of one that may run at once when it is committed.
   */
  enqueue<Name extends JobName>(tx: Db, name: Name, data: JobData[Name], options?: EnqueueOptions): Promise<void>
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
  'fall-back': {
    policy: 'standard',
    expireInSeconds: 60,
    retryLimit: 1_000,
    retryDelay: 1,
    retryDelayMax: 60,
    batchSize: 20,
  },
  'change-line': {
    policy: 'standard',
    expireInSeconds: 60,
    retryLimit: 1_000,
    retryDelay: 1,
    retryDelayMax: 60,
    batchSize: 5,
  },
  'take-hubspot-events': {
    policy: 'standard',
    expireInSeconds: 120,
    retryLimit: 1_000,
    retryDelay: 1,
    retryDelayMax: 300,
    batchSize: 50,
  },
  'auto-send': {
    policy: 'standard',
    expireInSeconds: 60,
    retryLimit: 100,
    retryDelay: 5,
    retryDelayMax: 600,
    batchSize: 10,
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
    // Its own upkeep may take longer than a statement of ours, but not for ever (decision 051).
    ...{ keepAlive: true, query_timeout: 60_000 },
  })
  boss.on('error', options.onError)
  await boss.start().catch(async (error: unknown) => {
    await boss.stop({ graceful: false }).catch(() => undefined)
    throw error
  })
  for (const [name, rules] of Object.entries(queues)) {
    const expireInSeconds = options.expire ? Math.min(options.expire, rules.expireInSeconds) : rules.expireInSeconds
    const { batchSize: _, policy, ...retry } = rules
    const existing = await boss.getQueue(name)
    if (existing) await boss.updateQueue(name, { ...retry, retryBackoff: true, expireInSeconds })
    else await boss.createQueue(name, { policy, ...retry, retryBackoff: true, expireInSeconds })
  }
  const workers = new Map<JobName, string>()
  const aborter = new AbortController()
  /** Keyed jobs that this process has added, and until when they surely wait: adding them again would add nothing. */
  const waiting = new Map<string, number>()

  async function workOn<Name extends JobName>(name: Name, handler: JobHandlers[Name]): Promise<void> {
    const worker = await boss.work<JobData[Name], unknown, { perJobResults: true; batchSize: number }>(
      name,
      {
        perJobResults: true,
        batchSize: queues[name].batchSize,
        pollingIntervalSeconds: 0.5,
        burstWhenBatchFull: true,
      } as never,
      async (batch) => {
        const results = await Promise.all(
          united(name, batch).map(async ({ ids, data }) => {
            const fate = await handler(data, aborter.signal)
            return ids.map((id) => {
              if (fate.fate === 'done') return { id, status: 'completed' as const }
              const status = fate.fate === 'park' ? ('deadletter' as const) : ('failed' as const)
              return { id, status, output: { reason: fate.reason } }
            })
          }),
        )
        return results.flat()
      },
    )
    workers.set(name, worker)
  }

  function wake(name: JobName): void {
    const worker = workers.get(name)
    if (worker) boss.notifyWorker(worker)
  }

  return {
    hint: () => undefined,
    async enqueue(tx, name, data, { delay = 0, key } = {}) {
      const now = Date.now()
      if (key && now < (waiting.get(`${name} ${key}`) ?? 0)) return
      const id = await boss.send(name, data, {
        db: { executeSql: async (text, values) => ({ rows: await tx.query(text, values) }) },
        ...(delay ? { startAfter: new Date(now + delay) } : {}),
        ...(key ? { singletonKey: key } : {}),
      })
      if (!delay) onCommit(tx, () => wake(name))
      // Only one that was added just now is known to wait so long; it is trusted for less than that.
      if (id && key && delay) onCommit(tx, () => waiting.set(`${name} ${key}`, now + delay - Math.min(500, delay / 2)))
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

/** Jobs that were fetched together and can be worked on as one; the others each by itself. */
function united<Name extends JobName>(
  name: Name,
  batch: { id: string; data: JobData[Name] }[],
): { ids: string[]; data: JobData[Name] }[] {
  if (name === 'take-hubspot-events') {
    const jobs = batch as { id: string; data: JobData['take-hubspot-events'] }[]
    return [...Map.groupBy(jobs, ({ data }) => data.portalId)].map(([portalId, ofPortal]) => ({
      ids: ofPortal.map(({ id }) => id),
      data: { portalId, again: [...new Set(ofPortal.flatMap(({ data }) => data.again ?? []))] } as JobData[Name],
    }))
  }
  if (name !== 'receive-replies') return batch.map(({ id, data }) => ({ ids: [id], data }))
  const jobs = batch as { id: string; data: JobData['receive-replies'] }[]
  return [...Map.groupBy(jobs, ({ data }) => data.portalId)].map(([portalId, ofPortal]) => ({
    ids: ofPortal.map(({ id }) => id),
    data: { portalId, inboxIds: ofPortal.flatMap(({ data }) => data.inboxIds) } as JobData[Name],
  }))
}
