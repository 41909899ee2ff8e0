import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'

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
  attachments: { name?: string; url: string | null }[]
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
  attachments: { name?: string; url: string | null }[] | null
  created_at: Date
  engagement_id: string | null
  wanted: number
}

/** Of `timeline_entry t join message m`. */
export const entryColumns = `t.message_id, t.object, m.contact_id, m.direction, m.channel, m.line_id, m.address, m.subject, m.body,
  m.status, m.error_detail, m.fallback_reason, m.attachments, m.created_at, t.engagement_id, t.wanted,
  (select o.channel from message o where o.portal_id = m.portal_id and o.id = m.fallback_of) as instead_of,
  (select o.channel from message o where o.portal_id = m.portal_id and o.id = m.followed_by) as followed_channel`

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
    attachments: row.attachments ?? [],
    at: row.created_at,
    engagementId: row.engagement_id,
    wanted: row.wanted,
  }
}
