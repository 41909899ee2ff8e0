import type { LineReport } from '../../contract/lines.ts'
import { testInWords } from './test-in-words.ts'
import { textTable } from './text-table.ts'

/** The lines as a table, each with a second row where there is more to say of it. */
export function lineTable(lines: readonly LineReport[]): string {
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
    rows.map((cells, index) => ({ cells, more: inWords(lines[index]!) })),
  )
}

const whom = { person: 'a person', relay: 'the relay', provider: 'the provider' }

function inWords(line: LineReport): string | null {
  return [stateInWords(line), historyInWords(line), testInWords(line.test)].filter(Boolean).join('; ') || null
}

function stateInWords({ state, pausedBy, reason, since }: LineReport): string | null {
  if (state === 'active' && reason === null) return null
  const by = state === 'paused' && pausedBy ? `by ${whom[pausedBy]}` : ''
  return [[by, sinceInWords(since)].filter(Boolean).join(' '), reason ?? ''].filter(Boolean).join(': ')
}

function historyInWords({ history }: LineReport): string | null {
  if (!history) return null
  return (
    [`the provider's history cannot be read`, sinceInWords(history.since)].filter(Boolean).join(' ') +
    `: ${history.trouble}`
  )
}

function sinceInWords(since: string | null): string {
  return since ? `since ${since.slice(0, 16).replace('T', ' ')} UTC` : ''
}
