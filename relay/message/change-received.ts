import type { Channel } from '../../contract/channel.ts'
import type { PortalDb } from '../store/database.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'
import type { MoveNeeds } from './move.ts'
import type { StoredFile } from './store-replies.ts'
import { wantTimeline } from './want-timeline.ts'

/** That whoever wrote a message has changed its words, or (`body` null) has taken it back. */
export interface ChangeTold {
  lineId: string
  providerId: string
  body: string | null
  at: Date
}

/** What stands in the place of words that were taken back. */
const takenBack = 'This message was taken back by whoever wrote it.'

interface Known {
  id: string
  direction: 'inbound' | 'outbound'
  channel: Channel
  address: string
  body: string
  attachments: StoredFile[] | null
  aside: boolean
  newer: boolean
}

/**
 * What became of it: there is no such message of theirs (yet); it was heard before, or an older word; or it is changed.
 */
export type Changed =
  | { result: 'missing' | 'old' }
  | {
      result: 'changed'
      messageId: string
      direction: 'inbound' | 'outbound'
      channel: Channel
      address: string
      aside: boolean
    }

/**
 * Changes a message that did not go through us: what a contact wrote, or what was written elsewhere. What it said before, and its files,
 * stand in its story from then on. A word that is older than the newest one changes nothing, and nothing brings back what was taken back.
 */
export async function changeReceived(
  portal: PortalDb,
  told: ChangeTold,
  needs: Pick<MoveNeeds, 'jobs' | 'timelineUpdate'>,
): Promise<Changed> {
  const [known] = await portal.query<Known & Record<string, unknown>>(
    `select id, direction, channel, address, body, attachments, aside is not null as aside,
            -- What was sent by us stays as it was accepted: that is what was answered for.
            unsent_at is not null or $5 and edited_at >= $4::timestamptz or address = '' or source in ('card', 'workflow')
              as newer
     from message
     where portal_id = $1 and line_id = $2 and direction in ('inbound', 'outbound') and provider_id = $3
     order by direction limit 1 for update`,
    [portal.portalId, told.lineId, told.providerId, told.at, told.body !== null],
  )
  if (!known) return { result: 'missing' }
  if (known.newer || known.body === told.body) return { result: 'old' }
  const { id: messageId, direction, channel, address, aside } = known
  const before = {
    before: known.body,
    ...(told.body === null && known.attachments ? { files: known.attachments.map(({ name }) => name) } : {}),
  }
  await portal.query(
    `with changed as (
       update message set body = $3, provisional = null, changed_at = instant(),
         made = case when $4 then null else true end,
         edited_at = case when $4 then $5::timestamptz else edited_at end,
         unsent_at = case when $4 then unsent_at else $5::timestamptz end,
         attachments = case when $4 then attachments end
       where portal_id = $1 and id = $2 returning portal_id, id, contact_id, channel, source
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select portal_id, id, instant(), $6, $7::jsonb from changed
     ), whole as (
       delete from message_original where portal_id = $1 and message_id = $2 and not $4
     )
     ${wantTimeline('changed', { first: '$8', change: '$8' })}`,
    [
      ...[portal.portalId, messageId, told.body ?? takenBack, told.body !== null, told.at],
      ...[told.body === null ? 'unsent' : 'edited', JSON.stringify(before), needs.timelineUpdate],
    ],
  )
  await tellTimeline(needs.jobs, portal, portal.portalId, 'changed', needs.timelineUpdate)
  return { result: 'changed', messageId, direction, channel, address, aside }
}
