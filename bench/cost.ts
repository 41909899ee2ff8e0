import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { countQueries } from './cost/count-queries.ts'
import { cpuOf } from './cost/cpu-of.ts'
import { readTables, type Written } from './cost/read-tables.ts'
import { rounded } from './load/figures.ts'
import { openLoad } from './load/open-load.ts'
import { forAWhile } from './stage/for-a-while.ts'
import { openWorld, type StageWorld } from './stage/open-world.ts'
import type { Piece, Stage } from './stage/perform.ts'
import { openInbox } from '../workbench/open-inbox.ts'

const people = 500
const lines = 4
const warmUp = 500
/** Messages begun in a second: at most sixty of a hundred that two cores manage. */
const pace = 200
/** Milliseconds from when a message is delivered until it is looked at. */
const lookedAt = 500
const idleLines = 500
/** Milliseconds. */
const idle = 60_000
/** Milliseconds after which every process of the server has told what it counted. */
const told = 3_000

const most = { relayCpuMs: 1.8, postgresCpuMs: 2.8, walBytes: 7_000, storedBytes: 4_000, idleQueriesPerSecond: 5 }

/**
 * What one message costs from the card's function to the contact's timeline, sent, delivered and read, with the settings of
 * production; and what a relay with 500 lines and nothing to do asks of its database, counted on the wire.
 */
export const cost: Piece = async (stage) => {
  const { values } = parseArgs({ args: stage.args, options: { messages: { type: 'string', default: '6000' } } })
  const messages = Math.max(100, Number(values.messages) || 6_000)
  const busy = await forAWhile(stage, (inner) => measureMessages(inner, messages))
  const idleQueriesPerSecond = await forAWhile(stage, measureIdle)
  const figures = { ...busy, idleQueriesPerSecond }
  const passed = Object.entries(most).every(([name, limit]) => figures[name as keyof typeof most] <= limit)
  return { figures, passed }
}

async function measureMessages(stage: Stage, messages: number) {
  const world = await openWorld(stage, { people, lines })
  const load = openLoad(stage)
  // Whoever gets a message looks at it a moment later, so that its line reports twice: delivered, then read.
  world.phones.onChange(({ direction, status, to }) => {
    if (direction === 'to_phone' && status === 'delivered') setTimeout(() => world.phones.look(to), lookedAt)
  })
  const send = async (count: number) => {
    const report = await load({
      origin: world.url,
      load: { kind: 'messages', lineIds: world.lines.map(({ id }) => id), people, firstContact: world.firstContact },
      ...{ connections: 32, count, perSecond: pace, milliseconds: 300_000, marks: false },
    })
    if (report.ok !== count) throw new Error(`refused: ${JSON.stringify(report.refused)}`)
    await wait(lookedAt)
    await recorded(world)
    await wait(told)
  }
  await send(warmUp)
  const before = {
    ...(await readTables(world.database)),
    relay: cpuOf(world.relay.pid),
    postgres: cpuOf(world.postgres),
  }
  const begun = Date.now()
  await send(messages)
  const after = {
    ...(await readTables(world.database)),
    relay: cpuOf(world.relay.pid),
    postgres: cpuOf(world.postgres),
  }
  stage.say(`${messages} messages in ${rounded((Date.now() - begun) / 1_000)} s, with what came after`)
  tellTables(stage, before, after, messages)
  const each = (of: 'relay' | 'postgres' | Exclude<keyof Written, 'tables'>, digits = 0) =>
    rounded((after[of] - before[of]) / messages, digits)
  return {
    messages,
    relayCpuMs: each('relay', 2),
    postgresCpuMs: each('postgres', 2),
    walBytes: each('walBytes'),
    storedBytes: each('storedBytes'),
    rowsInserted: each('inserted', 1),
    updates: each('updated', 1),
    hotUpdates: each('hot', 1),
    commits: each('commits', 1),
  }
}

function tellTables(stage: Stage, before: Written, after: Written, messages: number): void {
  const rows = after.tables
    .map((table) => {
      const old = before.tables.find(({ name }) => name === table.name)
      const of = (key: 'inserted' | 'updated' | 'hot' | 'deleted' | 'bytes') =>
        rounded((table[key] - (old?.[key] ?? 0)) / messages, key === 'bytes' ? 0 : 2)
      return {
        name: table.name,
        ...{ inserted: of('inserted'), updated: of('updated'), hot: of('hot') },
        bytes: of('bytes'),
        deleted: of('deleted'),
      }
    })
    .filter(({ inserted, updated, bytes, deleted }) => inserted + updated + bytes + deleted > 0)
    .toSorted((one, other) => other.bytes - one.bytes)
  stage.say('for each message: rows inserted, updated (of them in place), deleted, and bytes')
  for (const { name, inserted, updated, hot, deleted, bytes } of rows) {
    stage.say(`${name.padEnd(34)} ${inserted} ${updated} (${hot}) ${deleted} ${bytes}`)
  }
}

async function measureIdle(stage: Stage): Promise<number> {
  let counter: Awaited<ReturnType<typeof countQueries>> | undefined
  await openWorld(stage, {
    ...{ people: 1, lines: idleLines },
    databaseUrl: async (url) => (counter = await countQueries(stage, url)).url,
  })
  // The first look into every history, which keeps where it ended, is no idleness.
  await wait(20_000)
  const before = counter!.count()
  await wait(idle)
  return rounded((counter!.count() - before) / (idle / 1_000), 1)
}

/** Waits until every delivery report is worked off and HubSpot has heard of everything. */
async function recorded(world: StageWorld): Promise<void> {
  await world.phones.idle()
  for (const begun = Date.now(); ; await wait(500)) {
    const [row] = await world.database.query<{ open: number }>(
      `select (select count(*) from ${openInbox} i)::int
            + (select count(*) from timeline_entry where state <> 'created' or written < wanted)::int as open`,
    )
    if (row?.open === 0) return
    if (Date.now() - begun > 180_000) throw new Error(`${row?.open} are still open after three minutes`)
  }
}
