import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ownDatabase } from '../../../test/own-database.ts'
import { until } from '../../../test/until.ts'
import { queues, type Queue } from './queues.ts'
import { openJobs, type JobHandler, type JobHandlers, type Jobs } from './jobs.ts'

const { database } = await ownDatabase()
const deaf = { onWord: () => undefined, hears: () => false }
const onFailure = vi.fn(() => ({ delay: 20, backoff: 20 }))
const open = () => openJobs({ database, listen: deaf, onError: () => undefined, onFailure })
const idle = (): JobHandlers =>
  Object.fromEntries(Object.keys(queues).map((name) => [name, async () => undefined])) as unknown as JobHandlers
const timeline = vi.fn<JobHandler>(async () => undefined)
let jobs: Jobs
beforeAll(async () => {
  jobs = await open()
  await jobs.work({ ...idle(), 'record-timeline': timeline })
})
afterAll(() => jobs.stop(1_000))

const hint = (portalId: string, delay?: number) =>
  database.transaction(async (tx) => jobs.hint(tx, 'record-timeline', portalId, delay))
const runsOf = (portalId: string) => timeline.mock.calls.filter(([job]) => job.portalId === portalId).length

test('what was hinted at runs when the transaction is committed, and never if it is not', async () => {
  await expect(
    database.transaction(async (tx) => {
      jobs.hint(tx, 'record-timeline', '1')
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  await hint('2')
  await until(() => expect(runsOf('2')).toBe(1))
  expect(runsOf('1')).toBe(0)
})

test('many hints at the same time are one job, and none of them lies in the future', async () => {
  for (let count = 0; count < 5; count += 1) await hint('3', 300)
  const waiting = await database.query('select 1 from pgboss.job where start_after > now()')
  expect(waiting).toEqual([])
  await until(() => expect(runsOf('3')).toBe(1))
  await hint('3')
  await until(() => expect(runsOf('3')).toBe(2))
})

test('what comes while it runs is looked at once more, and where there is room nothing of it is stored', async () => {
  let goOn = () => undefined as void
  timeline.mockImplementationOnce(() => new Promise<void>((resolve) => (goOn = resolve)))
  await hint('5')
  await until(() => expect(runsOf('5')).toBe(1))
  await hint('5')
  await hint('5')
  expect(await database.query("select 1 from pgboss.job where singleton_key = '5'")).toEqual([])
  expect(runsOf('5')).toBe(1)
  goOn()
  await until(() => expect(runsOf('5')).toBe(2))
})

test('what failed runs again, as does what has more to do', async () => {
  timeline.mockRejectedValueOnce(new Error('not now'))
  timeline.mockResolvedValueOnce({ again: 0 })
  await hint('4')
  await until(() => expect(runsOf('4')).toBe(3))
  expect(onFailure).toHaveBeenCalledWith(expect.objectContaining({ queue: 'record-timeline', portalId: '4' }))
})

test('nothing is left of what has run', async () => {
  await until(async () => expect(await database.query('select 1 from pgboss.job')).toEqual([]))
})

test('a second process on the same database shares the jobs, and each runs once', async () => {
  const seen: string[] = []
  const see: JobHandler = async ({ portalId }) => void seen.push(portalId)
  const [one, other] = [await open(), await open()]
  const accounts = Array.from({ length: 50 }, (_, index) => `${1_000 + index}`)
  one.hintAll('take-events', accounts)
  await jobs.stop(1_000)
  for (const process of [one, other]) await process.work({ ...idle(), 'take-events': see })
  await until(() => expect(seen).toHaveLength(50))
  expect(seen.toSorted()).toEqual(accounts.toSorted())
  await Promise.all([one.stop(1_000), other.stop(1_000)])
})

test.each<Queue>(['work-off-inbox', 'match-replies', 'record-timeline', 'take-events', 'do-tasks'])(
  '%s: an account whose jobs hang delays no other',
  async (queue) => {
    const mine = await open()
    let release = () => undefined as void
    const hanging = new Promise<void>((resolve) => (release = resolve))
    const seen: string[] = []
    await mine.work({
      ...idle(),
      [queue]: async ({ portalId }: { portalId: string }) => {
        seen.push(portalId)
        if (portalId === '1') await hanging
      },
    })
    mine.hintAll(queue, ['1'])
    await until(() => expect(seen).toEqual(['1']))
    mine.hintAll(queue, ['1', '2', '3'])
    await until(() => expect(seen).toEqual(expect.arrayContaining(['2', '3'])))
    release()
    await mine.stop(1_000)
  },
)

test('an account with little to do goes before those whose work never ends, however many they are', async () => {
  const mine = await open()
  let ended = false
  const seen: string[] = []
  await mine.work({
    ...idle(),
    'work-off-inbox': async ({ portalId }) => {
      seen.push(portalId)
      await new Promise((resolve) => setTimeout(resolve, 20))
      return portalId.startsWith('7') && !ended ? { again: 0 } : undefined
    },
  })
  const crowds = Array.from({ length: 20 }, (_, index) => `${7_000 + index}`)
  mine.hintAll('work-off-inbox', crowds)
  // Each of them had its turn, so each is known to have more.
  await until(() => expect(new Set(seen).size).toBe(20))
  for (let round = 0; round < 5; round += 1) {
    const from = seen.length
    mine.hintAll('work-off-inbox', [`${8_000 + round}`])
    await until(() => expect(seen).toContain(`${8_000 + round}`))
    // Not after a whole round of the others: what runs at that moment, and what was fetched before it was there.
    expect(seen.indexOf(`${8_000 + round}`) - from).toBeLessThan(10)
  }
  ended = true
  await mine.stop(1_000)
})
