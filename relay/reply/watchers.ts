import type { Logger } from 'pino'
import type { Accounts } from '../account/account.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Provider } from '../providers/provider.ts'
import type { StandingLine } from '../store/line/read-lines-by.ts'

export interface WatchersNeeds {
  accounts: Accounts
  providers: ReadonlyMap<string, Provider>
  log: Logger
}

interface Watcher {
  version: number
  /** All that it was started with: where that is other by now, another takes its place. */
  by: string
  ending: AbortController
  ended: Promise<void>
}

/** Listens to the providers that say by themselves when their history has something, line by line. */
export function createWatchers(needs: WatchersNeeds, wake: (portalId: string, lineId: string) => void) {
  const watchers = new Map<string, Watcher>()
  const ending = new Set<Promise<void>>()

  function end(key: string, { ending: abort, ended }: Watcher): void {
    watchers.delete(key)
    abort.abort()
    const rest = ended.finally(() => ending.delete(rest))
    ending.add(rest)
  }

  function begin(key: string, version: number, { line, provider }: LineOfProvider): void {
    const abort = new AbortController()
    const { portalId, id: lineId } = line
    const watching = provider.watch?.(line, () => wake(portalId, lineId), abort.signal) ?? Promise.resolve()
    const ended = watching.catch((error: unknown) => {
      if (!abort.signal.aborted) needs.log.error({ err: error, portalId, lineId }, 'a line is not listened to any more')
    })
    const watcher = { version, by: nameOf(line), ending: abort, ended }
    watchers.set(key, watcher)
    // The next look begins it anew.
    void ended.then(() => watchers.get(key) === watcher && watchers.delete(key))
  }

  async function follow(key: string, { portalId, lineId, version }: StandingLine, before?: Watcher): Promise<void> {
    const account = await needs.accounts.at(portalId, version)
    const carrier = account.lines.find(lineId)
    if (before && carrier && before.by === nameOf(carrier.line)) {
      before.version = account.version
      return
    }
    if (before) end(key, before)
    if (carrier) begin(key, account.version, carrier)
  }

  return {
    /** These lines are all that there are. */
    async follow(lines: readonly StandingLine[]): Promise<void> {
      const watched = lines.filter(({ provider }) => needs.providers.get(provider)?.watch)
      const keys = new Set(watched.map(keyOf))
      for (const [key, watcher] of watchers) if (!keys.has(key)) end(key, watcher)
      for (const one of watched) {
        const key = keyOf(one)
        const before = watchers.get(key)
        if (before?.version === one.version) continue
        try {
          await follow(key, one, before)
        } catch (error) {
          // One account whose settings cannot be read holds up no other; the next look tries again.
          const { portalId, lineId } = one
          needs.log.warn({ err: error, portalId, lineId }, 'a line is not listened to anew yet: it cannot be read')
        }
      }
    },
    async stop(): Promise<void> {
      for (const [key, watcher] of watchers) end(key, watcher)
      await Promise.allSettled(ending)
    },
  }
}

function keyOf({ portalId, lineId }: StandingLine): string {
  return `${portalId}/${lineId}`
}

function nameOf({ address, settings }: LineOfProvider['line']): string {
  return JSON.stringify([address, settings])
}
