export interface Call {
  at: string
  method: string
  path: string
  /** Path with ids and version left out, as in `/crm/objects/:version/communications/batch/create`. */
  route: string
  /** 0 when the connection was cut or never answered. */
  status: number
  portalId: number | null
  fault: string | null
}

export interface CallLog {
  add(call: Call): void
  /** The newest calls, oldest first; a bounded number of them. */
  recent(): readonly Call[]
  /** All calls since the last `reset`, by `METHOD route` and by status; complete even where `recent` forgot. */
  totals(): { calls: number; byRoute: Record<string, number>; byStatus: Record<string, number> }
  reset(): void
}

export function createCallLog(most = 1000): CallLog {
  let ring: Call[] = []
  let calls = 0
  let byRoute = new Map<string, number>()
  let byStatus = new Map<string, number>()
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
  return {
    add(call) {
      ring.push(call)
      if (ring.length > most * 2) ring = ring.slice(-most)
      calls += 1
      count(byRoute, `${call.method} ${call.route}`)
      count(byStatus, String(call.status))
    },
    recent: () => ring.slice(-most),
    totals: () => ({ calls, byRoute: Object.fromEntries(byRoute), byStatus: Object.fromEntries(byStatus) }),
    reset() {
      ring = []
      calls = 0
      byRoute = new Map()
      byStatus = new Map()
    },
  }
}
