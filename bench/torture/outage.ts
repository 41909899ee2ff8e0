import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase, type Database } from '../../relay/store/database.ts'
import { freePort } from '../../relay/store/embedded/free-port.ts'
import { openEmbedded } from '../../relay/store/embedded/open-embedded.ts'
import { openHubSpot } from '../stage/open-hubspot.ts'
import type { Piece, Stage } from '../stage/perform.ts'
import { startRelay } from '../stage/relay-process.ts'
import { account, relaySettings } from '../stage/relay-settings.ts'
import { temporaryFolder } from '../stage/temporary-folder.ts'
import { createCallers } from './callers.ts'
import { readOnce } from './downtime/read-once.ts'
import { openGate, type GateState } from './outage/gate.ts'
import { judge } from './outage/judge.ts'
import { deleteJobs, moveClock, readDue } from './outage/look-at-rows.ts'
import { openLines } from './outage/open-lines.ts'
import { raiseDoubts, unknownAmong, type Doubt } from './outage/raise-doubts.ts'
import { readWaiting } from './outage/read-waiting.ts'
import { spoil } from './outage/spoil.ts'
import { seedWriters, write } from './outage/writers.ts'
import { pace } from './pace.ts'
import { openPostOffice } from './providers/post-office.ts'
import { waitUntil } from './providers/wait-until.ts'
import { tellTroubles } from './tell-troubles.ts'

/** Fewer would prove little. */
const fewest = { replies: 2_000, doubts: 200 }
/** Milliseconds between two moves of the clock, so that whatever is due is tried once more and fails. */
const between = 6_000
/** Hours that the clock is moved on with each: together longer than any retry has ever lasted. */
const step = 20
/** How HubSpot is down meanwhile, and the providers; one of them refuses our credentials while others cannot be reached. */
const outages: { hubspot: GateState; providers: GateState[] }[] = [
  { hubspot: 'cut', providers: ['cut', 'silent', 'refuse'] },
  { hubspot: 'cut', providers: ['silent', 'cut'] },
  { hubspot: 'silent', providers: ['cut'] },
  // Its token is refused.
  { hubspot: 'refuse', providers: ['cut', 'refuse'] },
  { hubspot: 'refuse', providers: ['cut'] },
  { hubspot: 'cut', providers: ['cut'] },
]
/** Milliseconds in which all must have moved once everybody is up again. */
const longest = 150_000

/** Nobody is asked about a doubt before all are down; then it is due by the clock that is moved. */
const ownPace = { ...pace, SETTLE_MS: '120000', CATCH_UP_MS: '10000', JOB_EXPIRE_S: '15' }

/**
 * HubSpot and all providers go down for five days, in every way in which they can, with messages in doubt and replies that
 * wait for HubSpot. The database's clock is moved on meanwhile, all jobs are deleted by hand twice, and the relay is killed.
 * Then everybody is back: each reply stands on its contact's timeline or in the card, or waits where a person sees it; no
 * doubt is left that a provider can settle; nothing is due; and whatever is parked is in the list of what waits.
 */
