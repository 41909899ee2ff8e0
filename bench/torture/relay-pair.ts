import type { Stage } from '../stage/perform.ts'
import { startRelay, type RelayProcess } from '../stage/relay-process.ts'
import type { FrontDoor } from './front-door.ts'

/** Two relay processes on one database, behind one address. */
export interface RelayPair {
  /** Starts those that do not run, and waits until both are ready. Throws when one ended by itself. */
  bothReady(): Promise<void>
  /** Ends these at once, without a word. */
  kill(which: number[]): Promise<void>
  /** Politely, at the very end. */
  stop(): Promise<void>
}

/** Milliseconds in which a relay must be back, the database server perhaps first. */
const patience = 120_000

export function createRelayPair(
  stage: Stage,
  env: Record<string, string>,
  logFile: string,
  frontDoor: FrontDoor,
): RelayPair {
  const pair: { relay: RelayProcess | null; url: string | null }[] = [
    { relay: null, url: null },
    { relay: null, url: null },
  ]
  const lead = () => frontDoor.lead(pair.flatMap(({ url }) => (url ? [url] : [])))

  async function ready(slot: (typeof pair)[number]): Promise<void> {
    if (!slot.relay) {
      slot.relay = startRelay(stage, env, logFile)
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

  return {
    async bothReady() {
      await Promise.all(pair.map(ready))
    },
    async kill(which) {
      const victims = which.map((index) => pair[index]!)
      for (const slot of victims) slot.relay?.kill('SIGKILL')
      await Promise.all(victims.flatMap(({ relay }) => (relay ? [relay.ended] : [])))
      for (const slot of victims) Object.assign(slot, { relay: null, url: null })
      lead()
    },
    async stop() {
      for (const { relay } of pair) relay?.kill('SIGTERM')
      await Promise.all(pair.flatMap(({ relay }) => (relay ? [relay.ended] : [])))
    },
  }
}
