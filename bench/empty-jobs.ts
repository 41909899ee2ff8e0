import { randomUUID } from 'node:crypto'
import { PgBoss } from 'pg-boss'
import { openDatabase } from '../relay/store/database.ts'

/**
 * The engine's own ceiling, in jobs a second: `count` empty jobs, each enqueued with its message row in a transaction
 * of its own by `callers` callers and worked off in batches at the same time; from the first enqueue to the last
 * completion.
 */
export async function emptyJobs(databaseUrl: string, count: number, callers: number): Promise<number> {
  const database = openDatabase({ url: databaseUrl, size: callers, onError: () => undefined })
  const boss = new PgBoss({ connectionString: databaseUrl, schema: 'ceiling', schedule: false, max: 6 })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue('empty')
  await database.query(
    'create table if not exists ceiling_message (id uuid primary key, body text not null, created_at timestamptz not null)',
  )
  let completed = 0
  let finish = () => {}
  const finished = new Promise<void>((resolve) => (finish = resolve))
  const handler = async (jobs: { id: string }[]) => {
    completed += jobs.length
    if (completed >= count) setTimeout(finish)
  }
  // Several workers that fetch full batches without waiting between them: the fastest that pg-boss offers.
  for (let worker = 0; worker < 4; worker += 1) {
    await boss.work<object>('empty', { batchSize: 100, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true }, handler)
  }
  const begun = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < count) {
        next += 1
        const id = randomUUID()
        await database.transaction(async (tx) => {
          await tx.query('insert into ceiling_message (id, body, created_at) values ($1, $2, now())', [id, 'Hello'])
          await boss.send(
            'empty',
            { id },
            {
              db: { executeSql: async (text, values) => ({ rows: await tx.query(text, values) }) },
            },
          )
        })
      }
    }),
  )
  await finished
  const perSecond = count / ((performance.now() - begun) / 1_000)
  await boss.stop({ graceful: true, timeout: 10_000 })
  await database.query('drop schema ceiling cascade')
  await database.query('drop table ceiling_message')
  await database.close()
  return perSecond
}
