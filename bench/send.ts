import { setTimeout as wait } from 'node:timers/promises'
import { cpuOf } from './cost/cpu-of.ts'
import { emptyJobs } from './empty-jobs.ts'
import { median, percentile, perSecond, rounded } from './load/figures.ts'
import { openLoad } from './load/open-load.ts'
import type { Piece } from './stage/perform.ts'
import { openWorld, type StageWorld } from './stage/open-world.ts'
import { openInbox } from '../workbench/open-inbox.ts'

const burst = 6_000
/** Bursts over all lines, each with one over a single line after it. */
const rounds = 3
const people = 500
const lines = 8
const connections = 64
/** Measured before each round, because the machine is not the same from minute to minute. */
const ceilingCallers = 32

/**
 * Bursts through the signed HTTP door of one relay process, each message followed to the simulated provider, which reports every
 * delivery back while the burst goes on: over eight lines and over one in turn, beside the job engine's own ceiling on the same
 * server. Medians.
 */
export const send: Piece = async (stage) => {
  const world = await openWorld(stage, { people, lines })
  const load = openLoad(stage)
  const arrivals = new Map<string, number>()
  world.phones.onChange(({ direction, status, body }) => {
    const mark = /\(([0-9a-f-]{36})\)$/.exec(body)?.[1]
    if (mark && direction === 'to_phone' && status === 'sent' && !arrivals.has(mark)) arrivals.set(mark, now())
  })
  const lineIds = world.lines.map(({ id }) => id)
  /** Messages a second from the first request to the last arrival, and for how long each was on its way, in milliseconds. */
  const sendBurst = async (count: number, over: string[]) => {
    arrivals.clear()
    const busy = () => [cpuOf(world.relay.pid), cpuOf(world.postgres), process.cpuUsage().user / 1_000]
    const before = busy()
    const report = await load({
      origin: world.url,
      load: { kind: 'messages', lineIds: over, people, firstContact: world.firstContact },
      connections,
      count,
      milliseconds: 300_000,
      marks: true,
    })
    if (report.ok !== count) throw new Error(`refused: ${JSON.stringify(report.refused)}`)
    await until(() => report.answered.every(([mark]) => arrivals.has(mark)), 'every message is at the provider')
    const last = Math.max(...arrivals.values())
    const delays = report.answered.map(([mark, at]) => Math.max(0, (arrivals.get(mark) ?? Number.NaN) - at))
    const rate = count / ((last - report.begun) / 1_000)
    stage.say(
      `${over.length} lines: accepted at ${rounded(perSecond(report))}/s (p99 of the answers ${rounded(percentile(report.latencies, 0.99), 1)} ms), ` +
        `at the provider at ${rounded(rate)}/s, ${rounded(percentile(delays, 0.5), 1)} ms after the answer at the median`,
    )
    const [relay, postgres, others] = busy().map((now, index) => rounded((now - before[index]!) / count, 2))
    stage.say(
      `until then, each message: relay ${relay} ms, PostgreSQL ${postgres} ms, phones and HubSpot ${others} ms of CPU`,
    )
    await quiet(world)
    return { rate, delays }
  }
  const measureCeiling = async () => {
    const ceiling = await emptyJobs(world.database.url, burst, ceilingCallers)
    stage.say(`ceiling: ${rounded(ceiling)} empty jobs/s`)
    return ceiling
  }

  await sendBurst(500, lineIds)
  const measured: { eight: number; one: number; ceiling: number; delays: number[] }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const ceiling = await measureCeiling()
    const eight = await sendBurst(burst, lineIds)
    const one = await sendBurst(burst, lineIds.slice(0, 1))
    measured.push({ ceiling, eight: eight.rate, one: one.rate, delays: eight.delays })
  }
  const middle = (of: 'eight' | 'one' | 'ceiling') => median(measured.map((round) => round[of]))
  const figures = {
    perSecond: rounded(middle('eight')),
    ceiling: rounded(middle('ceiling')),
    ratio: rounded(middle('eight') / middle('ceiling'), 2),
    oneLine: rounded(middle('one') / middle('eight'), 2),
    p99ms: rounded(median(measured.map(({ delays }) => percentile(delays, 0.99))), 1),
  }
  return { figures, passed: figures.ratio >= 0.8 && figures.oneLine >= 0.9 }
}

/** Waits until delivery reports are worked off and HubSpot has heard of everything, so that nothing competes. */
async function quiet(world: StageWorld): Promise<void> {
  await world.phones.idle()
  await until(async () => {
    const [row] = await world.database.query<{ open: number }>(
      `select (select count(*) from ${openInbox} i)::int
            + (select count(*) from timeline_entry where state <> 'created' or written < wanted)::int as open`,
    )
    return row?.open === 0
  }, 'the relay is quiet')
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
