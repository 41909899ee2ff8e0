import { setTimeout as wait } from 'node:timers/promises'
import { median, percentile, rounded } from './load/figures.ts'
import type { LoadOrder, LoadReport } from './load/load-process.ts'
import { openLoad } from './load/open-load.ts'
import { openFloor } from './open-floor.ts'
import type { Piece, Stage } from './stage/perform.ts'
import { openWorld, type StageWorld } from './stage/open-world.ts'

const people = 500
/** As many batches as HubSpot posts to an account at once. */
const connections = 10
const rounds = 3
const milliseconds = 5_000

/**
 * Batches of a hundred signed events a second, each durable before its answer while the relay works off those before,
 * beside the floor of ingesting: one signed webhook a request, at a bare route that inserts one row.
 */
export const webhooks: Piece = async (stage) => {
  const world = await openWorld(stage, { people, lines: 1 })
  const floorUrl = await openFloor(stage, world.database.url)
  const load = openLoad(stage)
  async function at(origin: string, kind: LoadOrder['load'], time: number): Promise<LoadReport> {
    const order = { origin, load: kind, connections, count: 1_000_000, milliseconds: time, marks: false }
    const report = await load(order)
    if (Object.keys(report.refused).length > 0) throw new Error(`refused: ${JSON.stringify(report.refused)}`)
    return report
  }
  const replies: LoadOrder['load'] = { kind: 'replies', path: '/webhooks', line: world.lines[0]!.address, people }
  const events: LoadOrder['load'] = {
    kind: 'events',
    path: '/webhooks/hubspot',
    publicUrl: world.url,
    people,
    firstContact: world.firstContact,
  }
  await at(floorUrl, replies, 1_000)
  await at(world.url, events, 1_000)
  await drained(stage, world)

  const floors: number[] = []
  const batches: number[] = []
  const latencies: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    floors.push(perSecond(await at(floorUrl, replies, milliseconds)))
    const report = await at(world.url, events, milliseconds)
    batches.push(perSecond(report))
    latencies.push(percentile(report.latencies, 0.99))
    stage.say(
      `round ${round}: floor ${rounded(floors.at(-1)!)}/s, relay ${rounded(batches.at(-1)!, 1)} batches/s, ` +
        `p99 ${rounded(latencies.at(-1)!, 1)} ms`,
    )
    await drained(stage, world)
  }
  const figures = {
    batchesPerSecond: rounded(median(batches), 1),
    eventsPerSecond: rounded(median(batches) * 100),
    floor: rounded(median(floors)),
    p99ms: rounded(Math.max(...latencies), 1),
  }
  return { figures, passed: figures.p99ms < 1_000 }
}

function perSecond(report: LoadReport): number {
  return report.ok / ((report.ended - report.begun) / 1_000)
}

/** Waits until the relay has worked off what it took in. */
async function drained(stage: Stage, world: StageWorld): Promise<void> {
  const begun = Date.now()
  const open = async () => {
    const [row] = await world.database.query<{ count: number }>(
      'select count(*)::int as count from hubspot_event where done_at is null',
    )
    return row?.count ?? 0
  }
  const first = await open()
  while ((await open()) > 0) {
    if (Date.now() - begun > 180_000) throw new Error('the events were not worked off within three minutes')
    await wait(250)
  }
  const seconds = (Date.now() - begun) / 1_000
  if (first > 0) stage.say(`worked off the ${first} left over in ${rounded(seconds, 1)} s`)
}
