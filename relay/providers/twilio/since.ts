import { createHash } from 'node:crypto'
import { Compile } from 'typebox/compile'
import { Type } from 'typebox'
import type { Line, ProviderContext, Received } from '../provider.ts'
import { history, mediaOf, timeOf, type Listed } from './history.ts'
import type { TwilioSettings } from './settings.ts'

const page = 100

/**
 * A message may appear in Twilio's list long after it came (twilio-node issue 647 tells of hours), with the time at
 * which it came. So every look goes back by this much, and the cursor knows what was seen there.
 */
const overlap = 2 * 3_600_000

/** `at`: the newest time given; `seen`: what was given and would be listed again. */
const cursors = Compile(Type.Object({ at: Type.Integer(), seen: Type.Array(Type.String()) }))

/** Replies and statuses since the cursor, each as Twilio's history shows it; what cannot be read is given, too, and passed. */
export async function since(
  cursor: string | null,
  line: Line<TwilioSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  const place = cursor === null ? null : readCursor(cursor)
  const from = new Date((place?.at ?? context.now().getTime()) - overlap)
  const listed = await history(from, line, context)
  const seen = new Set(place?.seen ?? listed.map(keyOf))
  const news = listed.filter((each) => !seen.has(keyOf(each)))
  const given = news.slice(0, page)
  for (const each of given) seen.add(keyOf(each))
  const newest = Math.max(...(place ? given : listed).map(({ message }) => timeOf(message, from)), place?.at ?? 0)
  const at = newest || context.now().getTime()
  const received: Received[] = []
  for (const { item, message } of given) {
    const media = await mediaOf(message, line, context)
    const known = typeof item === 'object' && item !== null && !Array.isArray(item)
    const whole = known ? { ...item, ...(media === undefined ? {} : { media }) } : item
    received.push({ origin: 'history', headers: {}, body: Buffer.from(JSON.stringify(whole ?? null)) })
  }
  const known = listed.filter((each) => {
    return seen.has(keyOf(each)) && (each.message.at === null || each.message.at.getTime() >= at - overlap)
  })
  return { received, cursor: JSON.stringify({ at, seen: known.map(keyOf) }), more: news.length > page }
}

/** An outbound message is news again with every status; what has no id is known by the whole of it. */
function keyOf({ item, message: { sid, inbound, status } }: Listed): string {
  if (sid === '')
    return createHash('sha256')
      .update(JSON.stringify(item ?? null))
      .digest('base64url')
      .slice(0, 12)
  return sid.slice(-10) + (inbound ? '' : status)
}

function readCursor(cursor: string): { at: number; seen: string[] } | null {
  try {
    const read: unknown = JSON.parse(cursor)
    return cursors.Check(read) ? read : null
  } catch {
    return null
  }
}
