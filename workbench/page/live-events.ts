import type { WorkbenchEvent } from './api.ts'

export interface LiveEvents {
  /** Calls `listener` when the topic changed for `id`, and whenever events may have been missed. */
  on(topic: WorkbenchEvent['topic'], id: string, listener: () => void): () => void
  /** Whether the server is there, as far as this page has heard. */
  isOpen(): boolean
  /** Calls `listener` when that changes; returns the end of it. */
  watch(listener: () => void): () => void
  close(): void
}

/** Listens to the server's event stream; the browser reconnects it by itself. */
export function liveEvents(source: EventSource): LiveEvents {
  const listeners = new Map<string, Set<() => void>>()
  const watchers = new Set<() => void>()
  let opened = false
  let lost = false
  function tell(isLost: boolean): void {
    lost = isLost
    for (const watcher of watchers) watcher()
  }
  source.addEventListener('error', () => tell(true))
  source.addEventListener('open', () => {
    tell(false)
    if (opened) for (const each of listeners.values()) for (const listener of each) listener()
    opened = true
  })
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const { topic, id } = JSON.parse(data) as WorkbenchEvent
    for (const listener of listeners.get(`${topic} ${id}`) ?? []) listener()
  })
  return {
    on(topic, id, listener) {
      const key = `${topic} ${id}`
      const each = listeners.get(key) ?? new Set()
      listeners.set(key, each.add(listener))
      return () => {
        each.delete(listener)
        if (each.size === 0) listeners.delete(key)
      }
    },
    isOpen: () => !lost,
    watch(listener) {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
    close: () => source.close(),
  }
}
