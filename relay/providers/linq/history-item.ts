import { createHash } from 'node:crypto'
import { membersOf, type Members } from '../members.ts'
import type { Dated } from '../newer-than.ts'
import type { Line, Received } from '../provider.ts'
import { readMessage } from './linq-message.ts'
import { isStatus } from './sent-of.ts'

/** A message of the history, or whatever stands in its place: when it last changed, and as what it is to be read. */
export interface HistoryItem extends Dated {
  received: Received
}

const times = ['created_at', 'sent_at', 'delivered_at', 'read_at', 'updated_at']

/**
 * The messages of one chat as their webhooks would tell them. One that cannot be read keeps its bytes, for a person to look at, and
 * takes its time from its neighbours, so that nobody waits for it.
 */
export function itemsOf(messages: readonly unknown[], chat: Members, line: Line, now: Date): HistoryItem[] {
  const dated = messages.map((item) => latest(membersOf(item)))
  return messages.map((item, index): HistoryItem => {
    const neighbour = dated.slice(index + 1).find((at) => at !== undefined) ?? dated.findLast((at) => at !== undefined)
    const at = dated[index] ?? neighbour ?? chat.date('updated_at') ?? new Date(0)
    const told = asEvent(item, membersOf(item), chat, line, at, now)
    const bytes = Buffer.from(JSON.stringify(told?.event ?? item))
    const id = told?.id ?? createHash('sha256').update(bytes).digest('hex').slice(0, 16)
    return { id, at, received: { origin: 'history', headers: {}, body: bytes } }
  })
}

function asEvent(
  item: unknown,
  members: Members,
  chat: Members,
  line: Line,
  at: Date,
  now: Date,
): { id: string; event: object } | undefined {
  const message = readMessage(members, line)
  if (!message || /\s/.test(message.id) || (!message.outbound && message.sender === undefined)) return undefined
  const word = `message.${members.text('delivery_status') ?? ''}`
  const type = !message.outbound ? 'message.received' : isStatus(word) ? word : 'message.queued'
  const data = {
    ...(item as object),
    direction: message.outbound ? 'outbound' : 'inbound',
    sender_handle: { handle: message.sender ?? line.address },
    chat: {
      id: chat.text('id'),
      is_group: false,
      owner_handle: { handle: line.address, is_me: true },
      handles: chat.list('handles'),
    },
  }
  const created = members.date('created_at') ?? at
  const event = { event_type: type, created_at: created.toISOString(), listed_at: now.toISOString(), data }
  // How it fares is news by itself, and may change within one moment.
  return { id: message.outbound ? `${message.id}/${type}` : message.id, event }
}

function latest(message: Members): Date | undefined {
  const known = times.flatMap((name) => message.date(name)?.getTime() ?? [])
  return known.length === 0 ? undefined : new Date(Math.max(...known))
}
