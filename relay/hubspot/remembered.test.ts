import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Temporary } from '../errors.ts'
import { createRemembered } from './remembered.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const silent = () => new Promise<never>(() => {})
const failing = async (): Promise<number> => {
  throw new Temporary('hubspot_failing', 'no')
}

test('an answer counts for five minutes, and for a quarter of an hour where there is no other', async () => {
  const remember = createRemembered<number>(() => new Date())
  expect(await remember('a', async () => 1)).toEqual({ value: 1, stale: false })
  vi.advanceTimersByTime(299_999)
  expect(await remember('a', async () => 2)).toEqual({ value: 1, stale: false })
  vi.advanceTimersByTime(1)
  expect(await remember('a', failing)).toEqual({ value: 1, stale: true })
  vi.advanceTimersByTime(600_000)
  await expect(remember('a', failing)).rejects.toThrow('no')
  expect(await remember('a', async () => 3)).toEqual({ value: 3, stale: false })
})

test('a clock that was put back makes nothing fresh again', async () => {
  const remember = createRemembered<number>(() => new Date())
  await remember('a', async () => 1)
  vi.setSystemTime(Date.now() - 3_600_000)
  expect(await remember('a', async () => 2)).toEqual({ value: 2, stale: false })
})

test('whoever asks meanwhile gets the same answer, and whoever gets none waits eight seconds and holds up nobody after', async () => {
  const remember = createRemembered<number>(() => new Date())
  const ask = vi.fn(silent)
  const answers = Promise.allSettled([remember('a', ask), remember('a', ask)])
  await vi.advanceTimersByTimeAsync(8_000)
  expect(await answers).toMatchObject([{ reason: { code: 'hubspot_silent' } }, { reason: { code: 'hubspot_silent' } }])
  expect(ask).toHaveBeenCalledOnce()
  expect(await remember('a', async () => 1)).toEqual({ value: 1, stale: false })
})

test('what is wrong with ourselves is not taken for silence', async () => {
  const remember = createRemembered<number>(() => new Date())
  await remember('a', async () => 1)
  vi.advanceTimersByTime(300_000)
  await expect(remember('a', () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug')
})
