import { expect, test } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import { resumeAccount } from '../message/resume-account.ts'
import type { TaskData } from '../store/jobs/tasks.ts'
import { createResumeAccount } from './resume-account.ts'

const { database } = await ownDatabase()
const portalId = '1'
const portal = database.forPortal(portalId)
const tables = ['task', 'inbox', 'hubspot_event', 'timeline_entry']

const hindered = async () => {
  const rows = await Promise.all(
    tables.map((table) => portal.query(`select 1 from ${table} where portal_id = $1 and hindrance = 'account'`, ['1'])),
  )
  return rows.map(({ length }) => length)
}

test('whatever an account held up goes on in pieces, each once, and whoever mended it does not wait for that', async () => {
  const later = "instant() + interval '1 hour'"
  const ids = `select gen_random_uuid() as id, n from generate_series(1, $2::int) n`
  await portal.query(
    `insert into task (portal_id, kind, key, due_at, trouble, hindrance, parked_at)
     select $1, 'match-reply', id, ${later}, 'no token', 'account', instant() from (${ids}) x`,
    [portalId, 2],
  )
  await portal.query(
    `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, due_at, parked, hindrance)
     select $1, id, 'sms', 'webhook', '{}', '', instant(), ${later}, 'no token', 'account' from (${ids}) x`,
    [portalId, 1_500],
  )
  await portal.query(
    `insert into timeline_entry (portal_id, message_id, object, state, due_at, reason, hindrance, parked_at)
     select $1, id, 'communications', case when n % 2 = 0 then 'parked' else 'waiting' end, ${later}, 'no token', 'account',
            case when n % 2 = 0 then instant() end from (${ids}) x`,
    [portalId, 2_500],
  )
  expect(await hindered()).toEqual([2, 1_500, 0, 2_500])
  await portal.transaction((tx) => resumeAccount(tx, { hint: () => undefined }))
  expect(await hindered()).toEqual([2, 1_500, 0, 2_500])
  expect(await portal.query("select key from task where kind = 'resume-account'")).toEqual([{ key: 'account' }])

  const hinted: string[] = []
  const resume = createResumeAccount({ database, jobs: { hintAll: (queue) => void hinted.push(queue) } })
  let data: TaskData['resume-account'] | undefined = {}
  for (let before = await hindered(); data;) {
    const more = await resume({ portalId, key: 'account', data, tries: 0 }, new AbortController().signal)
    const now = await hindered()
    expect(Math.max(...before.map((count, nth) => count - (now[nth] ?? 0)))).toBeLessThanOrEqual(1_000)
    before = now
    // It fails again at once; whoever would wait until nothing is held up would go round for ever.
    if (data.table === 'inbox' && data.after) await hinderAgain()
    data = more ? more.data : undefined
  }
  expect(await hindered()).toEqual([0, 1_500, 0, 0])
  expect(await portal.query("select 1 from timeline_entry where state <> 'waiting' or due_at > instant()")).toEqual([])
  expect(new Set(hinted)).toEqual(
    new Set(['do-tasks', 'work-off-inbox', 'match-replies', 'take-events', 'record-timeline']),
  )
}, 30_000)

const hinderAgain = () =>
  portal.query("update inbox set hindrance = 'account', parked = 'no token' where portal_id = $1", ['1'])
