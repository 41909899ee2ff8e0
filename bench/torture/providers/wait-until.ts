import { setTimeout as wait } from 'node:timers/promises'

/** Waits for a condition, at most `limit` milliseconds; answers whether it came to hold. */
export async function waitUntil(check: () => Promise<boolean> | boolean, limit: number, pause = 200): Promise<boolean> {
  for (const begun = Date.now(); ;) {
    if (await check()) return true
    if (Date.now() - begun > limit) return false
    await wait(pause)
  }
}
