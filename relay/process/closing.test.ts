import { expect, test } from 'vitest'
import { createClosing } from './closing.ts'

test('what was opened last is closed first, also where one of it fails, and only once', async () => {
  const closed: string[] = []
  const closing = createClosing()
  closing.add(() => closed.push('database'))
  closing.add(async () => {
    closed.push('jobs')
    await Promise.reject(new Error('the jobs do not stop'))
  })
  closing.add(() => closed.push('server'))
  const both = [closing.close(), closing.close()]
  for (const one of both) await expect(one).rejects.toThrow('the jobs do not stop')
  expect(closed).toEqual(['server', 'jobs', 'database'])
})

test('what comes when the closing has begun is closed as well', async () => {
  const closed: string[] = []
  const closing = createClosing()
  closing.add(() => closed.push('database'))
  const first = closing.close()
  closing.add(() => closed.push('late'))
  await first
  await closing.close()
  expect(closed.toSorted()).toEqual(['database', 'late'])
})
