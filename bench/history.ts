import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase, type Database } from '../relay/store/database.ts'
import { openEmbedded } from '../relay/store/embedded/open-embedded.ts'
import { migrate } from '../relay/store/migrate.ts'
import { countScans, findScans, keepStatements } from './history/find-scans.ts'
import { loadHistory, messagesEach } from './history/load-history.ts'
import { openOperations, type Operation } from './history/operations.ts'
import { median, percentile, rounded } from './load/figures.ts'
import { account } from './stage/relay-settings.ts'
import type { Piece, Stage } from './stage/perform.ts'
import { temporaryFolder } from './stage/temporary-folder.ts'

/** People whom operations are about: they are in both databases. */
const people = 40
/** Operations of each kind in a round, on each database. */
const each = 2_000
const rounds = 3
const erased = 10
/** Claims that are under way together, at most: fewer than people, of whom each has one message leaving at a time. */
const claimedTogether = 20
/** Milliseconds after which no further round begins. */
const longest = 230_000
const most = { ratio: 1.5, eraseSeconds: 2, scans: 0 }
const kinds = ['accept', 'claim', 'match', 'card'] as const satisfies readonly Operation[]

/**
 * What a million messages and three million raw deliveries cost beside a database that has nothing but the history of those whom
 * the operations are about: the p99 of each kind as a ratio, asked in turns, the median of three rounds, or of as many as there is time for. And how long it takes to erase one
 * contact of 200 messages, and how many statements read a big table as a whole.
 */
export const history: Piece = async (stage) => {
  const { values } = parseArgs({ args: stage.args, options: { messages: { type: 'string', default: '1000000' } } })
  const messages = Math.max(people * messagesEach, Number(values.messages) || 1_000_000)
  const folder = temporaryFolder(stage)
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  const small = await openFilled(stage, embedded.url, 'small', people * messagesEach)
  const big = await openFilled(stage, embedded.url, 'big', messages)
  const before = await countScans(big.database)
  const statements = keepStatements()
  const ratios = await compare(stage, small.work, big.work)
  const eraseSeconds = await erase(stage, big.work)
  statements.end()
  await Promise.all([small, big].map(({ database }) => database.close()))

  const after = openOn(stage, big.url)
  // A connection tells what it counted when it ends.
  await wait(2_000)
  const told = [...(await findScans(after, statements.asked))]
  for (const one of told) stage.say(`reads all of ${one}`)
  const scans = told.length + (await countScans(after)) - before
  await tellSizes(stage, after)
  await after.close()
  const figures = { ...ratios, eraseSeconds, scans }
  const passed =
    kinds.every((kind) => ratios[kind] <= most.ratio) && eraseSeconds <= most.eraseSeconds && scans <= most.scans
  return { figures, passed }
}

const openOn = (stage: Stage, url: string) =>
  openDatabase({ url, size: 2, onError: (error) => stage.say(error.message) })

async function openFilled(stage: Stage, server: string, name: string, messages: number) {
  const begun = performance.now()
  const url = new URL(server)
  const keeper = openOn(stage, server)
  await keeper.query(`create database ${name}`)
  await keeper.close()
  url.pathname = `/${name}`
  await migrate(url.href)
  await loadHistory(stage, url.href, account.portalId, messages)
  const database = openOn(stage, url.href)
  stage.say(`${name}: ${messages} messages in ${rounded((performance.now() - begun) / 1_000)} s`)
  return { url: url.href, database, work: await openOperations(database) }
}

type Work = Awaited<ReturnType<typeof openOperations>>

async function compare(stage: Stage, small: Work, big: Work): Promise<Record<Operation, number>> {
  const ratios: Record<Operation, number[]> = { accept: [], claim: [], match: [], card: [] }
  // Once without being measured: connections, plans and pages are there afterwards.
  await play([small, big], 200)
  const begun = performance.now()
  for (let round = 1; round <= rounds && performance.now() - begun < longest; round += 1) {
    const [few, many] = await play([small, big], each)
    for (const kind of kinds) {
      const [one, other] = [percentile(few![kind], 0.99), percentile(many![kind], 0.99)]
      ratios[kind].push(other / one)
      stage.say(
        `round ${round}: ${kind} p99 ${rounded(one, 2)} ms and ${rounded(other, 2)} ms, p50 ${rounded(median(few![kind]), 2)} and ${rounded(median(many![kind]), 2)}`,
      )
    }
  }
  return Object.fromEntries(kinds.map((kind) => [kind, rounded(median(ratios[kind]), 2)])) as Record<Operation, number>
}

/** Milliseconds of each operation, on each database in turn. */
async function play(works: Work[], count: number): Promise<Record<Operation, number[]>[]> {
  const taken = works.map((): Record<Operation, number[]> => ({ accept: [], claim: [], match: [], card: [] }))
  for (let nth = 0; nth < count; nth += 1) {
    for (const kind of kinds) {
      for (const [index, { operations }] of works.entries()) {
        const begun = performance.now()
        await operations[kind]((nth * 7) % people)
        taken[index]![kind].push(performance.now() - begun)
      }
    }
    if (nth % claimedTogether === 0 || nth === count - 1) for (const { settle } of works) await settle()
  }
  return taken
}

/** Of those who were not in the operations, the slowest; seconds. */
async function erase(stage: Stage, big: Work): Promise<number> {
  const taken: number[] = []
  for (let person = people; person < people + erased; person += 1) {
    const begun = performance.now()
    await big.erase(person)
    taken.push((performance.now() - begun) / 1_000)
  }
  stage.say(`erased ${taken.map((one) => rounded(one, 2)).join(', ')} s`)
  return rounded(Math.max(...taken), 2)
}

/** For docs/operating.md: bytes a row, indexes and all. */
async function tellSizes(stage: Stage, database: Database): Promise<void> {
  const rows = await database.query<{ name: string; rows: number; bytes: number }>(
    `select relname as name, reltuples::int8::int as rows, (pg_total_relation_size(oid) / greatest(reltuples, 1))::int as bytes
     from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > 1000 order by 1`,
  )
  for (const { name, rows: count, bytes } of rows) stage.say(`${name}: ${count} rows of ${bytes} bytes`)
}
