import type { Channel } from '../../../contract/channel.ts'
import type { PortalDb } from '../database.ts'

/**
 * How a line stands that there is, or ever was: one that was removed is `retired`. `held`: nobody changes that until the caller's
 * transaction ends.
 */
export async function readLineStanding(
  portal: PortalDb,
  lineId: string,
  held: 'held' | '' = '',
): Promise<{ state: 'active' | 'paused' | 'retired'; channel: Channel } | null> {
  const [row] = await portal.query<{ state: 'active' | 'paused' | 'retired'; channel: Channel }>(
    `select state, channel from line where portal_id = $1 and id = $2 ${held === 'held' ? 'for share' : ''}`,
    [portal.portalId, lineId],
  )
  return row ?? null
}
