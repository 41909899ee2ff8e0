import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bringForward } from '../../bench/torture/mover/bring-forward.ts'
import { companyAccounts } from '../../bench/torture/mover/company-accounts.ts'
import { findForgotten } from '../../bench/torture/mover/find-forgotten.ts'
import { createFindWrongs } from '../../bench/torture/mover/find-wrongs.ts'
import { judgeCalls } from '../../bench/torture/mover/judge-calls.ts'
import { createLedger } from '../../bench/torture/mover/ledger.ts'
import { ownCompany } from '../../bench/torture/mover/own-company.ts'
import { playAccepting } from '../../bench/torture/mover/play-accepting.ts'
import { playLeaving } from '../../bench/torture/mover/play-leaving.ts'
import { playConsent, playLine } from '../../bench/torture/mover/play-line.ts'
import { playNoise } from '../../bench/torture/mover/play-noise.ts'
import { playOverdue } from '../../bench/torture/mover/play-overdue.ts'
import { playTasks } from '../../bench/torture/mover/play-tasks.ts'
import type { PlayedWorld } from '../../bench/torture/mover/played-world.ts'
import { randomOf } from '../../bench/torture/mover/random-of.ts'
import { watchRows } from '../../bench/torture/mover/watch-rows.ts'
import { accounts, lineLimits, seedLines } from '../../bench/torture/mover/world.ts'
import { moveClock } from '../../test/move-clock.ts'
import { ownDatabase } from '../../test/own-database.ts'
import { openDatabase, type Database } from '../store/database.ts'

/** One who plays, as a process of the relay does: with connections of its own. */
interface Player extends PlayedWorld {
  /** Calls that are late; each goes on when it is told to. */
  late: (() => void)[]
  calls: Set<Promise<void>>
}

interface Stage {
  players: readonly Player[]
  putForward(ms: number): Promise<void>
  /** What is wrong by now, in words. */
  judge(): Promise<string[]>
}

const actions = {
  accept: (player: Player) => playAccepting(player, 1 + Math.floor(player.random() * 6)),
  leave,
  goOn,
  noise: (player: Player) => playNoise(player, { size: 12, open: 0.6 }),
  overdue: playOverdue,
  tasks: (player: Player) => playTasks(player, accounts[player.random() < 0.5 ? 0 : 1]),
  line: playLine,
  consent: playConsent,
  time: (player: Player, stage: Stage) => stage.putForward(Math.floor(player.random() * 3_000)),
}

