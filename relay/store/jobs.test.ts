import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import { until } from '../../test/until.ts'
import { openJobs, type JobFate, type JobHandlers, type Jobs } from './jobs.ts'

const { database } = await ownDatabase()
let jobs: Jobs
const done: JobFate = { fate: 'done' }
const handlers = {
  'receive-replies': vi.fn<JobHandlers['receive-replies']>(async () => done),
  'record-timeline': vi.fn<JobHandlers['record-timeline']>(async () => done),
  'reconcile-delivery': vi.fn<JobHandlers['reconcile-delivery']>(async () => done),
  'catch-up': vi.fn<JobHandlers['catch-up']>(async () => done),
  'fall-back': vi.fn<JobHandlers['fall-back']>(async () => done),
  'change-line': vi.fn<JobHandlers['change-line']>(async () => done),
  'take-hubspot-events': vi.fn<JobHandlers['take-hubspot-events']>(async () => done),
  'auto-send': vi.fn<JobHandlers['auto-send']>(async () => done),
} satisfies JobHandlers
beforeAll(async () => {
  jobs = await openJobs({ database, onError: () => undefined })
  await jobs.work(handlers)
})
afterAll(() => jobs.stop(1_000))

const ask = (portalId: string, options?: Parameters<Jobs['enqueue']>[3]) =>
  database.transaction((tx) => jobs.enqueue(tx, 'record-timeline', { portalId }, options))
const runsOf = (portalId: string) =>
  handlers['record-timeline'].mock.calls.filter(([data]) => data.portalId === portalId).length

test('a job is stored with what it belongs to, or not at all', async () => {
  await expect(
    database.transaction(async (tx) => {
      await jobs.enqueue(tx, 'record-timeline', { portalId: '1' })
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  await ask('2')
  await until(() => expect(runsOf('2')).toBe(1))
  expect(runsOf('1')).toBe(0)
})

test('while one with its key waits, another adds nothing; afterwards it does', async () => {
  for (let count = 0; count < 5; count += 1) await ask('3', { key: '3', delay: 300 })
  await until(() => expect(runsOf('3')).toBe(1))
  await ask('3', { key: '3' })
  await until(() => expect(runsOf('3')).toBe(2))
})

test('one that must wait runs again, one that is parked does not', async () => {
  handlers['catch-up'].mockResolvedValueOnce({ fate: 'retry', reason: 'not now' })
  handlers['reconcile-delivery'].mockResolvedValueOnce({ fate: 'park', reason: 'never' })
  await database.transaction(async (tx) => {
    await jobs.enqueue(tx, 'catch-up', { portalId: '4', lineId: 'sms' })
    await jobs.enqueue(tx, 'reconcile-delivery', { portalId: '4', messageId: 'm' })
  })
  await until(() => expect(handlers['catch-up']).toHaveBeenCalledTimes(2))
  expect(handlers['reconcile-delivery']).toHaveBeenCalledTimes(1)
})

test('a second process on the same database shares the jobs, and each runs once', async () => {
  const seen: string[] = []
  const other = await openJobs({ database, onError: () => undefined })
  await other.work({ ...handlers, 'receive-replies': async ({ inboxIds }) => (seen.push(...inboxIds), done) })
  handlers['receive-replies'].mockImplementation(async ({ inboxIds }) => (seen.push(...inboxIds), done))
  const ids = Array.from({ length: 50 }, (_, index) => `id-${index}`)
  await database.transaction(async (tx) => {
    for (const id of ids) await jobs.enqueue(tx, 'receive-replies', { portalId: '5', inboxIds: [id] })
  })
  await until(() => expect(seen).toHaveLength(50))
  await other.stop(1_000)
  expect(seen.toSorted()).toEqual(ids.toSorted())
})
