import { setTimeout as sleep } from 'node:timers/promises'
import { openJobs, type JobName } from '../../../relay/store/jobs.ts'
import type { Belongings } from './attempts.ts'
import type { House } from './open-house.ts'
import { attackers } from './portals.ts'

/** Every job that the relay's queue knows, for each attacker with each thing of the victim's; until each has run once. */
export async function enqueueAll(house: House, theirs: Belongings): Promise<number> {
  const { database } = house
  const queues = await database.query<{ name: JobName }>(
    `select name from pgboss.queue where name not like '\\_\\_%' order by name`,
  )
  const jobs = await openJobs({ database, onError: (error) => house.logged.push(error.message) })
  let count = 0
  for (const { portalId } of attackers) {
    for (const { name } of queues) {
      for (const [kind, values] of Object.entries(theirs)) {
        if (kind === 'portalId') continue
        for (const value of values) {
          const uuid = /^[0-9a-f-]{36}$/.test(value) ? value : theirs.messageId?.[0]
          // All that any job is told; each reads its own part.
          const data = {
            ...{ portalId, lineId: 'main', to: 'paused', by: 'relay', reason: 'Hello', at: new Date().toISOString() },
            ...{ messageId: uuid, inboxIds: [uuid], failure: 'temporary', attempt: count },
            [kind]: value,
          }
          await jobs.enqueue(database, name, data)
          count += 1
        }
      }
    }
  }
  // What fails is tried again later and has failed by then.
  const waiting = `select 1 from pgboss.job where data ? 'attempt' and state in ('created', 'active') limit 1`
  for (const end = Date.now() + 40_000; (await database.query(waiting)).length > 0; await sleep(200)) {
    if (Date.now() > end) throw new Error('not every job has run after 40 seconds')
  }
  await jobs.stop(1_000)
  return count
}
