import pino from 'pino'
import { expect, test } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import { setTasks, type TaskHandlers } from '../store/jobs/tasks.ts'
import { createDoTasks } from './do-tasks.ts'

const { database } = await ownDatabase()
const portalId = '4242'

test('while nothing of HubSpot’s budget is to spare only tasks that do not ask HubSpot are done, and the others when it is', async () => {
  const jobs = { hint: () => undefined }
  const about = { portalId, data: {}, delay: 0 }
  await setTasks(database, jobs, [
    { ...about, kind: 'match-contact', key: '1' },
    { ...about, kind: 'fall-back', key: 'a', data: { failure: 'line' } },
  ])
  const done: string[] = []
  const tasks = new Proxy({} as TaskHandlers, {
    get: (_, kind: string) => async () => void done.push(kind),
  })
  let spare = 7_000
  const needs = { database, log: pino({ enabled: false }), random: Math.random, retryMost: 1_000, taskLease: 60_000 }
  const doTasks = createDoTasks({ ...needs, tasks, untilSpare: async () => spare })
  const signal = new AbortController().signal
  expect(await doTasks({ portalId }, signal)).toEqual({ again: 7_000 })
  expect(done).toEqual(['fall-back'])
  spare = 0
  await doTasks({ portalId }, signal)
  expect(done).toEqual(['fall-back', 'match-contact'])
})
