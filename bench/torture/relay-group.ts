import type { Stage } from '../stage/perform.ts'
import { startRelay, type RelayProcess } from '../stage/relay-process.ts'
import type { FrontDoor } from './front-door.ts'

/** Several relay processes on one database, behind one address. They are named by their place, from 0. */
export interface RelayGroup {
  /** Starts those that do not run, and waits until all are ready. Throws when one ended by itself. */
  allReady(): Promise<void>
  /** Ends these at once, without a word. */
  kill(which: number[]): Promise<void>
  /** They stand still, and go on where they were. */
  freeze(which: number[]): void
  thaw(which: number[]): void
  /** Politely, at the very end. */
  stop(): Promise<void>
}

/** Milliseconds in which a relay must be back, the database server perhaps first. */
const patience = 120_000

export function createRelayGroup(
  stage: Stage,
  options: {
    /** The environment of each; as many as there are relays. */
    envs: Record<string, string>[]
    logFile: string
    /** Hears every line of their logs as it comes. */
    heard?: (line: string) => void
    frontDoor: FrontDoor
  },
): RelayGroup {
  const slots = options.envs.map((env) => ({ env, relay: null as RelayProcess | null, url: null as string | null }))
  const lead = () => options.frontDoor.lead(slots.flatMap(({ url }) => (url ? [url] : [])))

  async function ready(slot: (typeof slots)[number]): Promise<void> {
    if (!slot.relay) {
      slot.relay = startRelay(stage, slot.env, options.logFile, options.heard)
      slot.url = null
    }
    slot.url = await slot.relay.ready
    lead()
    for (const begun = Date.now(); ;) {
      if (!slot.relay.isAlive()) throw new Error('a relay ended by itself')
      const answer = await fetch(`${slot.url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
      await answer?.text()
      if (answer?.status === 200) return
      if (Date.now() - begun > patience) throw new Error(`a relay was not ready within ${patience / 1000} s`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  function tell(which: number[], signal: 'SIGSTOP' | 'SIGCONT'): void {
    for (const index of which) slots[index]?.relay?.kill(signal)
  }

  return {
    async allReady() {
      await Promise.all(slots.map(ready))
    },
    async kill(which) {
      const victims = which.map((index) => slots[index]!)
      for (const slot of victims) slot.relay?.kill('SIGKILL')
      await Promise.all(victims.flatMap(({ relay }) => (relay ? [relay.ended] : [])))
      for (const slot of victims) Object.assign(slot, { relay: null, url: null })
      lead()
    },
    freeze: (which) => tell(which, 'SIGSTOP'),
    thaw: (which) => tell(which, 'SIGCONT'),
    async stop() {
      for (const { relay } of slots) relay?.kill('SIGTERM')
      await Promise.all(slots.flatMap(({ relay }) => (relay ? [relay.ended] : [])))
    },
  }
}