async function leave(player: Player): Promise<void> {
  const calls = await playLeaving(player, {
    limit: 20,
    before: () => (player.random() < 0.3 ? new Promise((resolve) => player.late.push(resolve)) : Promise.resolve()),
  })
  for (const call of calls) player.calls.add(call)
  // A few are still under way when the next thing happens.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

async function goOn(player: Player): Promise<void> {
  for (const on of player.late.splice(0)) on()
  await Promise.all(player.calls)
  player.calls.clear()
}

interface Step {
  action: keyof typeof actions
  player: number
  seed: number
}

/** Steps that different players take at the same moment; one alone where it is one. */
class AtOnce implements fc.AsyncCommand<object, Stage> {
  readonly steps: readonly Step[]
  constructor(steps: readonly Step[]) {
    this.steps = steps
  }
  check = () => true
  async run(_model: object, stage: Stage): Promise<void> {
    await Promise.all(
      this.steps.map(({ action, player, seed }) =>
        actions[action]({ ...stage.players[player]!, random: randomOf(seed) }, stage),
      ),
    )
    expect(await stage.judge()).toEqual([])
  }
  toString = () => this.steps.map(({ action, player, seed }) => `${action} by ${player} (${seed})`).join(' while ')
}

const often: (keyof typeof actions)[] = ['accept', 'leave', 'leave', 'leave', 'goOn', 'noise', 'noise', 'tasks', 'time']
const seldom: (keyof typeof actions)[] = ['overdue', 'line', 'consent']
const step = fc.record<Step>({
  action: fc.constantFrom(...often, ...often, ...seldom),
  player: fc.nat({ max: 2 }),
  seed: fc.nat(),
})
const happenings = fc.commands(
  [
    step.map((one) => new AtOnce([one])),
    fc.array(step, { minLength: 2, maxLength: 4 }).map((steps) => new AtOnce(steps)),
  ],
  { maxCommands: 30, size: 'max' },
)

const { url, database: db } = await ownDatabase()
const databases = [0, 1, 2].map(() => openDatabase({ url, size: 4, onError: () => undefined }))
afterAll(async () => {
  for (const one of databases) await one.close()
})
beforeAll(() => watchRows(db))

async function openStage(seed: number): Promise<Stage & { end(): Promise<string[]> }> {
  await moveClock(db, '0 seconds')
  await db.query(
    'truncate line, message, delivery, conversation, message_event, timeline_entry, consent, task, watched',
  )
  await seedLines(db)
  const findWrongs = createFindWrongs(db)
  const ledger = createLedger(randomOf(seed), lineLimits)
  const attempts = new Map<string, number>()
  const rumoured = new Set<string>()
  const seen: string[] = []
  let ahead = 0
  const player = (database: Database): Player => ({
    ...{ database, attempts, random: randomOf(seed), careless: false, lease: 1_500, settle: 500, letPass: 1_000 },
    company: ownCompany(ledger),
    accounts: companyAccounts(ownCompany(ledger), (message) => attempts.get(message) ?? 0),
    count: () => undefined,
    wrong: (sentence) => void seen.push(sentence),
    rumour: (message) => void rumoured.add(message),
    ahead: () => ahead,
    late: [],
    calls: new Set(),
  })
  const players = databases.map(player)

  let moving: Promise<void> = Promise.resolve()

  function putForward(ms: number): Promise<void> {
    ahead += ms
    const to = `${ahead} milliseconds`
    return (moving = moving.then(() => moveClock(db, to)))
  }
  async function judge(): Promise<string[]> {
    return [...seen, ...ledger.takeCrowds(rumoured, 0), ...ledger.wrongs, ...(await findWrongs())]
  }
  return {
    players,
    putForward,
    judge,
    async end() {
      ledger.becomeKind()
      for (let round = 0; round < 30 && (await findForgotten(db)).length > 0; round += 1) {
        await putForward(2_000)
        await bringForward(db)
        await leave({ ...players[0]!, random: () => 1 })
        await goOn(players[0]!)
        for (const account of accounts) await playTasks(players[0]!, account)
        await playOverdue(players[0]!)
      }
      const { sentTwice, outOfOrder } = await judgeCalls(db, ledger.calls, rumoured)
      return [...(await judge()), ...(await findForgotten(db)), ...sentTwice, ...outOfOrder]
    },
  }
}

/** Milliseconds in which new worlds are begun, for each seed. */
const longest = 5_000

const random = Math.floor(Math.random() * 2 ** 31)
test.each([1, 2, random])(
  'whatever happens to messages at once, nothing of it is wrong (seed %i)',
  { timeout: 60_000 },
  async (seed) => {
    const end = Date.now() + longest
    let worlds = 0
    await fc.assert(
      fc.asyncProperty(happenings, async (commands) => {
        // On a busy machine there are fewer of them; the first is always played.
        if (worlds > 0 && Date.now() > end) return
        worlds += 1
        const stage = await openStage(seed)
        try {
          await fc.asyncModelRun(() => ({ model: {}, real: stage }), commands)
        } finally {
          // Also what was under way when something went wrong, so that the next world is by itself.
          for (const one of stage.players) await goOn(one)
        }
        expect(await stage.end()).toEqual([])
      }),
      { seed, numRuns: 12 },
    )
  },
)
