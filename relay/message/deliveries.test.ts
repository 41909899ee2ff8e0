import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { acceptedMessage } from '../../test/accepted-message.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openDatabase, type Database } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { storeAccepted } from './accepted-message.ts'
import { claimDeliveries, type Claim } from './claim-deliveries.ts'
import { findExpiredClaims } from './find-expired-claims.ts'
import type { MessageEvent } from './message-event.ts'
import { move, type MoveResult } from './move.ts'

const portalId = '4242'
let own: TestDatabase
/** Two processes, as far as the database can tell. */
let processes: [Database, Database]
let database: Database
beforeAll(async () => {
  own = await createTestDatabase()
  const open = () => openDatabase({ url: own.url, onError: () => undefined })
  processes = [open(), open()]
  database = processes[0]
})
afterEach(async () => {
  await database.query('truncate line, message, delivery, conversation, message_event, timeline_entry, consent, task')
})
afterAll(async () => {
  for (const one of processes) await one.close()
  await own.drop()
})

async function line(id: string, limits: { inFlight: number; gap: number }): Promise<void> {
  await database.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap) values ($1, $2, 'x', 'sms', $2, $3, $4)`,
    [portalId, id, limits.inFlight, limits.gap],
  )
}

/** Of one conversation where they are to the same contact, who else is another each. */
async function accept(
  lineId: string,
  count: number,
  about: { contact?: string; source?: 'card' | 'workflow'; portal?: string } = {},
) {
  const { contact, source = 'card', portal = portalId } = about
  const messages = Array.from({ length: count }, (_, index) =>
    acceptedMessage({ portalId: portal, source, contactId: contact ?? String(index + 1), lineId }),
  )
  await storeAccepted(database, messages)
  return messages.map(({ id }) => id)
}

const jobs = { enqueue: async () => undefined, hint: () => undefined } as unknown as Jobs
const needs = { jobs, timelineGather: 0, timelineUpdate: 0 }

async function claim(by: Database, about: { limit?: number; lease?: number; providers?: string[] } = {}) {
  const { limit = 100, lease = 60_000, providers = ['x'] } = about
  await by.query('update line set lease = $1 where lease <> $1', [lease])
  const claimer = { providers, room: () => limit, full: [], but: [] }
  return claimDeliveries(by, limit, claimer, { attachments: 0, ladder: 0 }, needs)
}

const tell = (by: Database, messageId: string, event: MessageEvent): Promise<MoveResult[]> =>
  by.transaction((tx) => move(tx, [{ portalId, messageId, event }], needs))

const trouble = { code: 'busy', detail: 'Busy.', retryable: true }
const sent = ({ messageId, attempts: attempt }: Claim): MessageEvent => ({
  kind: 'taken',
  attempt,
  status: 'sent',
  providerId: messageId,
})
const later = ({ attempts: attempt }: Claim, wait = 60_000): MessageEvent => ({
  kind: 'postponed',
  attempt,
  wait,
  error: trouble,
  blame: null,
})
const doubt = ({ attempts: attempt }: Claim): MessageEvent => ({
  kind: 'doubted',
  attempt,
  error: trouble,
  askIn: null,
})
const ids = (claims: Claim[]) => claims.map(({ messageId }) => messageId)
const statusOf = async (id: string) =>
  (await database.query<{ status: string }>('select status from message where id = $1', [id]))[0]?.status

test('two processes that claim at once never take more than the line allows, and never the same', async () => {
  await line('sms', { inFlight: 5, gap: 0 })
  await accept('sms', 60)
  const taken: string[] = []
  let most = 0
  async function work(by: Database): Promise<void> {
    for (let idle = 0; taken.length < 60 && idle < 400;) {
      const claims = await claim(by)
      if (claims.length === 0) {
        idle += 1
        await new Promise((resolve) => setTimeout(resolve, 5))
        continue
      }
      taken.push(...claims.map(({ messageId }) => messageId))
      const [row] = await by.query<{ sending: number }>(
        "select count(*)::int as sending from delivery where state = 'sending'",
      )
      most = Math.max(most, row?.sending ?? 0)
      for (const one of claims) await tell(by, one.messageId, sent(one))
    }
  }
  await Promise.all(processes.flatMap((by) => [work(by), work(by)]))
  expect(taken).toHaveLength(60)
  expect(new Set(taken).size).toBe(60)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThanOrEqual(5)
})

test('a line with a gap gives one at a time, and not before the gap is over', async () => {
  await line('slow', { inFlight: 10, gap: 60_000 })
  await accept('slow', 3)
  expect(await claim(processes[0])).toHaveLength(1)
  expect(await claim(processes[1])).toEqual([])
  await database.query("update line set next_at = now() where id = 'slow'")
  expect(await claim(processes[1])).toHaveLength(1)
})

test('a full line holds up no other, and a line of a provider that a process does not know is left alone', async () => {
  await line('full', { inFlight: 1, gap: 0 })
  await line('free', { inFlight: 10, gap: 0 })
  await accept('full', 5)
  await accept('free', 5)
  expect(await claim(database)).toHaveLength(6)
  expect(await claim(database)).toEqual([])
  await accept('free', 2, { contact: '99' })
  expect(await claim(database, { providers: ['y'] })).toEqual([])
  expect(await claim(database, { limit: 1 })).toHaveLength(1)
})

test('however many lines an account has, the first of every account comes before its second', async () => {
  for (const id of ['a', 'b', 'c']) {
    await line(id, { inFlight: 10, gap: 0 })
    await accept(id, 10)
  }
  await database.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap)
     select 5151, 'other', provider, channel, address, in_flight, gap from line where id = 'a'`,
  )
  await accept('other', 2, { portal: '5151' })
  const claimer = { providers: ['x'], room: () => 5, full: [], but: [] }
  const some = (limit: number) => claimDeliveries(database, limit, claimer, { attachments: 0, ladder: 0 }, needs)
  expect((await some(2)).map((one) => one.portalId).toSorted()).toEqual(['4242', '5151'])
  // As many as there is room for its account, by all lines in turn.
  const rest = await some(100)
  expect(rest.map(({ lineId }) => lineId).toSorted()).toEqual(['a', 'a', 'b', 'b', 'c', 'other'])
})

