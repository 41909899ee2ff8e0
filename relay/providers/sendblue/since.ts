import { cursorTime, newerThan } from '../newer-than.ts'
import type { Line, ProviderContext, Received } from '../provider.ts'
import { history } from './history.ts'
import type { SendblueSettings } from './settings.ts'

const page = 100

/**
 * Replies, and statuses of what was sent, by when they last changed, as Sendblue says gaps are to be closed. Items are
 * what their webhooks would have said.
 */
export async function since(
  cursor: string | null,
  line: Line<SendblueSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  // What bears the cursor's own time is given again, and must not fill the page.
  const known = cursor === null ? 0 : cursor.split(' ').length - 1
  const { messages, more } = await history(
    {
      sendblue_number: line.address,
      order_by: 'updatedAt',
      order_direction: cursor === null ? 'desc' : 'asc',
      limit: String(page + known),
      ...(cursor === null ? {} : { updated_at_gte: cursorTime(cursor).toISOString() }),
    },
    line,
    context,
  )
  const dated = messages.map((message) => {
    const at = new Date(message.date_updated ?? message.date_sent ?? 0)
    return { id: message.message_handle, at: Number.isNaN(at.getTime()) ? new Date(0) : at, message }
  })
  const found = newerThan(cursor, dated, page)
  const received = found.taken.map(({ message }): Received => ({
    origin: 'history',
    headers: {},
    body: Buffer.from(JSON.stringify(message)),
  }))
  return { received, cursor: found.cursor, more: cursor !== null && received.length > 0 && (more || found.more) }
}
