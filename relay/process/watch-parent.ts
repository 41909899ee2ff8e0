import { readFileSync } from 'node:fs'

/** Milliseconds between two looks. */
const pace = 1_000

/**
 * Calls `gone` once when whoever started this process has ended: npm, for one, hands a signal on to its shell, and the
 * shell ends without a word to its own child. A process that nobody waits for from the beginning (the first of a
 * container, a service, the leader of a session of its own as by `setsid`) has no parent to lose. Answers with what
 * ends the watch.
 */
export function watchParent(gone: () => void): () => void {
  const parent = process.ppid
  if (parent <= 1 || leadsSession()) return () => undefined
  const starter = process.env.npm_lifecycle_event ? parentOf(parent) : null

  const timer = setInterval(() => {
    if (isStill(parent) && (starter === null || parentOf(parent) === starter)) return
    end()
    gone()
  }, pace)
  timer.unref()
  function onDisconnect(): void {
    end()
    gone()
  }
  function end(): void {
    clearInterval(timer)
    process.off('disconnect', onDisconnect)
  }
  process.once('disconnect', onDisconnect)
  return end
}

/** Elsewhere than on Windows an orphan gets another parent; there the old number stays and leads to nobody. */
function isStill(parent: number): boolean {
  if (process.ppid !== parent) return false
  try {
    process.kill(parent, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** State, parent, group and session of a process; null where there is no /proc to tell. */
function statusOf(pid: number | 'self'): string[] | null {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before it may hold anything, also spaces and parentheses.
    return status.slice(status.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

function parentOf(pid: number): number | null {
  const parent = Number(statusOf(pid)?.[1])
  return Number.isInteger(parent) ? parent : null
}

function leadsSession(): boolean {
  return Number(statusOf('self')?.[3]) === process.pid
}
