import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openJobs, type JobName } from '../../../relay/store/jobs.ts'
import type { Attack } from './try-routes.ts'

/** What each job is told, by its name. */
export type JobFields = ReadonlyMap<string, readonly string[]>

/** As the queue's own source says it; of what stands in a type elsewhere, what the bench knows of it. */
export function readJobFields(): JobFields {
  const source = readFileSync(new URL('../../../relay/store/jobs.ts', import.meta.url), 'utf8')
  const table = /interface JobData \{(.*?)\n\}/s.exec(source)?.[1] ?? ''
  const fields = [...table.matchAll(/^ {2}'([a-z-]+)': (.*)$/gm)].map(([, name = '', type = '']) => {
    const named = [...type.matchAll(/(\w+)\??: /g)].map(([, field = '']) => field)
    return [name, type.includes('LineChange') ? [...named, 'lineId', 'to', 'by', 'reason'] : named] as const
  })
  return new Map(fields)
}

/** Which of somebody's belongings a field names; null: it names none. A new field of a job belongs here. */
const namedBy: Record<string, string | null> = {
  portalId: null,
  messageId: 'messageId',
  inboxIds: 'inboxId',
  lineId: 'lineId',
  contactId: 'contactId',
  again: 'contactId',
  failure: null,
  to: null,
  by: null,
  reason: null,
  at: null,
}

/**
 * Every job that the queue knows, for the attacker, with what its fields could name of the victim's, and with everything
 * else of the victim's beside it; until each has run. Answers with the number of attempts and the jobs of which nobody
 * has said what they are told.
 */
export async function tryJobs(
  { house, attacker, own, theirs, watch }: Attack,
  fields: JobFields,
  isMeant: (name: string) => boolean = () => true,
): Promise<{ attempts: number; untried: string[] }> {
  const { database } = house
  const queues = await database.query<{ name: JobName }>(
    `select name from pgboss.queue where name not like '\\_\\_%' order by name`,
  )
  const jobs = await openJobs({ database, onError: (error) => house.logged.push(error.message) })
  const untried: string[] = []
  let attempts = 0
  for (const { name } of queues.filter(({ name: one }) => isMeant(one))) {
    const told = fields.get(name)
    if (!told || told.some((field) => !Object.hasOwn(namedBy, field))) {
      untried.push(`the job ${name}: say in try-jobs.ts what it is told`)
      continue
    }
    const value = (field: string, from: typeof own): unknown => {
      const kind = namedBy[field]
      const fixed = { portalId: attacker.portalId, failure: 'temporary', to: 'paused', by: 'relay', reason: 'Hello' }
      if (!kind) return { ...fixed, at: new Date().toISOString() }[field]
      const first = (from[kind] ?? own[kind])?.[0]
      return /s$|^again$/.test(field) ? [first] : first
    }
    const ordinary = Object.fromEntries(told.map((field) => [field, value(field, own)]))
    const told_ = told.flatMap((field) => {
      const kind = namedBy[field]
      const isMany = Array.isArray(ordinary[field])
      return kind ? (theirs[kind] ?? []).map((one) => ({ ...ordinary, [field]: isMany ? [one] : one })) : []
    })
    const everything = Object.fromEntries(told.map((field) => [field, value(field, theirs)]))
    const beside = Object.entries(theirs).flatMap(([kind, values]) =>
      kind in ordinary ? [] : values.slice(0, 1).map((one) => ({ ...ordinary, [kind]: one })),
    )
    for (const data of [...told_, everything, ...beside]) {
      attempts += 1
      await jobs.enqueue(database, name, { ...data, attempt: attempts } as never)
    }
    // What fails is tried again later and has failed by then.
    const waiting = `select 1 from pgboss.job where name = $1 and data ? 'attempt' and state in ('created', 'active') limit 1`
    for (const end = Date.now() + 60_000; (await database.query(waiting, [name])).length > 0; await sleep(100)) {
      if (Date.now() > end) throw new Error(`not every job ${name} has run after a minute`)
    }
    await watch.look(`the job ${name}`)
  }
  await jobs.stop(1_000)
  return { attempts, untried }
}
