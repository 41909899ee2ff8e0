import { Temporary } from '../../errors.ts'
import { askVendor } from '../call-vendor.ts'
import { membersOf, type Members } from '../members.ts'
import { cursorTime, newerThan } from '../newer-than.ts'
import type { Line, ProviderContext, Received } from '../provider.ts'
import { itemsOf, type HistoryItem } from './history-item.ts'
import { linqRequest } from './linq-request.ts'
import type { LinqSettings } from './settings.ts'
import { throwRefusal } from './throw-refusal.ts'

const page = 100
/** Bounds a walk over a history that grew without end: 10,000 chats, 10,000 messages of one chat. */
const mostPages = 100

/** A chat that is gone, or another's by now, holds up no other. */
const gone = new Set([403, 404, 410])

/**
 * What was written to a line and from it since the cursor, which is ours: Linq lists chats, and messages by chat. Only chats that
 * changed since are looked into, one message at a time. Each is what its webhook would say, how it fares included.
 */
export async function since(
  from: string | null,
  line: Line<LinqSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  const after = cursorTime(from)
  const chats = await walk('/chats', 'chats', { from: line.address }, ({ date }) => date('updated_at'))
  if (from === null) return { received: [], cursor: justAfter(chats.map(membersOf)), more: false }
  const found: HistoryItem[] = []
  for (const chat of chats.map(membersOf)) {
    const id = chat.text('id') ?? ''
    if (chat.flag('is_group') === true || !/^[A-Za-z0-9_-]{1,100}$/.test(id)) continue
    const messages = await walk(`/chats/${id}/messages`, 'messages', {}, ({ date }) => date('created_at'))
    found.push(...itemsOf(messages, chat, line, context.now()).filter(({ at }) => at >= after))
  }
  const { taken, ...rest } = newerThan(from, found, page)
  return { ...rest, received: taken.map(({ received }) => received) }

  /** Reads pages until nothing newer can follow, which only a list that is newest first lets us know. */
  async function walk(
    path: string,
    name: string,
    query: Record<string, string>,
    timeOf: (item: Members) => Date | undefined,
  ): Promise<unknown[]> {
    const all: unknown[] = []
    let next: string | undefined
    for (let count = 0; count < mostPages; count += 1) {
      const rest: Record<string, string> = next === undefined ? {} : { cursor: next }
      const { url, request } = linqRequest(path, line, { query: { ...query, limit: String(page), ...rest } })
      const answer = await askVendor('Linq', url, request, context)
      if (name === 'messages' && gone.has(answer.status)) return all
      if (answer.status !== 200) throwRefusal(answer, context.now())
      const listed = membersOf(answer.json)
      if (!listed.isList(name)) throw new Temporary('provider_failed', `Linq's list of ${name} cannot be read.`)
      const items = listed.list(name)
      all.push(...items)
      next = listed.text('next_cursor')
      const times = items.flatMap((item) => timeOf(membersOf(item))?.getTime() ?? [])
      const newestFirst = times.every((time, index) => index === 0 || time <= Number(times[index - 1]))
      const oldest = times.at(-1)
      if (next === undefined || items.length === 0 || (newestFirst && oldest !== undefined && oldest < after.getTime()))
        break
      // The newest is all that the first look wants to know.
      if (from === null && newestFirst) break
    }
    // A message is looked at by when it last changed; a chat without a time may have changed.
    if (name === 'messages') return all
    return all.filter((item) => !((timeOf(membersOf(item)) ?? after) < after))
  }
}

/** Now, by Linq's clock: later than whatever has happened in any chat. */
function justAfter(chats: Members[]): string {
  const times = chats.flatMap((chat) => chat.date('updated_at')?.getTime() ?? [])
  return new Date(Math.max(-1, ...times) + 1).toISOString()
}
