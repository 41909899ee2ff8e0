import type { Channel } from '../../contract/channel.ts'
import type { Service } from '../providers/provider.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { ConversationMatch } from '../store/conversation/conversations.ts'
import type { PortalDb } from '../store/database.ts'
import { listed } from '../store/listed.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'
import type { MoveNeeds } from './move.ts'
import type { StoredFile } from './store-replies.ts'
import { wantTimeline } from './want-timeline.ts'

/** A message that left one of our lines without us, as it is stored. */
export interface NewElsewhere {
  id: string
  lineId: string
  channel: Channel
  address: string
  subject: string | null
  body: string
  providerId: string
  conversation: ConversationMatch
  attachments: StoredFile[]
  status: DeliveryStatus
  service: Service | null
  /** Why it failed, where it did. */
  error: { code: string; detail: string } | null
  /** Who wrote it, where the vendor says so. */
  by: string | null
  at: Date
}

/** Stores what was written elsewhere, once, with its event and its place on the timeline. It has no delivery. Answers with the ids of those that are new. */
export async function storeElsewhere(
  portal: PortalDb,
  messages: readonly NewElsewhere[],
  needs: Pick<MoveNeeds, 'jobs' | 'timelineGather'>,
): Promise<Set<string>> {
  if (messages.length === 0) return new Set()
  const rows = await portal.query<{ id: string }>(
    `with written as (
       select * from ${listed('$2', `id uuid, line_id text, channel text, address text, subject text, body text, provider_id text, contact_id bigint, conversation_id uuid, attachments jsonb, status text, service text, author text, error_code text, error_detail text, at timestamptz`)} as x
     ), inserted as (
       insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address,
                            subject, body, status, provider_id, attachments, service, actor, error_code, error_detail, error_retryable, created_at, changed_at)
       select $1, id, 'outbound', 'elsewhere', contact_id, conversation_id, line_id, channel, address, subject, body,
              status, provider_id, attachments, service, jsonb_strip_nulls(jsonb_build_object('by', author)), error_code, error_detail,
              case when error_code is not null then false end, at, instant()
       from written order by at, id
       on conflict (portal_id, line_id, direction, provider_id) do nothing
       returning portal_id, id, contact_id, conversation_id, channel, source
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select $1, i.id, instant(), 'elsewhere', jsonb_strip_nulls(jsonb_build_object('by', w.author))
       from inserted i join written w on w.id = i.id
     ), recorded as (
       ${wantTimeline('inserted', { first: '$3', change: '$3' })}
     ), talking as (
       select id from conversation
       where portal_id = $1 and id = any(array(select conversation_id from inserted))
       order by line_id, address, contact_id for update
     ), touched as (
       update conversation c set last_at = greatest(c.last_at, instant()) from talking t where c.portal_id = $1 and c.id = t.id
     )
     select id from inserted`,
    [
      portal.portalId,
      JSON.stringify(
        messages.map(({ conversation, lineId, providerId, by, at, attachments, error, ...message }) => ({
          ...message,
          line_id: lineId,
          provider_id: providerId,
          contact_id: conversation.contactId,
          conversation_id: conversation.id,
          attachments: attachments.length > 0 ? attachments : null,
          author: by,
          error_code: error?.code ?? null,
          error_detail: error?.detail ?? null,
          at: at.toISOString(),
        })),
      ),
      needs.timelineGather,
    ],
  )
  if (rows.length > 0) await tellTimeline(needs.jobs, portal, portal.portalId, 'new', needs.timelineGather)
  return new Set(rows.map(({ id }) => id))
}
