import { setMaxListeners } from 'node:events'

/**
 * Runs `work` with a signal that says when its time (milliseconds) is up, or one of `signals` says that it is to end. Nothing
 * of it stays afterwards. `AbortSignal.any([AbortSignal.timeout(…), …])` is no substitute: nothing holds the one inside, and
 * Node 20 to 23 may collect it, so that the time never is up (nodejs/node 57736).
 */
export async function withTimeLimit<Answer>(
  limit: number,
  signals: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(new DOMException(`no end within ${limit} ms`, 'TimeoutError')), limit)
  const ends = signals.map((signal) => {
    const end = () => ending.abort(signal.reason)
    // Everything that is under way listens to the one that says that the relay stops.
    setMaxListeners(0, signal)
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    return () => signal.removeEventListener('abort', end)
  })
  try {
    return await work(ending.signal)
  } finally {
    clearTimeout(timer)
    for (const forget of ends) forget()
  }
}
