import { pino } from 'pino'
import { expect, test } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import type { Line } from '../providers/provider.ts'
import type { Jobs } from '../store/jobs.ts'
import type { Matches, ReadItem } from './read-item.ts'
import { takeReplies } from './take-replies.ts'

const { database } = await ownDatabase()
const portalId = '4242'
const line = { portalId, id: 'sms', channel: 'sms' } as Line
const jobs = { enqueue: async () => undefined, hint: () => undefined } as unknown as Jobs

test("a reply of nobody's is matched again once HubSpot's search had its time", async () => {
  const at = new Date()
  const reply = { kind: 'reply', providerId: '1', from: '+12025550143', body: 'Hi', subject: null, at } as const
  const matches: Matches = new Map([
    [reply, { address: reply.from, match: { conversation: null, unmatched: 'no contact has this address' } }],
  ])
  await database.forPortal(portalId).transaction((tx) =>
    takeReplies(
      tx,
      [{ line, events: [reply] } as unknown as ReadItem],
      matches,
      { now: at, recordAt: at, updateAt: at },
      {
        ...{ jobs, timelineGather: 0, timelineDoubt: 60_000, log: pino({ level: 'silent' }) },
      },
    ),
  )
  const tasks = await database.query(
    `select t.kind, t.due_at > instant() + interval '50 seconds' as later from task t join message m on m.id::text = t.key`,
  )
  expect(tasks).toEqual([{ kind: 'match-reply', later: true }])
})
