import type { Channel } from '../../contract/channel.ts'
import type { PortalDb } from '../store/database.ts'

/** A message that waits on a line, with what another line must carry. */
export interface WaitingOn {
  messageId: string
  /** In the order in which messages were accepted. */
  place: string
  contactId: string
  channel: Channel
  address: string
  characters: number
  files: number
}

/** Messages that wait to leave by a line, in their order: up to `limit` after a place. */
export function findWaitingOn(
  portal: PortalDb,
  lineId: string,
  { after, limit }: { after: string; limit: number },
): Promise<WaitingOn[]> {
  return portal.query<WaitingOn & Record<string, unknown>>(
    `select d.message_id as "messageId", d.place::text as place, m.contact_id::text as "contactId", m.channel, m.address,
            length(m.body) as characters, coalesce(jsonb_array_length(m.attachments), 0) as files
     from delivery d join message m on m.portal_id = d.portal_id and m.id = d.message_id
     where d.portal_id = $1 and d.line_id = $2 and d.state = 'due' and d.place > $3::bigint
     order by d.place limit $4`,
    [portal.portalId, lineId, after, limit],
  )
}
