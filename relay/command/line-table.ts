import type { LineReport } from '../../contract/lines.ts'
import { plainText } from './plain-text.ts'

/** The lines as a table, each with a second row where there is more to say of it. */
export function lineTable(lines: readonly LineReport[]): string {
  const head = ['LINE', 'STATE', 'WAITING', 'SENT', 'FAILED', 'CHANNEL', 'PROVIDER', 'ADDRESS', 'LABEL']
  const rows = lines.map((line) =>
    [
      line.id,
      line.state === 'active' && line.reason ? 'degraded' : line.state,
      String(line.waiting),
      String(line.health.sent),
      String(line.health.failed),
      line.channel,
      line.provider,
      line.address,
      line.label,
    ].map(plainText),
  )
  const widths = head.map((name, index) => Math.max(name.length, ...rows.map((row) => row[index]?.length ?? 0)))
  const inColumns = (row: string[]) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  const more = lines.map((line) => {
    const words = inWords(line)
    return words === null ? [] : [`${' '.repeat((widths[0] ?? 0) + 2)}${words}`]
  })
  return [inColumns(head), ...rows.flatMap((row, index) => [inColumns(row), ...(more[index] ?? [])])].join('\n')
}

const whom = { person: 'a person', relay: 'the relay', provider: 'the provider' }

function inWords({ state, pausedBy, reason, since }: LineReport): string | null {
  if (state === 'active' && reason === null) return null
  const by = state === 'paused' && pausedBy ? `by ${whom[pausedBy]}` : ''
  const when = since ? `since ${since.slice(0, 16).replace('T', ' ')} UTC` : ''
  return [[by, when].filter(Boolean).join(' '), plainText(reason ?? '')].filter(Boolean).join(': ')
}
