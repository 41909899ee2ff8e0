import type { LineReport } from '../../contract/lines.ts'
import { textTable } from './text-table.ts'

/** The lines as a table, each with a second row where there is more to say of it. */
export function lineTable(lines: readonly LineReport[]): string {
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

function inWords({ state, pausedBy, reason, since }: LineReport): string | null {
  if (state === 'active' && reason === null) return null
  const by = state === 'paused' && pausedBy ? `by ${whom[pausedBy]}` : ''
  const when = since ? `since ${since.slice(0, 16).replace('T', ' ')} UTC` : ''
  return [[by, when].filter(Boolean).join(' '), reason ?? ''].filter(Boolean).join(': ')
}
