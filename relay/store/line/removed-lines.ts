import type { Channel } from '../../../contract/channel.ts'
import type { PortalDb } from '../database.ts'

/** A line that was removed, and on which messages still wait. */
export interface RemovedLine {
  id: string
  provider: string
  channel: Channel
  address: string
  at: Date | null
  waiting: number
}

export async function readRemovedLines(portal: PortalDb): Promise<RemovedLine[]> {
  return portal.query<RemovedLine & Record<string, unknown>>(
    `select l.id, l.provider, l.channel, l.address, l.state_at as at, count(*)::int as waiting
     from line l join delivery d on d.portal_id = l.portal_id and d.line_id = l.id and d.state = 'due'
     where l.portal_id = $1 and l.state = 'retired'
     group by l.id, l.provider, l.channel, l.address, l.state_at order by l.id`,
    [portal.portalId],
  )
}
