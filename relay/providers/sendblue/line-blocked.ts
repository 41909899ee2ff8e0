import type { Line, ProviderEvent } from '../provider.ts'

/**
 * Sendblue's word that Apple or a carrier blocked a line. Its documentation names the event and not its body, so the
 * event is known by its name wherever that stands, and the line by whichever number is there; none means this line.
 */
export function lineBlocked(input: object, line: Line, now: () => Date = () => new Date()): ProviderEvent | undefined {
  const fields = new Map<string, unknown>(Object.entries(input))
  const names = ['type', 'event', 'event_type', 'webhook_type'].map((name) => fields.get(name))
  const named = names.some((name) => typeof name === 'string' && /^line[._]blocked$/i.test(name))
  if (!named) return undefined
  const inner = fields.get('data')
  if (typeof inner === 'object' && inner !== null)
    for (const [name, value] of Object.entries(inner)) fields.set(name, value)
  const numbers = ['sendblue_number', 'line_number', 'phone_number', 'from_number', 'number', 'line'].map((name) =>
    fields.get(name),
  )
  const number = numbers.find((value) => typeof value === 'string' && value.startsWith('+'))
  if (number !== undefined && number !== line.address) return { kind: 'ignored', reason: 'another line was blocked' }
  const said = ['reason', 'message', 'error_message']
    .map((name) => fields.get(name))
    .find((value) => typeof value === 'string')
  const times = ['occurred_at', 'timestamp', 'blocked_at', 'date'].map((name) => Date.parse(String(fields.get(name))))
  const at = times.find((time) => !Number.isNaN(time))
  return {
    kind: 'line',
    state: 'blocked',
    reason: ['Sendblue says that this line was blocked.', said?.slice(0, 300)].filter(Boolean).join(' '),
    at: at === undefined ? now() : new Date(at),
  }
}
