import { median, percentile, perSecond, rounded } from './load/figures.ts'
import type { LoadReport } from './load/load-process.ts'
import type { openLoad } from './load/open-load.ts'
import type { LoadKind } from './load/request.ts'
import { openFloor } from './open-floor.ts'
import type { StageWorld } from './stage/open-world.ts'
import type { Stage } from './stage/perform.ts'
import { workedOff } from './stage/worked-off.ts'

/** As much of both loads as goes through, in turn; `table` is where the relay keeps what it took in of its own. */
interface Turns {
  floor: LoadKind
  relay: LoadKind
  table: Parameters<typeof workedOff>[2]
  connections: number
  rounds: number
  /** Of each load in each round. */
  milliseconds: number
}

/** Medians of the rounds in requests a second, and each round's p99 in milliseconds of the relay's answer. */
interface Figures {
  floor: number
  relay: number
  p99s: number[]
}

/** Loads the floor of ingesting and the relay in turn, so that both meet the same machine. Rejects if one is refused. */
export async function besideFloor(
  stage: Stage,
  world: StageWorld,
  load: ReturnType<typeof openLoad>,
  { floor, relay, table, connections, rounds, milliseconds }: Turns,
): Promise<Figures> {
  const floorUrl = await openFloor(stage, world.database.url)
  async function at(origin: string, kind: LoadKind, time: number): Promise<LoadReport> {
    const limits = { count: 1_000_000, milliseconds: time }
    const report = await load({ origin, load: kind, connections, ...limits, marks: false })
    if (Object.keys(report.refused).length > 0) throw new Error(`refused: ${JSON.stringify(report.refused)}`)
    return report
  }
  await at(floorUrl, floor, 1_000)
  await at(world.url, relay, 1_000)
  await workedOff(stage, world.database, table)

  const floors: number[] = []
  const relays: number[] = []
  const p99s: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    floors.push(perSecond(await at(floorUrl, floor, milliseconds)))
    const report = await at(world.url, relay, milliseconds)
    relays.push(perSecond(report))
    p99s.push(percentile(report.latencies, 0.99))
    stage.say(
      `round ${round}: floor ${rounded(floors.at(-1)!)}/s, relay ${rounded(relays.at(-1)!, 1)}/s, ` +
        `p99 ${rounded(p99s.at(-1)!, 1)} ms`,
    )
    await workedOff(stage, world.database, table)
  }
  return { floor: median(floors), relay: median(relays), p99s }
}
