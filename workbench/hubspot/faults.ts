/**
 * What goes wrong. `hang` never answers, for as long as the caller stays. `reset-after` does the work and then cuts the
 * connection: the caller cannot know that it is done. `land-late` takes the request and does the work after so many
 * milliseconds, also when the caller has long gone; the caller hears nothing, and is cut off then, or at once where
 * `answer` is `reset`.
 */
export type FaultKind =
  | { kind: 'status'; status: number; body?: unknown; headers?: Readonly<Record<string, string>> }
  | { kind: 'hang' }
  | { kind: 'reset' }
  | { kind: 'reset-after' }
  | { kind: 'slow'; milliseconds: number }
  | { kind: 'land-late'; milliseconds: number; answer?: 'silence' | 'reset' }

export type Fault = FaultKind & {
  /** Which requests; all when absent. */
  match?: { method?: string; path?: RegExp; portalId?: number }
  /** How many of them; 1 when absent, `Infinity` until cleared. */
  times?: number
  /** Share of the matching requests that it meets, 0 to 1; 1 when absent. */
  chance?: number
}

export interface Faults {
  /** Adds a fault; gives the function that takes it away. Faults are met in the order in which they were added. */
  next(fault: Fault): () => void
  clear(): void
  /** Faults that still wait for a request. */
  pending(): number
  /** The fault this request meets, if any; uses it up once. `portalId` is null where it names no account. */
  meet(request: { method: string; path: string; portalId: number | null }): Fault | undefined
}

export function createFaults(random: () => number): Faults {
  let waiting: { fault: Fault; left: number }[] = []
  return {
    next(fault) {
      const entry = { fault, left: fault.times ?? 1 }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((other) => other !== entry)
      }
    },
    clear() {
      waiting = []
    },
    pending: () => waiting.length,
    meet({ method, path, portalId }) {
      const entry = waiting.find(
        ({ fault }) =>
          (fault.match?.method === undefined || fault.match.method === method) &&
          (fault.match?.path === undefined || path.search(fault.match.path) >= 0) &&
          (fault.match?.portalId === undefined || fault.match.portalId === portalId) &&
          (fault.chance === undefined || random() < fault.chance),
      )
      if (entry === undefined) return undefined
      entry.left -= 1
      if (entry.left <= 0) waiting = waiting.filter((other) => other !== entry)
      return entry.fault
    },
  }
}
