import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import { notify } from '../../../relay/store/listen.ts'
import { setTasks, type TaskKind } from '../../../relay/store/jobs/tasks.ts'
import type { Attack } from './try-routes.ts'

/** What each queue's jobs are told, by its name. */
export type JobFields = ReadonlyMap<string, readonly string[]>

/** The relay's own jobs say which account, and nothing else: what they work on they find with a handle bound to it. */
export const jobFields: JobFields = new Map(
  ['work-off-inbox', 'match-replies', 'record-timeline', 'take-events', 'do-tasks'].map((name) => [name, ['portalId']]),
)

/** Which of somebody's belongings a task's key names. A new kind of task belongs here. */
const keyOf: Record<TaskKind, string> = {
  'reconcile-delivery': 'messageId',
  'fall-back': 'messageId',
  'change-line': 'lineId',
  'auto-send': 'contactId',
  'go-over-contact': 'contactId',
  'ask-contact': 'contactId',
  'match-contact': 'contactId',
  'match-reply': 'messageId',
  'resume-account': 'lineId',
}

/**
 * Every job and every task that the relay knows, for the attacker, with everything of the victim's that it could name; until each
 * has run. Answers with the number of attempts and the jobs of which nobody has said what they are told.
 */
export async function tryJobs(
  attack: Attack,
  fields: JobFields,
  isMeant: (name: string) => boolean = () => true,
): Promise<{ attempts: number; untried: string[] }> {
  const { house, attacker, theirs, watch } = attack
  const { database } = house
  const queues = await database.query<{ name: string }>(
    `select name from pgboss.queue where name not like '\\_\\_%' order by name`,
  )
  const boss = new PgBoss({ connectionString: database.url, max: 2, schedule: false, supervise: false })
  boss.on('error', (error) => house.logged.push(error.message))
  await boss.start()
  const untried: string[] = []
  let attempts = 0
  for (const { name } of queues.filter(({ name: one }) => isMeant(one))) {
    const told = fields.get(name)
    if (!told) {
      untried.push(`the job ${name}: say in try-jobs.ts what it is told`)
      continue
    }
    const everything = Object.fromEntries(Object.entries(theirs).map(([kind, [first]]) => [kind, first]))
    const named = told.flatMap((field) => (theirs[field] ?? []).map((one) => ({ [field]: one })))
    for (const data of [...named, everything]) {
      attempts += 1
      await send(name, { ...data, portalId: attacker.portalId, attempt: attempts })
    }
    await notify(database, name)
    await none(
      `select 1 from pgboss.job where name = $1 and data ? 'attempt' and state in ('created', 'active') limit 1`,
      [name],
    )
    await watch.look(`the job ${name}`)
  }
  if (isMeant('do-tasks')) attempts += await tryTasks()
  await boss.stop({ graceful: false })
  return { attempts, untried }

  /** Each by a key of its own, or a queue of hints would keep the first alone. */
  async function send(name: string, data: object): Promise<void> {
    const id = await boss.send(name, data, { singletonKey: randomUUID() })
    if (id === null) throw new Error(`the queue ${name} has not taken a job`)
  }

  async function none(waiting: string, values: unknown[]): Promise<void> {
    for (const end = Date.now() + 60_000; (await database.query(waiting, values)).length > 0; await sleep(20)) {
      if (Date.now() > end) throw new Error(`not everything has run after a minute: ${String(values)}`)
    }
  }

  async function tryTasks(): Promise<number> {
    let count = 0
    for (const [kind, belonging] of Object.entries(keyOf) as [TaskKind, string][]) {
      const keys = theirs[belonging] ?? []
      const at = new Date().toISOString()
      const tasks = keys.map((key) => ({
        portalId: attacker.portalId,
        kind,
        key: kind === 'change-line' ? `${key}/${at}` : key,
        data: { failure: 'line', lineId: key, to: 'paused', by: 'relay', reason: 'Hello', at } as const,
        delay: 0,
      }))
      await setTasks(database, { hint: () => undefined }, tasks)
      count += tasks.length
      // As the relay itself would say it; its sweep comes seconds later.
      await send('do-tasks', { portalId: attacker.portalId })
      await notify(database, 'do-tasks')
      await none(
        `select 1 from task where portal_id = $2 and kind = $1 and parked_at is null and due_at <= instant() limit 1`,
        [kind, attacker.portalId],
      )
      await watch.look(`the task ${kind}`)
    }
    return count
  }
}
