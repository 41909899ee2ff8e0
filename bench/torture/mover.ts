import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { MessageEventKind } from '../../relay/message/message-event.ts'
import { transitions } from '../../relay/message/transitions.ts'
import { openDatabase } from '../../relay/store/database.ts'
import { openEmbedded } from '../../relay/store/embedded/open-embedded.ts'
import { migrate } from '../../relay/store/migrate.ts'
import { compileOnce } from '../stage/compile-once.ts'
import type { Piece } from '../stage/perform.ts'
import { temporaryFolder } from '../stage/temporary-folder.ts'
import { join } from 'node:path'
import { plants } from './mover/plants.ts'
import { runStorm, type StormFigures, type StormFindings } from './mover/run-storm.ts'

const leastEvents = 200_000
const leastMessages = 5_000
/** How often every event of the table must have moved a message. */
const leastOfEach = 100
const leastPlants = 8
/** Milliseconds: the longest storm with a whole mover, and with one guard taken out; since the beginning no plant is begun. */
const longest = 320_000
const longestPlant = 12_000
const lastPlant = 500_000

/**
 * Four processes play random events against the mover on one database, are killed and frozen meanwhile, and call a provider
 * that remembers every call. What was written and called is judged by rules of its own; then the same once more for
 * every guard of the mover, with that guard taken out: it must be noticed.
 */
export const mover: Piece = async (stage) => {
  const { values } = parseArgs({
    args: stage.args,
    options: { events: { type: 'string', default: String(leastEvents) }, only: { type: 'string' } },
  })
  const events = Number(values.events) || leastEvents
  const begun = Date.now()
  const folder = temporaryFolder(stage)
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  await migrate(embedded.url)
  const elsewhere = new URL(embedded.url)
  const template = elsewhere.pathname.slice(1)
  elsewhere.pathname = '/postgres'
  const keeper = openDatabase({ url: elsewhere.href, size: 1, onError: (error) => stage.say(error.message) })
  stage.atEnd(() => keeper.close())
  const env = compileOnce(folder)
  let made = 0

  async function storm(plant: string | null, enough: (so: StormFigures, passed: number) => boolean) {
    const url = new URL(embedded.url)
    url.pathname = `/${template}_${(made += 1)}`
    await keeper.query(`create database ${url.pathname.slice(1)} template ${template}`)
    const pace = plant === null ? { rate: 45, strikes: 3_500 } : { rate: 60, strikes: 2_000 }
    const found = await runStorm(stage, { databaseUrl: url.href, env, plant, ...pace, enough })
    await drop(url.pathname.slice(1))
    return found
  }

  /** The server's own upkeep may be in there at that moment, and nobody but the server may end it (42501). */
  async function drop(name: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return void (await keeper.query(`drop database ${name} with (force)`))
      } catch (error) {
        const isBusy = error instanceof Error && 'code' in error && error.code === '42501'
        if (!isBusy || tries === 100) throw error
        await wait(200)
      }
    }
  }

  const whole = await storm(null, (so, passed) => {
    if (passed > longest || values.only) return true
    if (events < leastEvents) return so.events >= events
    return so.events >= events && so.accepted >= leastMessages && seldom(so).length === 0
  })
  tell(whole, stage.say)

  const names = Object.keys(plants).filter((name) => !values.only || name.includes(values.only))
  let planted = 0
  let noticed = 0
  for (const name of names) {
    if (stage.signal.aborted || Date.now() - begun > lastPlant) break
    const since = Date.now()
    let all: string[] = []
    // What shows seldom may not show in the first storm.
    for (let turn = 0; turn < 2 && all.length === 0 && !stage.signal.aborted; turn += 1) {
      const found = await storm(name, (so, passed) => {
        const { shortly } = plants[name]!
        if (shortly && passed > shortly && (so.moved.postponed ?? 0) > 20) return true
        return passed > longestPlant
      })
      if (plants[name]?.edit && !found.edited) throw new Error(`no statement has the part that "${name}" takes out`)
      all = [...found.violations, ...found.sentTwice, ...found.outOfOrder, ...found.forgotten]
    }
    planted += 1
    const words = all[0]
    if (words) noticed += 1
    if (values.only) for (const one of all.slice(0, 20)) stage.say(one)
    stage.say(`without "${name}": ${words ?? 'NOT NOTICED'} (${((Date.now() - since) / 1_000).toFixed(0)} s)`)
  }

  const figures = {
    events: whole.events,
    messages: whole.accepted,
    violations: whole.violations.length,
    sentTwice: whole.sentTwice.length,
    outOfOrder: whole.outOfOrder.length,
    forgotten: whole.forgotten.length,
    planted,
    noticed,
  }
  const bad = figures.violations + figures.sentTwice + figures.outOfOrder + figures.forgotten
  const passed =
    bad === 0 &&
    figures.events >= leastEvents &&
    figures.messages >= leastMessages &&
    seldom(whole).length === 0 &&
    planted >= leastPlants &&
    noticed === planted
  return { figures, passed }
}

/** Which events have moved a message too seldom. */
function seldom({ moved }: StormFigures): string[] {
  const kinds = Object.keys(transitions) as MessageEventKind[]
  return kinds.filter((kind) => (moved[kind] ?? 0) < leastOfEach)
}

function tell(found: StormFindings, say: (text: string) => void): void {
  say(`${found.calls} calls, ${found.killed} processes killed, ${found.frozen} frozen`)
  say(
    Object.entries(found.moved)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', '),
  )
  const rare = seldom(found)
  if (rare.length > 0) say(`too seldom: ${rare.join(', ')}`)
  for (const [words, count] of [...found.troubles].slice(0, 8)) say(`${count} times: ${words}`)
  for (const kind of ['violations', 'sentTwice', 'outOfOrder', 'forgotten'] as const) {
    for (const words of found[kind].slice(0, 8)) say(`${kind}: ${words}`)
  }
}
