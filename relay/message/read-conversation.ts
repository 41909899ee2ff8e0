import type { Channel } from '../../contract/channel.ts'
import type { ConversationMessage } from '../../contract/conversation.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { PortalDb } from '../store/database.ts'
import { statusOf } from './status-of.ts'
import { otherWay, toWaits, whyItWaits, whyItWaitsFrom, type WaitsRow } from './why-it-waits.ts'

/** As the card shows it, but for what only the message's provider tells: whether it can be asked. */
export type StoredMessage = Omit<ConversationMessage, 'doubt'>

/** A place between two messages of a contact: behind the one of this moment (microseconds since 1970) and id. */
export interface OlderThan {
  micros: string
  id: string
}

/** Who was sent again is not to be sent a third time. */
const mayBeResent = `(m.error_retryable and not exists (
  select from message_event e where e.portal_id = m.portal_id and e.message_id = m.id and e.kind = 'resent'))`

/** Further back than so many times what is shown nobody sees a change. */
const lookBack = 4

/**
 * A contact's newest messages, oldest first. With `since`, only those that changed after it, and those that are open:
 * why these wait may change without them. One that is being changed at that very moment is read again the next time,
 * since callers ask with some seconds of overlap. `before`: those behind that place; `older`: where the ones behind these begin, null
 * where there are none. `letPass`: milliseconds for which a doubt holds up those after it.
 * `at`: when that was read, by the clock that says when they changed.
 */
export async function readConversation(
  portal: PortalDb,
  contactId: string,
  options: { limit: number; since: Date | null; before?: OlderThan; letPass: number },
): Promise<{ messages: StoredMessage[]; at: Date; older: OlderThan | null }> {
  const rows = await portal.query<
    WaitsRow & {
      read_at: Date
      id: string | null
      direction: 'outbound' | 'inbound'
      source: ConversationMessage['source']
      author: string | null
      service: string | null
      edited_at: Date | null
      unsent_at: Date | null
      reactions: { reaction: string | null; at: string }[] | null
      has_original: boolean
      unproved: boolean
      channel: Channel
      line_id: string
      address: string
      subject: string | null
      body: string
      status: DeliveryStatus
      error_code: string | null
      error_detail: string | null
      error_retryable: boolean | null
      attachments: { url: string | null; contentType?: string; name?: string; until?: string }[] | null
      fallback_of: string | null
      fallback_reason: string | null
      followed_by: string | null
      followed_channel: Channel | null
      consent: 'opted_out' | 'opted_in' | null
      attempts: number | null
      created_at: Date
      micros: string
      more: boolean
    }
  >(
    `with newest as (
       select id, status, changed_at from message where portal_id = $1 and contact_id = $2
         ${options.before ? `and (created_at, id) < (timestamptz 'epoch' + $6::bigint * interval '1 microsecond', $7::uuid)` : ''}
       order by created_at desc, id desc limit $4 * ${lookBack}
     ), shown as (
       select id from newest where changed_at > $3 or status in ('scheduled', 'queued', 'sending', 'unknown')
     )
     select n.read_at, x.* from (select instant() as read_at) n left join (
     select m.id, m.direction, m.source, m.channel, m.line_id, m.address, m.subject, m.body, ${statusOf} as status, m.error_code,
            m.error_detail, ${mayBeResent} as error_retryable, m.attachments, m.fallback_of, m.fallback_reason, m.followed_by,
            case m.source when 'elsewhere' then m.actor ->> 'by'
                          when 'card' then coalesce(m.actor ->> 'userEmail', m.actor ->> 'claimedUserEmail') end as author, m.service, m.edited_at, m.unsent_at, m.reactions,
            exists (select from message_original o where o.portal_id = m.portal_id and o.message_id = m.id) as has_original,
            coalesce(m.proof = 'fail', false) as unproved,
            m.consent, f.channel as followed_channel, d.attempts, ${whyItWaits('$5')} as waits, ${otherWay} as other_way,
            m.created_at, (extract(epoch from m.created_at) * 1000000)::bigint::text as micros,
            (select count(*) from newest) > $4 as more
     from shown s join message m on m.portal_id = $1 and m.id = s.id
     left join message f on f.portal_id = m.portal_id and f.id = m.followed_by
     ${whyItWaitsFrom}
     order by m.created_at desc, m.id desc limit $4
     ) x on true order by x.created_at desc, x.id desc`,
    [
      ...[portal.portalId, contactId, options.since ?? '-infinity', options.limit, options.letPass],
      ...(options.before ? [options.before.micros, options.before.id] : []),
    ],
  )
  const [read] = rows
  if (!read) throw new Error('the database does not say what time it is')
  const found = rows.flatMap((row) => (row.id === null ? [] : [{ ...row, id: row.id }]))
  const messages = found.toReversed().map((row) => ({
    id: row.id,
    direction: row.direction,
    source: row.source,
    channel: row.channel,
    lineId: row.line_id,
    address: row.address,
    subject: row.subject,
    body: row.body,
    status: row.status,
    problem: row.error_code
      ? { code: row.error_code, detail: row.error_detail ?? '', retryable: row.error_retryable ?? false }
      : null,
    attachments: (row.attachments ?? []).map(({ url, contentType = '', name, until }) => ({
      url,
      contentType,
      name: name ?? nameOf(url),
      ...(until ? { until } : {}),
    })),
    writtenBy: row.author,
    service: row.service,
    editedAt: row.unsent_at === null ? (row.edited_at?.toISOString() ?? null) : null,
    unsentAt: row.unsent_at?.toISOString() ?? null,
    reactions: (row.reactions ?? []).flatMap(({ reaction, at }) => (reaction === null ? [] : [{ reaction, at }])),
    hasOriginal: row.has_original,
    unproved: row.unproved,
    fallbackOf: row.fallback_of ? { messageId: row.fallback_of, reason: row.fallback_reason ?? '' } : null,
    followedBy:
      row.followed_by && row.followed_channel ? { messageId: row.followed_by, channel: row.followed_channel } : null,
    waits: toWaits(row),
    attempts: row.attempts ?? 0,
    consent: row.consent,
    at: row.created_at.toISOString(),
  }))
  const oldest = found.at(-1)
  return {
    messages,
    at: read.read_at,
    older: oldest?.more ? { micros: oldest.micros, id: oldest.id } : null,
  }
}

/** The last part of a file's address, where nobody gave it a name. */
function nameOf(url: string | null): string {
  return (
    URL.parse(url ?? '')
      ?.pathname.split('/')
      .at(-1) || 'file'
  )
}
