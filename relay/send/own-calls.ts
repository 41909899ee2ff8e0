import type { Claimer } from '../message/claim-deliveries.ts'

/** The provider calls that are under way in this process, and which lines it may claim for more. */
export interface OwnCalls {
  count(): number
  begin(portalId: string): void
  end(portalId: string): void
  /** This line cannot be used here: for some time it is left to others, or alone. */
  leave(portalId: string, lineId: string): void
  claimer(): Claimer
}

/** Milliseconds. */
const leftFor = 5_000

/** `most` are under way at once. No account has more of them than are left for all others. */
export function createOwnCalls(providers: readonly string[], most: number): OwnCalls {
  let calls = 0
  const byAccount = new Map<string, number>()
  /** With when they may be looked at again, by `performance.now()`. */
  const left = new Map<string, { portalId: string; lineId: string; until: number }>()

  function add(portalId: string, one: 1 | -1): void {
    calls += one
    const ofAccount = (byAccount.get(portalId) ?? 0) + one
    if (ofAccount > 0) byAccount.set(portalId, ofAccount)
    else byAccount.delete(portalId)
  }

  return {
    count: () => calls,
    begin: (portalId) => add(portalId, 1),
    end: (portalId) => add(portalId, -1),
    leave: (portalId, lineId) => {
      left.set(`${portalId} ${lineId}`, { portalId, lineId, until: performance.now() + leftFor })
    },
    claimer() {
      const free = most - calls
      const room = (portalId: string) => Math.ceil((free - (byAccount.get(portalId) ?? 0)) / 2)
      for (const [key, { until }] of left) if (until <= performance.now()) left.delete(key)
      return { providers, room, full: [...byAccount.keys()].filter((one) => room(one) <= 0), but: [...left.values()] }
    },
  }
}
