import { afterEach, expect, test, vi } from 'vitest'
import { createSettingsClock } from './settings-clock.ts'

afterEach(() => vi.restoreAllMocks())

/** A clock whose question waits so long (milliseconds) before it leaves, and then for its answer. */
function clock(waits: number, answers: number) {
  const steady = performance.now()
  let passed = 0
  vi.spyOn(performance, 'now').mockImplementation(() => steady + passed)
  const read = vi.fn((_: string | null, leaving: () => void) => {
    passed += waits
    leaving()
    passed += answers
    return Promise.resolve({ clock: '1', saved: [] })
  })
  return { read, ...createSettingsClock({ read, changed: () => undefined }) }
}

test('a long wait for a connection makes no answer too old to be used', async () => {
  const { read, confirm, isSure } = clock(5_000, 100)
  await confirm()
  expect(read).toHaveBeenCalledTimes(1)
  expect(isSure()).toBe(true)
})

test('an answer that comes too late is asked for anew, and in the end nobody is sure', async () => {
  const { read, confirm, isSure } = clock(0, 900)
  await expect(confirm()).rejects.toMatchObject({ code: 'settings_unread' })
  expect(read).toHaveBeenCalledTimes(5)
  expect(isSure()).toBe(false)
})
