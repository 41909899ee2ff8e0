import { useCallback, useContext, useEffect, useRef, useState } from 'react'
import type { WorkbenchEvent } from './api.ts'
import { LiveContext } from './live-context.ts'

export interface Live<Value> {
  value: Value | undefined
  problem: string | undefined
  reload(): void
}

/**
 * Loads something and loads it again when the server says that it changed. One request at a time: a change that comes
 * while one runs is followed by exactly one more, and an answer for another `id` is dropped.
 */
export function useLive<Value>(
  id: string,
  load: (id: string, signal: AbortSignal) => Promise<Value>,
  topics: readonly WorkbenchEvent['topic'][] = [],
): Live<Value> {
  const live = useContext(LiveContext)
  const [state, setState] = useState<{ id: string; value?: Value; problem?: string }>({ id })
  const latest = useRef(load)
  latest.current = load
  const again = useRef<() => void>(() => undefined)
  const key = topics.join(' ')
  useEffect(() => {
    const abort = new AbortController()
    let [busy, due] = [false, false]
    const run = async () => {
      if (busy) return void (due = true)
      busy = true
      do {
        due = false
        try {
          const value = await latest.current(id, abort.signal)
          if (!abort.signal.aborted) setState({ id, value })
        } catch (error) {
          const problem = error instanceof Error ? error.message : String(error)
          if (!abort.signal.aborted) setState((before) => ({ ...(before.id === id ? before : { id }), problem }))
        }
      } while (due && !abort.signal.aborted)
      busy = false
    }
    again.current = () => void run()
    const stops = key ? key.split(' ').map((topic) => live.on(topic as never, id, () => void run())) : []
    void run()
    return () => {
      abort.abort()
      for (const stop of stops) stop()
    }
  }, [id, live, key])
  const reload = useCallback(() => again.current(), [])
  const current = state.id === id
  return { value: current ? state.value : undefined, problem: current ? state.problem : undefined, reload }
}
