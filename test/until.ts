import { vi } from 'vitest'

/** Waits until `check` no longer throws: for a condition, never for a time. */
export const until = <Value>(check: () => Value | Promise<Value>, timeout = 20_000): Promise<Value> =>
  vi.waitFor(check, { timeout, interval: 25 })
