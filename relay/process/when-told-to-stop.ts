import closeWithGrace from 'close-with-grace'
import { watchParent } from './watch-parent.ts'

/** By whom or what a process is told to stop. */
export interface Told {
  /** A signal's name, "parent" where whoever started it has ended, or "itself" where nothing was left to do. */
  by: string
  /** A fault that nobody caught. */
  fault: Error | undefined
}

/**
 * Calls `stop` once when this process is told to stop, however it was started: by a signal, by a fault, or by the end
 * of its parent. The process ends when `stop` is done, or after `limit` milliseconds; a second signal ends it at once.
 */
export function whenToldToStop(limit: number, stop: (told: Told) => Promise<void>): void {
  const { close } = closeWithGrace({ delay: limit, logger: false }, ({ signal, err, manual }) => {
    // A shell that got the same signal ends now, too, and that is no second one.
    unwatch()
    return stop({ by: signal ?? (manual ? 'parent' : 'itself'), fault: err })
  })
  const unwatch = watchParent(close)
}
