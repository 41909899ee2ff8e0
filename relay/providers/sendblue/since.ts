import { createHash } from 'node:crypto'
import { namesLine } from '../names-line.ts'
import { cursorTime, newerThan } from '../newer-than.ts'
import type { Line, ProviderContext, Received } from '../provider.ts'
import { history } from './history.ts'
import { readMessage } from './message.ts'
import type { SendblueSettings } from './settings.ts'

const page = 100

/**
 * Replies, and statuses of what was sent, by when they last changed, as Sendblue says gaps are to be closed. Items are
 * what their webhooks would have said. All of the account are asked for, because not every message names its line under the name
 * that Sendblue can look for; one that cannot be read keeps its bytes and takes its time from the one before.
 */
export async function since(
  cursor: string | null,
  line: Line<SendblueSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  // What bears the cursor's own time is given again, and must not fill the page.
  const known = cursor === null ? 0 : cursor.split(' ').length - 1
  const { items, more } = await history(
    {
      order_by: 'updatedAt',
      order_direction: cursor === null ? 'desc' : 'asc',
      limit: String(page + known),
      ...(cursor === null ? {} : { updated_at_gte: cursorTime(cursor).toISOString() }),
    },
    line,
    context,
  )
  let before = cursorTime(cursor)
  const dated = items.map((item) => {
    const message = readMessage(item, line)
    const body = Buffer.from(JSON.stringify(item))
    const at = message?.changedAt ?? before
    before = at
    const isOurs = message?.own === undefined || namesLine(message.own, line)
    const id = message?.handle.replaceAll(/\s/g, '') ?? createHash('sha256').update(body).digest('hex').slice(0, 16)
    return { id, at, isOurs, body }
  })
  const found = newerThan(cursor, dated, page)
  const received = found.taken
    .filter(({ isOurs }) => isOurs)
    .map(({ body }): Received => ({ origin: 'history', headers: {}, body }))
  return { received, cursor: found.cursor, more: cursor !== null && found.taken.length > 0 && (more || found.more) }
}
