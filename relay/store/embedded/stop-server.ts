import { setTimeout as wait } from 'node:timers/promises'
import { postmaster, processState } from './postmaster.ts'

const FAST = 'SIGINT'
const IMMEDIATE = 'SIGQUIT'

const gone = async (data: string, pid: number, limitMs: number) => {
  for (const begun = performance.now(); performance.now() - begun < limitMs;) {
    // The lock file goes a moment before the process does.
    if (processState(pid, data) !== 'serving') return true
    await wait(20)
  }
  return false
}

/** Stops the server of a data folder: politely, and after 20 s at once (it then recovers at its next start). */
export const stopServer = async (data: string) => {
  const lock = postmaster(data)
  if (lock?.state !== 'serving') return
  process.kill(lock.pid, FAST)
  if (await gone(data, lock.pid, 20_000)) return
  process.kill(lock.pid, IMMEDIATE)
  if (!(await gone(data, lock.pid, 10_000))) throw new Error(`PostgreSQL (process ${lock.pid}) does not stop.`)
}
