import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { withTimeLimit } from './with-time-limit.ts'

/** Ends when its signal says so; nothing else holds on to that. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    signal.addEventListener('abort', () => resolve(signal.reason instanceof Error ? signal.reason.name : 'told'))
  })

test('the time is up whatever is collected meanwhile', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const collecting = setInterval(collect, 10)
  const stopping = new AbortController()
  expect(await withTimeLimit(200, [stopping.signal], untilAborted)).toBe('TimeoutError')
  clearInterval(collecting)
})

test('whoever is to end before that is told, also before it has begun', async () => {
  const stopping = new AbortController()
  const asked = withTimeLimit(60_000, [stopping.signal], untilAborted)
  stopping.abort('told')
  expect(await asked).toBe('told')
  expect(await withTimeLimit(60_000, [stopping.signal], async (signal) => signal.aborted)).toBe(true)
})

test('what it answers and what it throws is passed on', async () => {
  expect(await withTimeLimit(1_000, [], async () => 7)).toBe(7)
  await expect(withTimeLimit(1_000, [], async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
})
