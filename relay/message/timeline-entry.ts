import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import { statusOf } from './status-of.ts'

export type TimelineObject = 'communications' | 'emails'

/** A message as the timeline needs it, with the version of it that is being written. */
export interface TimelineEntry {
  messageId: string
  object: TimelineObject
  contactId: string
  direction: 'outbound' | 'inbound'
  channel: Channel
  lineId: string
  address: string
  subject: string | null
  body: string
  status: DeliveryStatus
  errorDetail: string | null
  /** The channel on which it was tried before, and why that was given up. */
  insteadOf: { channel: Channel; reason: string } | null
  /** The channel by which another message stands in for it. */
  followedBy: Channel | null
  /** That other message has left, too, so that whoever got this one has it twice. */
  twice: boolean
  attachments: { name?: string; url: string | null }[]
  /** What really carried it; null where nobody says. */
  service: string | null
  /** Who had it sent, as it was accepted: a user, one whom only the card names, a workflow, or a rule. */
  actor: Record<string, string> | null
  /** It left its line without us; who wrote it, where the vendor says so. */
  elsewhere: { by: string | null } | null
  edited: boolean
  /** Signs that people put beside it. */
  reactions: string[]
  /** Who wrote it is denied by the server that received it. */
  unproved: boolean
  /** The whole mail, where the body leaves something out. */
  original: string | null
  at: Date
  engagementId: string | null
  wanted: number
}

export interface EntryRow {
  message_id: string
  object: TimelineObject
  contact_id: string
  direction: 'outbound' | 'inbound'
  channel: Channel
  line_id: string
  address: string
  subject: string | null
  body: string
  status: DeliveryStatus
  error_detail: string | null
  instead_of: Channel | null
  fallback_reason: string | null
  followed_channel: Channel | null
  followed_left: boolean | null
  attachments: { name?: string; url: string | null }[] | null
  service: string | null
  source: string
  actor: Record<string, string> | null
  edited: boolean
  reactions: { reaction: string | null }[] | null
  unproved: boolean
  original: string | null
  created_at: Date
  engagement_id: string | null
  wanted: number
}

/** SQL: looks at the delivery of those alone of which that may say more. */
const status = `coalesce(case when m.status = 'queued' then (
    select ${statusOf} from delivery d where d.portal_id = m.portal_id and d.message_id = m.id) end, m.status) as status`

/** Of `timeline_entry t join message m`. */
export const entryColumns = `t.message_id, t.object, m.contact_id, m.direction, m.channel, m.line_id, m.address, m.subject, m.body,
  ${status}, m.error_detail, m.fallback_reason, m.attachments, m.service, m.source, m.actor,
  m.edited_at is not null and m.unsent_at is null as edited, m.reactions, m.created_at, t.engagement_id, t.wanted,
  coalesce(m.proof = 'fail', false) as unproved,
  (select o.body from message_original o where o.portal_id = m.portal_id and o.message_id = m.id) as original,
  (select o.channel from message o where o.portal_id = m.portal_id and o.id = m.fallback_of) as instead_of,
  (select o.channel from message o where o.portal_id = m.portal_id and o.id = m.followed_by) as followed_channel,
  (select o.status in ('sent', 'delivered', 'read') from message o where o.portal_id = m.portal_id and o.id = m.followed_by)
    as followed_left`

export function toEntry(row: EntryRow): TimelineEntry {
  return {
    messageId: row.message_id,
    object: row.object,
    contactId: row.contact_id,
    direction: row.direction,
    channel: row.channel,
    lineId: row.line_id,
    address: row.address,
    subject: row.subject,
    body: row.body,
    status: row.status,
    errorDetail: row.error_detail,
    insteadOf: row.instead_of ? { channel: row.instead_of, reason: row.fallback_reason ?? '' } : null,
    followedBy: row.followed_channel,
    twice: row.followed_left ?? false,
    attachments: row.attachments ?? [],
    service: row.service,
    actor: row.actor,
    elsewhere: row.source === 'elsewhere' ? { by: row.actor?.by ?? null } : null,
    edited: row.edited,
    reactions: (row.reactions ?? []).flatMap(({ reaction }) => reaction ?? []),
    unproved: row.unproved,
    original: row.original,
    at: row.created_at,
    engagementId: row.engagement_id,
    wanted: row.wanted,
  }
}
