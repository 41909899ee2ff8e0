import { setTimeout as wait } from 'node:timers/promises'
import type { MessageEventKind } from '../../../relay/message/message-event.ts'
import { openDatabase, type Database } from '../../../relay/store/database.ts'
import { forAWhile } from '../../stage/for-a-while.ts'
import type { Stage } from '../../stage/perform.ts'
import { bringForward } from './bring-forward.ts'
import { findForgotten } from './find-forgotten.ts'
import { createFindWrongs } from './find-wrongs.ts'
import { judgeCalls } from './judge-calls.ts'
import { createLedger } from './ledger.ts'
import { startMoverWorkers } from './mover-workers.ts'
import { plants } from './plants.ts'
import { serveCompany } from './serve-company.ts'
import { watchRows } from './watch-rows.ts'
import { lineLimits, seedLines } from './world.ts'

/** One storm: on a new database, with processes of its own. */
export interface Storm {
  /** A database that nobody uses yet, with all migrations. */
  databaseUrl: string
  /** The environment of its processes. */
  env: Record<string, string>
  /** A guard that is taken out; null where the mover is whole. */
  plant: string | null
  /** Messages accepted in a second, and milliseconds between two kills or freezes. */
  rate: number
  strikes: number
  /** Whether it has lasted long enough. */
  enough(so: StormFigures, milliseconds: number): boolean
}

export interface StormFigures {
  events: number
  accepted: number
  moved: Partial<Record<MessageEventKind, number>>
}

export interface StormFindings extends StormFigures {
  violations: string[]
  sentTwice: string[]
  outOfOrder: string[]
  forgotten: string[]
  calls: number
  killed: number
  frozen: number
  troubles: Map<string, number>
  /** Whether the statement that was to be another was ever asked. */
  edited: boolean
}

const processes = 4
/** Of deliveries that are open at a time: more would only wait. */
const mostOpen = 600
/** Milliseconds without any progress after which what is still open counts as forgotten, and in which all must be over. */
const still = 5_000
const longestCalm = 90_000

/** Plays until it is enough, then lets everything have its time, and says what was wrong; a plant ends when it is noticed. */
export function runStorm(stage: Stage, storm: Storm): Promise<StormFindings> {
  return forAWhile(stage, async (inner) => {
    const db = openDatabase({ url: storm.databaseUrl, size: 3, onError: () => undefined })
    inner.atEnd(() => db.close())
    await seedLines(db)
    await watchRows(db)
    const plant = storm.plant === null ? null : plants[storm.plant]!
    await plant?.database?.(db)
    const findWrongs = createFindWrongs(db)
    const ledger = createLedger(Math.random, lineLimits)
    const companyUrl = await serveCompany(inner, ledger)
    const rumoured = new Set<string>()
    const findings: StormFindings = {
      ...{ events: 0, accepted: 0, moved: {}, violations: [], sentTwice: [], outOfOrder: [], forgotten: [] },
      ...{ calls: 0, killed: 0, frozen: 0, troubles: new Map<string, number>(), edited: false },
    }
    const begin = { order: 'begin', databaseUrl: storm.databaseUrl, companyUrl, plant: storm.plant } as const
    const workers = startMoverWorkers(inner, processes, begin, storm.env, (heard) => {
      if (heard.report === 'moved') {
        findings.events += heard.events
        findings.edited ||= heard.edited
        for (const [kind, count] of Object.entries(heard.moved) as [MessageEventKind, number][]) {
          findings.moved[kind] = (findings.moved[kind] ?? 0) + count
        }
      } else if (heard.report === 'wrong') findings.violations.push(heard.words)
      else if (heard.report === 'rumour') rumoured.add(heard.words)
      else findings.troubles.set(heard.words, (findings.troubles.get(heard.words) ?? 0) + 1)
    })

    async function judge(toldWithin = 1_000): Promise<number> {
      const crowds = ledger.takeCrowds(rumoured, toldWithin)
      findings.violations.push(...crowds, ...ledger.wrongs.splice(0), ...(await findWrongs()))
      Object.assign(findings, await judgeCalls(db, ledger.calls, rumoured))
      return findings.violations.length + findings.sentTwice.length + findings.outOfOrder.length
    }
    const isOver = async () => (await judge()) > 0 && plant !== null

    const begun = Date.now()
    let struck = begun
    let looked = begun
    let asked = 0
    let told = begun
    while (!inner.signal.aborted && !storm.enough(findings, Date.now() - begun)) {
      await wait(100)
      const passed = Date.now() - begun
      const wanted = Math.floor((passed * storm.rate) / 1_000) - asked
      if (wanted >= 4) {
        asked += wanted
        const [row] = await db.query<{ open: number; all: number }>(
          `select count(*) filter (where state <> 'done')::int as open, count(*)::int as all from delivery`,
        )
        findings.accepted = row?.all ?? 0
        if ((row?.open ?? 0) < mostOpen) workers.ask({ order: 'accept', count: wanted })
      }
      if (Date.now() - struck > storm.strikes) {
        struck = Date.now()
        workers.strike()
      }
      if (Date.now() - looked > (plant ? 700 : 3_000)) {
        looked = Date.now()
        if (await isOver()) break
      }
      if (!plant && Date.now() - told > 15_000) {
        told = Date.now()
        stage.say(`${findings.events} events, ${findings.accepted} messages, ${ledger.calls.length} calls`)
      }
    }

    // Whatever two of them have begun, others must find.
    workers.kill(2)
    workers.calm()
    ledger.becomeKind()
    const calmed = Date.now()
    let moving = calmed
    let left = Infinity
    while (!inner.signal.aborted && !(await isOver())) {
      await bringForward(db)
      await wait(250)
      findings.forgotten = await findForgotten(db)
      if (findings.forgotten.length !== left) moving = Date.now()
      left = findings.forgotten.length
      if (left === 0 || Date.now() - moving > still || Date.now() - calmed > longestCalm) break
    }
    await judge(0)
    await countTold(db, findings.moved)
    return { ...findings, calls: ledger.calls.length, killed: workers.killed(), frozen: workers.frozen() }
  })
}

/** What processes did that were killed before they told it, and what the relay's own tasks did, stands in the story. */
async function countTold(db: Database, moved: StormFigures['moved']): Promise<void> {
  const rows = await db.query<{ kind: MessageEventKind; count: number }>(
    `select case when kind = 'fell_back' then 'followed' when kind = 'settled' then 'settled_' || (data ->> 'outcome')
                 when data ->> 'code' = 'never_taken' then 'never_taken' else kind end as kind, count(*)::int as count
     from message_event
     where kind in ('fell_back', 'settled', 'found_unsent', 'given_back', 'postponed', 'let_pass', 'stranded', 'resent')
       or data ->> 'code' = 'never_taken'
     group by 1`,
  )
  for (const { kind, count } of rows) moved[kind] = Math.max(count, moved[kind] ?? 0)
}
