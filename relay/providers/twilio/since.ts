import { Compile } from 'typebox/compile'
import { Type } from 'typebox'
import type { Line, ProviderContext, Received } from '../provider.ts'
import { history, mediaOf, timeOf } from './history.ts'
import type { MessageResource } from './message-resource.ts'
import type { TwilioSettings } from './settings.ts'

const page = 100

/**
 * A message may appear in Twilio's list long after it came (twilio-node issue 647 tells of hours), with the time at
 * which it came. So every look goes back by this much, and the cursor knows what was seen there.
 */
const overlap = 2 * 3_600_000

/** `at`: the newest time given; `seen`: what was given and would be listed again. */
const cursors = Compile(Type.Object({ at: Type.Integer(), seen: Type.Array(Type.String()) }))

/** Replies and statuses since the cursor, each as Twilio's history shows it. */
export async function since(
  cursor: string | null,
  line: Line<TwilioSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  const place = cursor === null ? null : readCursor(cursor)
  const listed = await history(new Date((place?.at ?? context.now().getTime()) - overlap), line, context)
  const seen = new Set(place?.seen ?? listed.map(keyOf))
  const news = listed.filter((message) => !seen.has(keyOf(message)))
  const given = news.slice(0, page)
  for (const message of given) seen.add(keyOf(message))
  const newest = Math.max(...(place ? given : listed).map(timeOf), place?.at ?? 0)
  const at = newest || context.now().getTime()
  const received: Received[] = []
  for (const message of given) {
    const media = await mediaOf(message, line, context)
    received.push({ origin: 'history', headers: {}, body: Buffer.from(JSON.stringify({ ...message, media })) })
  }
  const known = listed.filter((message) => seen.has(keyOf(message)) && timeOf(message) >= at - overlap)
  return { received, cursor: JSON.stringify({ at, seen: known.map(keyOf) }), more: news.length > page }
}

/** An outbound message is news again with every status. */
function keyOf({ sid, direction, status }: MessageResource): string {
  return sid.slice(-10) + (direction === 'inbound' ? '' : status.slice(0, 2))
}

function readCursor(cursor: string): { at: number; seen: string[] } | null {
  try {
    const read: unknown = JSON.parse(cursor)
    return cursors.Check(read) ? read : null
  } catch {
    return null
  }
}
