import { setTimeout as wait } from 'node:timers/promises'
import { openConnection } from './connection.ts'
import { loadRequest, type LoadKind } from './request.ts'

/** What the process is told: how much load, on whom. */
export interface LoadOrder {
  origin: string
  load: LoadKind
  connections: number
  /** Ends after so many requests, or after so many milliseconds, whichever comes first. */
  count: number
  milliseconds: number
  /** Requests begun in a second, at most; as many as there can be without it. */
  perSecond?: number
  /** Also say when each message was answered. */
  marks: boolean
}

/** What it answers. Times are milliseconds; `answered` holds, by mark, when its answer came (since 1970). */
export interface LoadReport {
  ok: number
  refused: Record<string, number>
  begun: number
  ended: number
  latencies: number[]
  answered: [mark: string, at: number][]
}

async function run(order: LoadOrder): Promise<LoadReport> {
  const connections = await Promise.all(Array.from({ length: order.connections }, () => openConnection(order.origin)))
  const report: LoadReport = { ok: 0, refused: {}, begun: now(), ended: 0, latencies: [], answered: [] }
  const deadline = report.begun + order.milliseconds
  let next = 0
  await Promise.all(
    connections.map(async (connection) => {
      while (next < order.count && now() < deadline) {
        const index = next++
        if (order.perSecond) await wait(Math.max(0, report.begun + (index * 1_000) / order.perSecond - now()))
        const { bytes, mark } = loadRequest(order.load, index)
        const asked = now()
        const status = await connection.ask(bytes)
        const at = now()
        report.latencies.push(at - asked)
        if (status === 200) report.ok += 1
        else report.refused[status] = (report.refused[status] ?? 0) + 1
        if (order.marks) report.answered.push([mark, at])
      }
    }),
  )
  report.ended = now()
  for (const connection of connections) connection.close()
  return report
}

function now(): number {
  return performance.timeOrigin + performance.now()
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
