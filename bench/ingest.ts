import { setTimeout as wait } from 'node:timers/promises'
import { median, percentile, rounded } from './load/figures.ts'
import type { LoadReport } from './load/load-process.ts'
import { openLoad } from './load/open-load.ts'
import { openFloor } from './open-floor.ts'
import type { Piece, Stage } from './stage/perform.ts'
import { openWorld, type StageWorld } from './stage/open-world.ts'
import { account } from './stage/relay-settings.ts'

const people = 200
const connections = 64
const rounds = 5
const milliseconds = 4_000

/**
 * Signed reply webhooks a second, each durable before its answer, at the relay and at a bare route that verifies the
 * same signature and inserts one row. Both are processes of their own on the same server, under the same load, in turn.
 */
export const ingest: Piece = async (stage) => {
  const world = await openWorld(stage, { people, lines: 1, phones: { deliverAfter: 20 } })
  const floorUrl = await openFloor(stage, world.database.url)
  const load = openLoad(stage)
  const line = world.lines[0]!.address
  const at = async (origin: string, path: string, time: number) => {
    const report = await load({
      origin,
      load: { kind: 'replies', path, line, people },
      connections,
      count: 1_000_000,
      milliseconds: time,
      marks: false,
    })
    if (Object.keys(report.refused).length > 0) throw new Error(`refused: ${JSON.stringify(report.refused)}`)
    return report
  }
  const relayPath = `/webhooks/${account.portalId}/${world.lines[0]!.id}`

  // Everybody has had a message, so that replies find their conversation as they do in ordinary life.
  await load({
    origin: world.url,
    load: { kind: 'messages', lineIds: [world.lines[0]!.id], people, firstContact: world.firstContact },
    connections: 8,
    count: people,
    milliseconds: 60_000,
    marks: false,
  })
  await at(floorUrl, '/webhooks', 1_000)
  await at(world.url, relayPath, 1_000)
  await drained(stage, world)

  const floors: number[] = []
  const relays: number[] = []
  const latencies: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const floor = perSecond(await at(floorUrl, '/webhooks', milliseconds))
    const report = await at(world.url, relayPath, milliseconds)
    const relay = perSecond(report)
    floors.push(floor)
    relays.push(relay)
    latencies.push(percentile(report.latencies, 0.99))
    stage.say(
      `round ${round}: floor ${rounded(floor)}/s, relay ${rounded(relay)}/s, p99 ${rounded(latencies.at(-1)!, 1)} ms`,
    )
    await drained(stage, world)
  }
  const figures = {
    relay: rounded(median(relays)),
    floor: rounded(median(floors)),
    ratio: rounded(median(relays) / median(floors), 2),
    p99ms: rounded(median(latencies), 1),
  }
  return { figures, passed: figures.ratio >= 0.5 }
}

function perSecond(report: LoadReport): number {
  return report.ok / ((report.ended - report.begun) / 1_000)
}

/** Waits until the relay has worked off what it took in, so that it does not compete with the floor's next round. */
async function drained(stage: Stage, world: StageWorld): Promise<void> {
  const begun = Date.now()
  const open = async () => {
    const [row] = await world.database.query<{ count: number }>(
      'select count(*)::int as count from inbox where done_at is null',
    )
    return row?.count ?? 0
  }
  const first = await open()
  while ((await open()) > 0) {
    if (Date.now() - begun > 120_000) throw new Error('the inbox was not worked off within two minutes')
    await wait(250)
  }
  const seconds = (Date.now() - begun) / 1_000
  if (first > 0)
    stage.say(`worked off the ${first} left over in ${rounded(seconds, 1)} s: ${rounded(first / seconds)}/s`)
}