export const outage: Piece = async (stage) => {
  const folder = temporaryFolder(stage)
  const logFile = join(folder, 'relay.log')
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  const database = openDatabase({ url: embedded.url, size: 2, onError: (error) => stage.say(error.message) })
  stage.atEnd(() => database.close())
  const hubspot = await openHubSpot(stage, [account], { searchLag: 1_000 })
  const office = await openPostOffice()
  stage.atEnd(() => office.close())
  const gate = await openGate(stage, Number(new URL(hubspot.url).port))
  const lines = await openLines(stage, office)
  const writers = seedWriters(hubspot, lines)
  const port = await freePort(undefined)
  const env = relaySettings(
    { publicUrl: office.url, hubspotUrl: `http://127.0.0.1:${gate.port}`, lines: [] },
    {
      ...{ ...ownPace, PORT: String(port), DATABASE_URL: embedded.url },
      LINES: JSON.stringify(lines.map(({ config }) => config)),
    },
  )
  const start = async () => {
    const relay = startRelay(stage, env, logFile)
    office.leadTo(await relay.ready)
    return relay
  }
  const url = `http://127.0.0.1:${port}`
  const callers = createCallers(url, () => Promise.reject(new Error('only the card sends here')))
  let relay = await start()
  await readOnce(stage, embedded.url, lines.filter(({ provider }) => provider.since).length)
  const before = await write(writers, ({ known }) => (known ? 1 : 0), 8_000)
  await allStored(database, before.length)
  stage.say(`${before.length} people have written on ${lines.length} lines`)
  const doubts = await raiseDoubts(stage, writers, callers, database)

  const shut = (nth: number) => {
    const { hubspot: state, providers } = outages[nth]!
    gate.state = state
    lines.forEach(({ gates }, place) => gates.forEach((one) => (one.state = providers[place % providers.length]!)))
  }
  shut(0)
  await spoil(database, hubspot, lines, writers)
  const early = await write(writers, ({ replies }) => Math.ceil(replies / 2), 8_000)
  // From now on webhooks get lost where a history can tell what they said.
  for (const { provider, webhooks } of lines) if (provider.since) webhooks.handling = 'keep'
  const late = await write(writers, ({ replies }) => Math.floor(replies / 2), 5_000)
  stage.say(`all are down; ${early.length + late.length} replies were written meanwhile`)
  for (let nth = 0; nth < outages.length && !stage.signal.aborted; nth += 1) {
    shut(nth)
    await moveClock(database, (nth + 1) * step)
    if (nth === 2) stage.say(`${await deleteJobs(database)} jobs are deleted`)
    if (nth === 4) {
      relay.kill('SIGKILL')
      await relay.ended
      relay = await start()
    }
    await wait(between)
  }
  relay.kill('SIGTERM')
  await relay.ended
  stage.say(`after ${outages.length * step} hours ${JSON.stringify(await readDue(database))} are due`)
  stage.say(`${await deleteJobs(database)} jobs are deleted`)
  gate.state = 'open'
  for (const { gates, webhooks } of lines) {
    webhooks.handling = 'pass'
    for (const one of gates) one.state = 'open'
  }
  relay = await start()
  await settle(stage, database, doubts)

  const replies = [...before, ...early, ...late]
  const seen = await readWaiting(url)
  const { twice, ...figures } = await judge(stage, { hubspot, database, callers, replies, doubts }, seen)
  relay.kill('SIGTERM')
  await relay.ended
  const enough = figures.replies >= fewest.replies && figures.doubts >= fewest.doubts
  const passed = enough && figures.lost + figures.stuck + figures.parkedUnseen + twice === 0
  await tellTroubles(stage, logFile, passed)
  return { figures, passed }
}

/** Waits until nothing is due and no doubt is left; pauses of minutes are skipped by moving the clock. */
async function settle(stage: Stage, database: Database, doubts: readonly Doubt[]): Promise<void> {
  const askable = doubts.filter(({ askable }) => askable)
  const begun = Date.now()
  let looked = 0
  const done = await waitUntil(
    async () => {
      const hours = outages.length * step + Math.ceil((Date.now() - begun) / 30_000) * 0.25
      await moveClock(database, hours)
      const due = await readDue(database)
      const open = (await unknownAmong(database, askable)).length
      if ((looked += 1) % 5 === 0) stage.say(`all are up; ${open} doubts, due ${JSON.stringify(due)}`)
      return stage.signal.aborted || (open === 0 && Object.values(due).every((count) => count === 0) && looked > 6)
    },
    longest,
    3_000,
  )
  stage.say(`${done ? 'everything has moved' : 'something does not move'} after ${Date.now() - begun} ms`)
}

async function allStored(database: Database, count: number): Promise<void> {
  const all = await waitUntil(async () => {
    const [row] = await database.query<{ stored: number }>(
      "select count(*)::int as stored from message where direction = 'inbound'",
    )
    return row?.stored === count
  }, 180_000)
  if (!all) throw new Error(`not all of the first ${count} replies came within three minutes`)
}
