import { setTimeout as wait } from 'node:timers/promises'
import { emptyJobs } from './empty-jobs.ts'
import { median, percentile, perSecond, rounded } from './load/figures.ts'
import { openLoad } from './load/open-load.ts'
import type { Piece, Stage } from './stage/perform.ts'
import { openWorld, type StageWorld } from './stage/open-world.ts'

const burst = 10_000
const people = 500
const lines = 8
const connections = 64
/** Measured before and after the burst, because the machine is not the same from minute to minute. */
const ceilingCallers = 32

/**
 * A burst of 10,000 through the signed HTTP door of one relay process, each followed to the simulated provider, which
 * reports every delivery back while the burst goes on; beside the job engine's own ceiling on the same server.
 */
export const send: Piece = async (stage) => {
  const world = await openWorld(stage, { people, lines })
  const load = openLoad(stage)
  const arrivals = new Map<string, number>()
  world.phones.onChange(({ direction, status, body }) => {
    const mark = /\(([0-9a-f-]{36})\)$/.exec(body)?.[1]
    if (mark && direction === 'to_phone' && status === 'sent' && !arrivals.has(mark)) arrivals.set(mark, now())
  })
  const sendBurst = async (count: number) => {
    const report = await load({
      origin: world.url,
      load: { kind: 'messages', lineIds: world.lines.map(({ id }) => id), people, firstContact: world.firstContact },
      connections,
      count,
      milliseconds: 300_000,
      marks: true,
    })
    if (report.ok !== count) throw new Error(`refused: ${JSON.stringify(report.refused)}`)
    await until(() => report.answered.every(([mark]) => arrivals.has(mark)), 'every message is at the provider')
    return report
  }

  await sendBurst(500)
  await quiet(stage, world)
  const ceilings = [await emptyJobs(world.database.url, burst, ceilingCallers)]
  stage.say(`ceiling: ${rounded(ceilings[0]!)} empty jobs/s`)
  arrivals.clear()
  const report = await sendBurst(burst)
  const last = Math.max(...arrivals.values())
  const seconds = (last - report.begun) / 1_000
  const delays = report.answered.map(([mark, at]) => Math.max(0, (arrivals.get(mark) ?? Number.NaN) - at))
  stage.say(
    `burst: accepted at ${rounded(perSecond(report))}/s (p99 of the answers ${rounded(percentile(report.latencies, 0.99), 1)} ms), ` +
      `at the provider at ${rounded(burst / seconds)}/s`,
  )
  const left = [...arrivals.values()].filter((at) => at > report.ended).length
  stage.say(
    left > 100
      ? `pure drain: ${left} were left when the last was accepted, and went at ${rounded(left / ((last - report.ended) / 1_000))}/s`
      : `pure drain: nothing to measure, ${left} were left when the last was accepted`,
  )
  stage.say(`accepted to provider: p50 ${rounded(percentile(delays, 0.5), 1)} ms, over ${lines} lines of one simulator`)
  await quiet(stage, world)
  ceilings.push(await emptyJobs(world.database.url, burst, ceilingCallers))
  stage.say(`ceiling: ${rounded(ceilings[1]!)} empty jobs/s`)

  const ceiling = median(ceilings)
  const figures = {
    perSecond: rounded(burst / seconds),
    ceiling: rounded(ceiling),
    ratio: rounded(burst / seconds / ceiling, 2),
    p99ms: rounded(percentile(delays, 0.99), 1),
  }
  return { figures, passed: figures.ratio >= 0.5 }
}

/** Waits until delivery reports are worked off and HubSpot has heard of everything, so that nothing competes. */
async function quiet(stage: Stage, world: StageWorld): Promise<void> {
  await world.phones.idle()
  await until(async () => {
    const [row] = await world.database.query<{ open: number }>(
      `select (select count(*) from inbox where done_at is null)::int
            + (select count(*) from timeline_entry where state <> 'created' or written < wanted)::int as open`,
    )
    return row?.open === 0
  }, 'the relay is quiet')
  stage.say('everything is at HubSpot, too')
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const begun = Date.now(); !(await condition());) {
    if (Date.now() - begun > 180_000) throw new Error(`not within three minutes: ${what}`)
    await wait(100)
  }
}

function now(): number {
  return performance.timeOrigin + performance.now()
}
