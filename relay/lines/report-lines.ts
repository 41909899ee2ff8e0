import type { LineReport } from '../../contract/lines.ts'
import type { Account } from '../account/account.ts'
import { usableLines } from '../account/usable-lines.ts'
import type { WideDb } from '../store/database.ts'
import { lineSubject, readConnectionTests } from '../store/account/connection-tests.ts'
import { readLineFigures } from '../store/line/line-figures.ts'
import { readLineStates } from '../store/line/line-states.ts'
import { readRemovedLines, type RemovedLine } from '../store/line/removed-lines.ts'

export interface ReportNeeds {
  database: WideDb
  now: () => Date
}

/**
 * Every line of an account, in the order of its settings: what it is, how it stands, what it may carry. Then those that were removed and on
 * which messages wait.
 */
export async function reportLines({ portalId, lines, pause }: Account, needs: ReportNeeds): Promise<LineReport[]> {
  const windowStart = new Date(needs.now().getTime() - pause.minutes * 60_000)
  const [states, figures, tests, removed] = await Promise.all([
    readLineStates(needs.database.forPortal(portalId)),
    readLineFigures(needs.database.forPortal(portalId), windowStart),
    readConnectionTests(needs.database.forPortal(portalId)),
    readRemovedLines(needs.database.forPortal(portalId)),
  ])
  const reports: LineReport[] = usableLines(lines).map(({ line, provider }) => {
    const state = states.get(line.id)
    const test = tests.get(lineSubject(line.id))
    const { waiting = 0, sent = 0, failed = 0 } = figures.get(line.id) ?? {}
    return {
      id: line.id,
      label: line.label,
      provider: provider.name,
      channel: line.channel,
      address: line.address,
      state: state?.state ?? 'active',
      pausedBy: state?.pausedBy ?? null,
      reason: state?.reason ?? null,
      since: state?.at?.toISOString() ?? null,
      history: state?.history
        ? { trouble: state.history.trouble, since: state.history.since?.toISOString() ?? null }
        : null,
      test: test ? { at: test.at.toISOString(), result: test.result, code: test.code, words: test.words } : null,
      waiting,
      health: { sent, failed },
      limits: { ...provider.limits },
      published: provider.published ? { ...provider.published } : null,
    }
  })
  return [...reports, ...removed.map(asRemoved)]
}

function asRemoved({ id, provider, channel, address, at, waiting }: RemovedLine): LineReport {
  return {
    ...{ id, label: id, provider, channel, address, waiting },
    ...{ state: 'removed', pausedBy: null, reason: null, since: at?.toISOString() ?? null },
    ...{ history: null, test: null, health: { sent: 0, failed: 0 }, limits: null, published: null },
  }
}
