import type { SendblueRow } from './sendblue-message.ts'

/** A message with the time it was made, which only the filters know. */
export interface Kept extends SendblueRow {
  created: number
}

const known = new Set([
  'number',
  'sendblue_number',
  'is_outbound',
  'created_at_gte',
  'updated_at_gte',
  'order_by',
  'order_direction',
  'limit',
  'offset',
])
const orders = new Set(['createdAt', 'updatedAt', 'sentAt'])

/** `GET /api/v2/messages`; a string is what is wrong with the question. */
export function listMessages(all: readonly Kept[], query: URLSearchParams): object | string {
  for (const name of query.keys()) if (!known.has(name)) return `Unknown parameter ${name}`
  const order = query.get('order_by') ?? 'createdAt'
  if (!orders.has(order)) return 'order_by must be createdAt, updatedAt or sentAt'
  const created = time(query.get('created_at_gte'))
  const updated = time(query.get('updated_at_gte'))
  if (Number.isNaN(created) || Number.isNaN(updated)) return 'Dates must be ISO 8601'
  const outbound = query.get('is_outbound')
  const number = query.get('number')
  const line = query.get('sendblue_number')
  const found = all.filter(
    (message) =>
      (outbound === null || String(message.is_outbound) === outbound) &&
      (number === null || message.from_number === number || message.to_number === number) &&
      (line === null || message.sendblue_number === line) &&
      message.created >= created &&
      Date.parse(message.date_updated) >= updated,
  )
  const direction = query.get('order_direction') === 'asc' ? 1 : -1
  const key = (message: Kept) => (order === 'updatedAt' ? Date.parse(message.date_updated) : message.created)
  found.sort((one, other) => direction * (key(one) - key(other)))
  const limit = Math.max(1, Number(query.get('limit') ?? 50))
  const offset = Number(query.get('offset') ?? 0)
  const data = found.slice(offset, offset + limit).map(({ created: _, ...shown }) => shown)
  const pagination = { total: found.length, limit, offset, hasMore: offset + data.length < found.length }
  return { status: 'OK', data, pagination }
}

function time(text: string | null): number {
  return text === null ? 0 : Date.parse(text)
}
