import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { storeAccepted } from './accepted-message.ts'
import { claimDeliveries, type Claim } from './claim-deliveries.ts'
import { openDatabase, type Database } from '../store/database.ts'
import { findExpiredClaims } from './deliveries.ts'
import { storeOutcomes, type Outcome } from './store-outcomes.ts'
import { newId } from '../store/id.ts'

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
  await database.query('truncate line, message, delivery, conversation, message_event, timeline_entry, consent')
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

async function accept(lineId: string, count: number): Promise<void> {
  await storeAccepted(
    database,
    Array.from({ length: count }, (_, index) => ({
      portalId,
      id: newId(),
      source: 'card' as const,
      contactId: String(index + 1),
      conversationId: newId(),
      token: newId(),
      lineId,
      channel: 'sms' as const,
      address: '+12025550143',
      subject: null,
      body: `Number ${index}`,
      idempotencyKey: newId(),
      requestHash: '00',
      actor: {},
      attachments: [],
      ladder: [],
      template: null,
      fallback: null,
      retryOf: null,
      at: new Date(Date.now() - 1_000),
    })),
  )
}

const claim = (by: Database, lines: string[], limit = 100) =>
  claimDeliveries(
    by,
    limit,
    lines.map((lineId) => ({ portalId, lineId, lease: 60_000 })),
    { attachments: 0, ladder: 0 },
  )

const sent = ({ messageId, lineId, attempts }: Claim): Outcome => ({
  portalId,
  messageId,
  lineId,
  attempts,
  state: 'done',
  status: 'sent',
  dueAt: null,
  providerId: messageId,
  error: null,
  blame: null,
  at: new Date(),
  recordAt: new Date(),
})

test('two processes that claim at once never take more than the line allows, and never the same', async () => {
  await line('sms', { inFlight: 5, gap: 0 })
  await accept('sms', 60)
  const taken: string[] = []
  let most = 0
  async function work(by: Database): Promise<void> {
    for (let idle = 0; taken.length < 60 && idle < 400;) {
      const claims = await claim(by, ['sms'])
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
      await storeOutcomes(by, claims.map(sent))
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
  expect(await claim(processes[0], ['slow'])).toHaveLength(1)
  expect(await claim(processes[1], ['slow'])).toEqual([])
  await database.query("update line set next_at = now() where id = 'slow'")
  expect(await claim(processes[1], ['slow'])).toHaveLength(1)
})

test('a full line holds up no other, and a line of another process is left alone', async () => {
  await line('full', { inFlight: 1, gap: 0 })
  await line('free', { inFlight: 10, gap: 0 })
  await accept('full', 5)
  await accept('free', 5)
  expect(await claim(database, ['full', 'free'])).toHaveLength(6)
  expect(await claim(database, ['full'])).toEqual([])
  await accept('free', 2)
  expect(await claim(database, ['elsewhere'])).toEqual([])
  expect(await claim(database, ['full', 'free'], 1)).toHaveLength(1)
})

test('a paused line gives nothing', async () => {
  await line('sms', { inFlight: 10, gap: 0 })
  await accept('sms', 2)
  await database.query("update line set state = 'paused'")
  expect(await claim(database, ['sms'])).toEqual([])
})

test('an outcome that comes after its claim was given up settles the doubt, one of an older claim changes nothing', async () => {
  await line('sms', { inFlight: 10, gap: 0 })
  await accept('sms', 1)
  const [first] = await claimDeliveries(database, 1, [{ portalId, lineId: 'sms', lease: 0 }], {
    attachments: 0,
    ladder: 0,
  })
  if (!first) throw new Error('nothing claimed')
  expect(await database.transaction((tx) => findExpiredClaims(tx, 10))).toMatchObject([{ messageId: first.messageId }])
  await storeOutcomes(database, [{ ...sent(first), state: 'unknown', status: 'unknown', providerId: null }])
  await storeOutcomes(database, [{ ...sent(first), attempts: 7, status: 'failed' }])
  const statusOf = async () => (await database.query<{ status: string }>('select status from message'))[0]?.status
  expect(await statusOf()).toBe('unknown')
  await storeOutcomes(database, [sent(first)])
  expect(await statusOf()).toBe('sent')
  await storeOutcomes(database, [{ ...sent(first), state: 'due', status: 'queued', dueAt: new Date() }])
  expect(await statusOf()).toBe('sent')
  expect(await claim(database, ['sms'])).toEqual([])
})

test('a message in doubt that its provider has found under way is in doubt no longer', async () => {
  await line('sms', { inFlight: 10, gap: 0 })
  await accept('sms', 1)
  const [first] = await claim(database, ['sms'])
  if (!first) throw new Error('nothing claimed')
  await storeOutcomes(database, [{ ...sent(first), state: 'unknown', status: 'unknown', providerId: null }])
  await storeOutcomes(database, [{ ...sent(first), status: 'sending' }])
  expect(await database.query('select status from message')).toEqual([{ status: 'sending' }])
})
