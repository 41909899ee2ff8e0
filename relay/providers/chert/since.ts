import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { Temporary } from '../../errors.ts'
import { cursorTime, newerThan } from '../newer-than.ts'
import type { Line, ProviderContext, Received } from '../provider.ts'
import { askChert } from './ask-chert.ts'
import { ChertEvent } from './chert-event.ts'
import type { ChertSettings } from './settings.ts'

/** What one look gives. */
const most = 50
/** Bounds a look: 20,000 events of a page of 200 each. */
const mostPages = 100
const day = 86_400_000

const pages = Compile(
  Type.Object({
    events: Type.Array(ChertEvent),
    next_cursor: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
)

/**
 * Replies since the cursor, which is ours: Chert's own walks pages, and keeps no place. Each event is what its webhook
 * would say. The first look asks for a day only, since all it wants to know is where now is, by Chert's clock.
 */
export async function since(
  from: string | null,
  line: Line<ChertSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  const start = from === null ? new Date(context.now().getTime() - day) : cursorTime(from)
  // One millisecond earlier, as nothing says whether the very moment is part of the answer.
  const query = {
    type: 'message.received',
    limit: '200',
    since: new Date(Math.max(0, start.getTime() - 1)).toISOString(),
  }
  const found: { id: string; at: Date; event: Static<typeof ChertEvent> }[] = []
  let next: string | null = null
  for (let count = 0; count < mostPages; count += 1) {
    const json = await askChert('/events', next === null ? query : { ...query, cursor: next }, line, context)
    if (!pages.Check(json)) throw new Temporary('provider_failed', "Chert's list of events cannot be read.")
    for (const event of json.events) {
      const at = new Date(event.timestamp ?? event.created_at ?? event.payload?.timestamp ?? '')
      if (!Number.isNaN(at.getTime())) found.push({ id: event.event_id ?? JSON.stringify(event), at, event })
    }
    next = json.next_cursor ?? null
    if (next === null || json.events.length === 0) break
  }
  if (from === null && found.length === 0) return { received: [], cursor: start.toISOString(), more: false }
  const { taken, ...rest } = newerThan(from, found, most)
  return { ...rest, received: taken.map(({ event }) => ({ origin: 'history', headers: {}, body: bytes(event) })) }
}

function bytes(event: object): Uint8Array {
  return Buffer.from(JSON.stringify(event))
}