test('a paused line gives nothing', async () => {
  await line('sms', { inFlight: 10, gap: 0 })
  await accept('sms', 2)
  await database.query("update line set state = 'paused'")
  expect(await claim(database)).toEqual([])
})

test('an outcome that comes after its claim was given up settles the doubt, one of an older claim changes nothing', async () => {
  await line('sms', { inFlight: 10, gap: 0 })
  const [id = ''] = await accept('sms', 1)
  const [first] = await claim(database, { limit: 1, lease: 0 })
  if (!first) throw new Error('nothing claimed')
  expect(await findExpiredClaims(database, 10)).toMatchObject([{ messageId: id, attempts: 1 }])
  await tell(database, id, doubt(first))
  const old = await tell(database, id, { kind: 'refused', attempt: 7, error: trouble, blame: null })
  expect(old).toMatchObject([{ result: 'refused' }])
  expect(await statusOf(id)).toBe('unknown')
  await tell(database, id, sent(first))
  expect(await statusOf(id)).toBe('sent')
  expect(await tell(database, id, later(first))).toMatchObject([{ result: 'refused' }])
  expect(await statusOf(id)).toBe('sent')
  expect(await claim(database)).toEqual([])
})

test('a message that its provider has reported delivered is never claimed again, although it was thought unsent', async () => {
  await line('sms', { inFlight: 10, gap: 0 })
  const [id = ''] = await accept('sms', 1)
  const [first] = await claim(database)
  await tell(database, id, doubt(first!))
  await tell(database, id, { kind: 'found_unsent', attempt: first!.attempts })
  expect(await statusOf(id)).toBe('queued')
  await tell(database, id, {
    kind: 'reported',
    status: 'delivered',
    providerId: null,
    error: null,
    blame: null,
    at: new Date(),
  })
  expect(await claim(database)).toEqual([])
  expect(await statusOf(id)).toBe('delivered')
})

test('a message in doubt that its provider has found under way is in doubt no longer', async () => {
  await line('sms', { inFlight: 10, gap: 0 })
  const [id = ''] = await accept('sms', 1)
  const [first] = await claim(database)
  await tell(database, id, doubt(first!))
  await tell(database, id, { kind: 'found', status: 'sending', providerId: null })
  expect(await statusOf(id)).toBe('sending')
})

test('messages of one conversation leave one after the other, whoever else is on the line', async () => {
  await line('sms', { inFlight: 10, gap: 0 })
  const [first = '', second = '', third = ''] = await accept('sms', 3, { contact: '7' })
  const [other = ''] = await accept('sms', 1, { contact: '8' })
  const [one] = (await claim(database)).filter(({ messageId }) => messageId !== other)
  expect(one?.messageId).toBe(first)
  expect(await claim(database)).toEqual([])
  await tell(database, first, later(one!))
  expect(await claim(database)).toEqual([])
  await database.query("update delivery set due_at = instant() where waits = 'retry'")
  const [again] = await claim(database)
  expect(again?.messageId).toBe(first)
  await tell(database, first, sent(again!))
  const [next] = await claim(database)
  expect(next?.messageId).toBe(second)
  await tell(database, second, doubt(next!))
  expect(await claim(database)).toEqual([])
  await tell(database, second, { kind: 'let_pass', actor: { userId: '1' } })
  expect(ids(await claim(database))).toEqual([third])
})

test('what a person writes leaves before what a workflow sends, and what was never tried holds nobody up', async () => {
  await line('sms', { inFlight: 10, gap: 0 })
  const [byWorkflow = ''] = await accept('sms', 1, { contact: '7', source: 'workflow' })
  const [byPerson = ''] = await accept('sms', 1, { contact: '7' })
  const [first] = await claim(database)
  expect(first?.messageId).toBe(byPerson)
  await tell(database, byPerson, later(first!))
  // It came earlier, so it waits for nobody.
  expect(ids(await claim(database))).toEqual([byWorkflow])
})
