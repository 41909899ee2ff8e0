import { setTimeout as wait } from 'node:timers/promises'
import type { MessageEventKind } from '../../../relay/message/message-event.ts'
import { transitions } from '../../../relay/message/transitions.ts'
import { openDatabase } from '../../../relay/store/database.ts'
import { companyAccounts } from './company-accounts.ts'
import { editStatements } from './edit-statements.ts'
import { plants } from './plants.ts'
import { playAccepting } from './play-accepting.ts'
import { playLeaving } from './play-leaving.ts'
import { playConsent, playLine } from './play-line.ts'
import { playNoise } from './play-noise.ts'
import { playOverdue } from './play-overdue.ts'
import { playTasks } from './play-tasks.ts'
import type { PlayedWorld } from './played-world.ts'
import { reachCompany } from './reach-company.ts'
import { accounts } from './world.ts'

/** What the process is told: first where it plays, then how many messages to accept, and when to do only what must be done. */
export type MoverOrder =
  | { order: 'begin'; databaseUrl: string; companyUrl: string; plant: string | null }
  | { order: 'accept'; count: number }
  | { order: 'calm' }

/** What it tells. */
export type MoverReport =
  | {
      report: 'moved'
      events: number
      moved: Partial<Record<MessageEventKind, number>>
      edited: boolean
    }
  | { report: 'wrong' | 'rumour' | 'trouble'; words: string }

/** Milliseconds. */
const pauses = { leaving: 40, noise: 40, tasks: 250, overdue: 300, line: 700, consent: 500, telling: 100 }
const mostCalls = 60

let calm = false
let world: PlayedWorld

function tell(report: MoverReport): void {
  process.send?.(report)
}

function begin({ databaseUrl, companyUrl, plant }: Extract<MoverOrder, { order: 'begin' }>): void {
  const planted = plant === null ? {} : plants[plant]!
  planted.mutate?.(transitions)
  let edited = false
  const edit = (text: string) => {
    if (!planted.edit || !text.includes(planted.edit[0])) return text
    edited = true
    return text.replace(...planted.edit)
  }
  const database = openDatabase({ url: databaseUrl, size: 6, onError: () => undefined })
  const company = reachCompany(companyUrl)
  const attempts = new Map<string, number>()
  let told: Extract<MoverReport, { report: 'moved' }> = { report: 'moved', events: 0, moved: {}, edited }
  world = {
    ...{ company, attempts, random: Math.random, ahead: () => 0, lease: 1_500, settle: 500, letPass: 1_500 },
    database: planted.edit ? editStatements(database, edit) : database,
    accounts: companyAccounts(company, (message) => attempts.get(message) ?? 0),
    careless: planted.careless ?? false,
    count(events, moved) {
      told.events += events
      for (const kind of Object.keys(moved) as MessageEventKind[]) {
        told.moved[kind] = (told.moved[kind] ?? 0) + (moved[kind] ?? 0)
      }
    },
    wrong: (words) => tell({ report: 'wrong', words }),
    rumour: (words) => tell({ report: 'rumour', words }),
  }
  setInterval(() => {
    tell({ ...told, edited })
    told = { report: 'moved', events: 0, moved: {}, edited }
  }, pauses.telling)

  const calls = new Set<Promise<void>>()
  void over(pauses.leaving, async () => {
    const limit = Math.min(24, mostCalls - calls.size)
    if (limit <= 0) return
    for (const call of await playLeaving(world, { limit, before })) {
      calls.add(call)
      void call.catch(trouble).finally(() => calls.delete(call))
    }
  })
  void over(pauses.noise, () => playNoise(world, { size: 450, open: 0.06 }), 'storm')
  for (const account of accounts) void over(pauses.tasks, () => playTasks(world, account))
  void over(pauses.overdue, () => playOverdue(world))
  void over(pauses.line, () => playLine(world), 'storm')
  void over(pauses.consent, () => playConsent(world), 'storm')
}

/** This process is busy now and then: for a moment, or for longer than its claim lasts. */
async function before(): Promise<void> {
  if (!calm && Math.random() < (world.careless ? 0.25 : 0.05)) await wait(Math.random() * 2.5 * world.lease)
}

async function over(pause: number, play: () => Promise<void>, when: 'storm' | 'always' = 'always'): Promise<void> {
  for (;;) {
    if (!calm || when === 'always') await play().catch(trouble)
    await wait(pause * (0.5 + Math.random()))
  }
}

function trouble(error: unknown): void {
  tell({ report: 'trouble', words: error instanceof Error ? error.message : String(error) })
}

process.on('message', (order: MoverOrder) => {
  if (order.order === 'begin') begin(order)
  else if (order.order === 'calm') calm = true
  else {
    playAccepting(world, order.count).catch(trouble)
  }
})
process.on('disconnect', () => process.exit())
