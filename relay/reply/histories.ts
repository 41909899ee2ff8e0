import type { Logger } from 'pino'
import type { Accounts } from '../account/account.ts'
import { planRetry, tellTrouble } from '../retry.ts'
import type { Database } from '../store/database.ts'
import { readHistories, storeHistoryTrouble } from '../store/line/lines.ts'
import type { CatchUp } from './catch-up.ts'

export interface HistoriesNeeds {
  database: Database
  accounts: Pick<Accounts, 'of'>
  log: Logger
  random: () => number
  /** Milliseconds between two looks into a provider's history. */
  catchUp: number
  /** Milliseconds between two tries, at most. */
  retryMost: number
}

export interface Histories {
  start(): void
  /** These lines are all that there are by now. */
  follow(lines: readonly { portalId: string; lineId: string }[]): void
  /** There is something in this line's history. */
  nudge(portalId: string, lineId: string): void
  stop(): Promise<void>
}

interface History {
  portalId: string
  lineId: string
  /** By `performance.now()`. */
  dueAt: number
  reading: boolean
  backoff: number
  /** As this process knows it; null where it must be asked for. */
  state: { cursor: string | null; trouble: string | null } | null
}

/** Histories read at once, of all accounts and of one: one whose providers hang holds up no other. */
const most = 8
const mostOfAccount = 2

/**
 * Reads every line's history now and from time to time, a few at once and the accounts by turns. Nothing of it is a job: the
 * cursors of all lines are asked for together, and a look that finds nothing asks and writes nothing.
 */
export function createHistories(catchUp: CatchUp, needs: HistoriesNeeds): Histories {
  const histories = new Map<string, History>()
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  const pulse = Math.min(2_000, Math.max(50, needs.catchUp / 20))
  let timer: NodeJS.Timeout | undefined
  let looking = false
  let followed: readonly { portalId: string; lineId: string }[] | null = null

  function due(): History[] {
    const now = performance.now()
    const waiting = [...histories.values()].filter(({ dueAt, reading }) => !reading && dueAt <= now)
    const nth = new Map<string, number>()
    for (const { portalId, reading } of histories.values()) {
      if (reading) nth.set(portalId, (nth.get(portalId) ?? 0) + 1)
    }
    return waiting
      .toSorted((one, other) => one.dueAt - other.dueAt)
      .map((history) => {
        const { portalId } = history
        const turn = nth.get(portalId) ?? 0
        nth.set(portalId, turn + 1)
        return { history, turn }
      })
      .filter(({ turn }) => turn < mostOfAccount)
      .toSorted((one, other) => one.turn - other.turn)
      .map(({ history }) => history)
      .slice(0, most - running.size)
  }

  async function look(): Promise<void> {
    const chosen = due()
    if (chosen.some(({ state }) => state === null)) await askStates()
    for (const history of chosen) {
      const { state } = history
      if (state === null) continue
      history.reading = true
      history.dueAt = performance.now() + needs.catchUp * (0.9 + needs.random() * 0.2)
      const run = read(history, state).finally(() => {
        history.reading = false
        running.delete(run)
        if (!stopping.signal.aborted && due().length > 0) pulseNow()
      })
      running.add(run)
    }
  }

  /** Of all that are not known, in one question. */
  async function askStates(): Promise<void> {
    const unknown = [...histories.values()].filter(({ state }) => state === null)
    const states = await readHistories(
      needs.database,
      unknown.map(({ portalId, lineId }) => ({ portalId, lineId })),
    )
    for (const history of unknown) {
      history.state = states.get(keyOf(history.portalId, history.lineId)) ?? { cursor: null, trouble: null }
    }
  }

  async function read(history: History, state: { cursor: string | null; trouble: string | null }): Promise<void> {
    const { portalId, lineId } = history
    const portal = needs.database.forPortal(portalId)
    const about = { portalId, lineId }
    try {
      let trouble: string | null = null
      let cursor: string | null | undefined
      history.state = null
      try {
        const carrier = (await needs.accounts.of(portalId)).lines.find(lineId)
        if (!carrier) return
        cursor = await catchUp(carrier, state.cursor, stopping.signal)
        history.backoff = 0
        // Another process reads on from there; what came after that this one reads.
        if (cursor === undefined) history.dueAt = 0
      } catch (error) {
        if (stopping.signal.aborted) return
        const plan = { ...planRetry(error, { tries: 0, backoff: history.backoff }, needs), parked: false }
        history.backoff = plan.backoff
        history.dueAt = performance.now() + plan.delay
        trouble = plan.trouble
        tellTrouble(needs.log, "reading a provider's history", about, error, plan)
      }
      // Only what has changed, or an idle line would write with every look.
      if (trouble !== state.trouble) await storeHistoryTrouble(portal, lineId, trouble)
      if (cursor !== undefined) history.state = { cursor, trouble }
    } catch (error) {
      needs.log.error({ ...about, err: error, next: 'the same again' }, 'how a history stands could not be stored')
    }
  }

  function pulseNow(): void {
    clearTimeout(timer)
    if (stopping.signal.aborted || looking) return
    looking = true
    void look()
      .catch((error: unknown) =>
        needs.log.error({ err: error, next: 'the same again', in: pulse }, 'could not look for histories to read'),
      )
      .finally(() => {
        looking = false
        if (!stopping.signal.aborted) timer = setTimeout(pulseNow, pulse)
      })
  }

  return {
    start: pulseNow,
    follow(lines) {
      if (lines === followed) return
      followed = lines
      const before = new Map(histories)
      histories.clear()
      for (const { portalId, lineId } of lines) {
        const key = keyOf(portalId, lineId)
        histories.set(key, before.get(key) ?? { portalId, lineId, dueAt: 0, reading: false, backoff: 0, state: null })
      }
      if (lines.some(({ portalId, lineId }) => !before.has(keyOf(portalId, lineId)))) pulseNow()
    },
    nudge(portalId, lineId) {
      const history = histories.get(keyOf(portalId, lineId))
      if (!history) return
      history.dueAt = 0
      pulseNow()
    },
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await Promise.allSettled(running)
    },
  }
}

function keyOf(portalId: string, lineId: string): string {
  return `${portalId}/${lineId}`
}
