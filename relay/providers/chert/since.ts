import { Temporary } from '../../errors.ts'
import { membersOf } from '../members.ts'
import { cursorTime, newerThan } from '../newer-than.ts'
import { oddOnce } from '../odd-once.ts'
import type { Line, ProviderContext, Received } from '../provider.ts'
import { askChert } from './ask-chert.ts'
import { chertEvent } from './chert-event.ts'
import type { ChertSettings } from './settings.ts'

/** What one look gives. */
const most = 50
/** Bounds a look: 20,000 events of a page of 200 each. */
const mostPages = 100
const day = 86_400_000

/** What webhooks tell of; all else that Chert lists is for its own screens. */
const wanted = /^(message\.received|reaction\..+)$/

/**
 * Messages and tapbacks since the cursor, which is ours: Chert's own walks pages, and keeps no place. Each event is what its webhook
 * would say. The first look asks for a day only, since all it wants to know is where now is, by Chert's clock.
 */
export async function since(
  from: string | null,
  line: Line<ChertSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  const { from: place } = oddOnce(from, [])
  const start = place === null ? new Date(context.now().getTime() - day) : cursorTime(place)
  const tomorrow = context.now().getTime() + day
  // One millisecond earlier, as nothing says whether the very moment is part of the answer.
  const query = { limit: '200', since: new Date(Math.max(0, start.getTime() - 1)).toISOString() }
  const found: { id: string; at: Date; item: unknown }[] = []
  const odd: unknown[] = []
  let next: string | undefined
  for (let count = 0; count < mostPages; count += 1) {
    const json = membersOf(await askChert('/events', next ? { ...query, cursor: next } : query, line, context))
    if (!json.isList('events')) throw new Temporary('provider_failed', "Chert's list of events cannot be read.")
    for (const item of json.list('events')) {
      const { id, type, notedAt: at } = chertEvent(item)
      // A time that is far from now would take the cursor past all that comes before it.
      if (type === undefined || at === undefined || at.getTime() > tomorrow) odd.push(item)
      else if (wanted.test(type)) found.push({ id: id ?? JSON.stringify(item), at, item })
    }
    next = json.text('next_cursor')
    if (next === undefined || json.list('events').length === 0) break
  }
  const { fresh, cursorWith } = oddOnce(from, odd)
  if (place === null && found.length === 0) {
    return { received: [], cursor: cursorWith(start.toISOString()), more: false }
  }
  const { taken, cursor, more } = newerThan(place, found, most)
  return { received: [...taken.map(({ item }) => item), ...fresh].map(asWebhook), cursor: cursorWith(cursor), more }
}

function asWebhook(item: unknown): Received {
  return { origin: 'history', headers: {}, body: Buffer.from(JSON.stringify(item)) }
}
