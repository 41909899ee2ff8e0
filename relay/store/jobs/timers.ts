/** Timers by name, of which the earliest of each name counts. They end with the process: what must not be forgotten stands in a table. */
export function createTimers() {
  const timers = new Map<string, { at: number; timer: NodeJS.Timeout }>()

  return {
    /** Runs `work` after so many milliseconds, unless one of this name runs sooner. */
    set(name: string, delay: number, work: () => void): void {
      const at = performance.now() + delay
      const before = timers.get(name)
      if (before && before.at <= at) return
      clearTimeout(before?.timer)
      const timer = setTimeout(
        () => {
          timers.delete(name)
          work()
        },
        Math.min(delay, 2_147_483_647),
      )
      timer.unref()
      timers.set(name, { at, timer })
    },
    clear(): void {
      for (const { timer } of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
