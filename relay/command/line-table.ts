import type { LineReport } from '../../contract/lines.ts'
import { testInWords } from './test-in-words.ts'
import { textTable } from './text-table.ts'
import type { TellTime } from '../zone/time-in.ts'

/** The lines of an account as a table, each with a second row where there is more to say of it. */
export function lineTable(lines: readonly LineReport[], time: TellTime): string {
  if (lines.length === 0) return 'No line is set up. Give one with: npm run relay -- settings apply <file>'
  const head = ['LINE', 'STATE', 'WAITING', 'SENT', 'FAILED', 'CHANNEL', 'PROVIDER', 'ADDRESS', 'LABEL']
  const rows = lines.map((line) => [
    line.id,
    line.state === 'active' && line.reason ? 'degraded' : line.state,
    String(line.waiting),
    String(line.health.sent),
    String(line.health.failed),
    line.channel,
    line.provider,
    line.address,
    line.label,
  ])
  return textTable(
    head,
    rows.map((cells, index) => ({ cells, more: inWords(lines[index]!, time) })),
  )
}

const whom = { person: 'a person', relay: 'the relay', provider: 'the provider' }

function inWords(line: LineReport, time: TellTime): string | null {
  return (
    [stateInWords(line, time), historyInWords(line, time), testInWords(line.test, time)].filter(Boolean).join('; ') ||
    null
  )
}

function stateInWords({ state, pausedBy, reason, since }: LineReport, time: TellTime): string | null {
  if (state === 'active' && reason === null) return null
  if (state === 'removed') {
    const ways = '"lines move" lets what waits there leave by another line, "lines give-up" gives it up'
    return [sinceInWords(since, time), ways].filter(Boolean).join(': ')
  }
  const by = state === 'paused' && pausedBy ? `by ${whom[pausedBy]}` : ''
  return [[by, sinceInWords(since, time)].filter(Boolean).join(' '), reason ?? ''].filter(Boolean).join(': ')
}

function historyInWords({ history }: LineReport, time: TellTime): string | null {
  if (!history) return null
  return (
    [`the provider's history cannot be read`, sinceInWords(history.since, time)].filter(Boolean).join(' ') +
    `: ${history.trouble}`
  )
}

function sinceInWords(since: string | null, time: TellTime): string {
  return since ? `since ${time(since)}` : ''
}
