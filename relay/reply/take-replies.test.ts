import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { counted } from '../../test/counted.ts'
import { ownDatabase } from '../../test/own-database.ts'
import { readConversation } from '../message/read-conversation.ts'
import type { Line } from '../providers/provider.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
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
        ...{
          jobs,
          account: { country: 'US' as const },
          timelineGather: 0,
          timelineUpdate: 0,
          timelineDoubt: 60_000,
          log: pino({ level: 'silent' }),
        },
      },
    ),
  )
  const tasks = await database.query(
    `select t.kind, t.due_at > instant() + interval '50 seconds' as later from task t join message m on m.id::text = t.key`,
  )
  expect(tasks).toEqual([{ kind: 'match-reply', later: true }])
})

test('of many who write STOP and START the newest word of each stands, by no more statements than of one', async () => {
  const at = new Date()
  const said = (from: string, body: string, later: number) =>
    ({
      kind: 'reply',
      providerId: `${from} ${body}`,
      from,
      body,
      subject: null,
      at: new Date(at.getTime() + later),
    }) as const
  async function statementsFor(replies: ReturnType<typeof said>[]): Promise<number> {
    const match = { conversation: null, unmatched: 'no contact has this address' }
    const matches: Matches = new Map(replies.map((reply) => [reply, { address: reply.from, match }]))
    return database.transaction(async (tx) => {
      const counting = counted(tx)
      const open = replies.map((reply) => ({ line, events: [reply] }) as unknown as ReadItem)
      const needs = {
        jobs,
        account: { country: 'US' as const },
        timelineGather: 0,
        timelineUpdate: 0,
        timelineDoubt: 60_000,
        log: pino({ level: 'silent' }),
      }
      await takeReplies(counting.tx.forPortal(portalId), open, matches, { now: at, recordAt: at, updateAt: at }, needs)
      return counting.statements()
    })
  }
  const one = await statementsFor([said('+12025550200', 'STOP', 0)])
  const people = Array.from({ length: 30 }, (_, index) => `+120255503${10 + index}`)
  const replies = people.flatMap((from) => [said(from, 'START', 2_000), said(from, 'STOP', 1_000)])
  expect(await statementsFor(replies)).toBe(one)
  const rows = await database.query(
    `select state, count(*)::int as count from consent where address like '+120255503%' group by state`,
  )
  expect(rows).toEqual([{ state: 'opted_in', count: 30 }])
  // Of two at once the one against, in whichever order they come.
  const [both, turned, apart, later] = ['+12025550400', '+12025550401', '+12025550402', '+12025550403'] as const
  await statementsFor([
    said(both, 'STOP', 0),
    said(both, 'START', 0),
    said(turned, 'START', 0),
    said(turned, 'STOP', 0),
  ])
  await statementsFor([said(apart, 'STOP', 0), said(later, 'START', 0)])
  await statementsFor([said(apart, 'START', 0), said(later, 'STOP', 0)])
  expect(await database.query(`select distinct state from consent where address like '+120255504%'`)).toEqual([
    { state: 'opted_out' },
  ])
})

test("the card shows of a reply what was taken for the contact's will, by the provider's own word before the text", async () => {
  const at = new Date()
  const said = [
    { body: 'HALT', consent: 'opted_out' },
    { body: 'START', consent: 'opted_out' },
    { body: 'Stop.' },
    { body: 'Hi' },
  ] as const
  const conversation = { id: randomUUID(), contactId: '7' }
  const replies = said.map((one, nth) => {
    const later = new Date(at.getTime() + nth)
    return { kind: 'reply', providerId: `word ${nth}`, from: '+12025550144', subject: null, at: later, ...one } as const
  })
  const match = { conversation, unmatched: null }
  const matches: Matches = new Map(replies.map((reply) => [reply, { address: reply.from, match }]))
  const needs = {
    jobs,
    account: { country: 'US' as const },
    timelineGather: 0,
    timelineUpdate: 0,
    timelineDoubt: 60_000,
    log: pino({ level: 'silent' }),
  }
  const portal = database.forPortal(portalId)
  const open = [{ line, events: replies } as unknown as ReadItem]
  await portal.transaction((tx) => takeReplies(tx, open, matches, { now: at, recordAt: at, updateAt: at }, needs))
  const asked = { limit: 50, since: null, letPass: 0 }
  const { messages } = await readConversation(portal, conversation.contactId, asked)
  expect(messages.map(({ body, consent }) => [body, consent])).toEqual([
    ['HALT', 'opted_out'],
    ['START', 'opted_out'],
    ['Stop.', 'opted_out'],
    ['Hi', null],
  ])
})
