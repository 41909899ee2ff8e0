import { cutText } from '../../../contract/cut-text.ts'
import { membersOf } from '../members.ts'
import { namesLine } from '../names-line.ts'
import type { Line, ProviderEvent } from '../provider.ts'

/**
 * Sendblue's word that Apple or a carrier blocked a line. Its documentation names the event and not its body, so the
 * event is known by its name wherever that stands, and the line by whichever number is there; none means this line.
 */
export function lineBlocked(input: object, line: Line, arrived: Date | undefined): ProviderEvent | undefined {
  const outer = membersOf(input)
  const names = ['type', 'event', 'event_type', 'webhook_type'].map((name) => outer.text(name))
  const named = names.some((name) => name !== undefined && /^line[._]blocked$/i.test(name))
  if (!named) return undefined
  const told = membersOf({ ...input, ...('data' in input && typeof input.data === 'object' ? input.data : {}) })
  const numbers = ['sendblue_number', 'line_number', 'phone_number', 'from_number', 'number', 'line'].map((name) =>
    told.text(name),
  )
  const number = numbers.find((value) => value?.startsWith('+'))
  if (number !== undefined && !namesLine(number, line)) return { kind: 'ignored', reason: 'another line was blocked' }
  const said = told.text('reason', 'message', 'error_message')
  return {
    kind: 'line',
    state: 'blocked',
    reason: ['Sendblue says that this line was blocked.', cutText(said ?? '', 300)].filter(Boolean).join(' '),
    at: told.date('occurred_at', 'timestamp', 'blocked_at', 'date') ?? arrived ?? new Date(),
  }
}
