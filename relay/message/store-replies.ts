import type { Channel } from '../../contract/channel.ts'
import type { Service } from '../providers/provider.ts'
import type { Consent } from '../store/contact/store-consents.ts'
import type { PortalDb } from '../store/database.ts'
import type { ConversationMatch } from '../store/conversation/conversations.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'
import type { MoveNeeds } from './move.ts'
import { wantTimeline } from './want-timeline.ts'
import { listed } from '../store/listed.ts'

/** A reply as it is stored. */
export interface NewReply {
  id: string
  lineId: string
  channel: Channel
  address: string
  subject: string | null
  body: string
  providerId: string
  conversation: ConversationMatch | null
  attachments: StoredFile[]
  /** Why it matched nobody; null when it matched. */
  unmatched: string | null
  /** What it was taken to say of whether its channel may be used; null when nothing. */
  consent: Consent['state'] | null
  /** The body is our sentence about what came. */
  made: boolean
  /** The body only says that something is still to come. */
  provisional: boolean
  /** Why it is probably no person's word, and whose it would be; then it is nobody's for now. */
  aside: { reason: string; contactId: string | null } | null
  service: Service | null
  /** All of it as text, where the body leaves something out. */
  original: string | null
  /** Null where it is proved who wrote it; else whether whoever received it says nothing of that, or denies it. */
  proof: 'none' | 'fail' | null
  at: Date
}

/** A file as a message keeps it. */
export interface StoredFile {
  url: string | null
  contentType: string
  name: string
  /** ISO 8601: from then on the address opens nothing any more. */
  until?: string
}

/**
 * Stores replies, each with its event and its place on the timeline, which hears of it when others have gathered. Answers with the
 * ids of those that are new: webhooks repeat and history overlaps, so a provider id may be here already. A reply that
 * matched nobody is stored without a contact and waits for a person.
 */
export async function storeReplies(
  portal: PortalDb,
  replies: NewReply[],
  needs: Pick<MoveNeeds, 'jobs' | 'timelineGather'>,
): Promise<Set<string>> {
  const rows = await portal.query<{ id: string; ours: boolean }>(
    `with reply as (
       select * from ${listed('$2', `id uuid, line_id text, channel text, address text, subject text, body text, provider_id text, contact_id bigint, conversation_id uuid, attachments jsonb, unmatched text, consent text, made boolean, provisional boolean, aside text, aside_contact_id bigint, service text, original text, proof text, at timestamptz`)} as x
     ), inserted as (
       insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address,
                            subject, body, status, provider_id, attachments, consent, made, provisional, aside,
                            aside_contact_id, service, proof, created_at, changed_at)
       select $1, id, 'inbound', 'reply', contact_id, conversation_id, line_id, channel, address, subject, body,
              'delivered', provider_id, attachments, consent, made, provisional, aside, aside_contact_id, service, proof, at, instant()
       from reply order by at, id
       on conflict (portal_id, line_id, direction, provider_id) do nothing
       returning portal_id, id, contact_id, channel, source
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select $1, i.id, instant(),
              case when r.aside is not null then 'aside' when i.contact_id is null then 'unmatched' else 'received' end,
              jsonb_strip_nulls(jsonb_build_object('reason', coalesce(r.aside, r.unmatched), 'proof', nullif(r.proof, 'none')))
       from inserted i join reply r on r.id = i.id
     ), whole as (
       insert into message_original (portal_id, message_id, body)
       select $1, i.id, r.original from inserted i join reply r on r.id = i.id where r.original is not null
     ), recorded as (
       ${wantTimeline('inserted', { first: '$3', change: '$3' })}
     ), talking as (
       select id from conversation
       where portal_id = $1 and id = any(array(select conversation_id from reply))
       order by line_id, address, contact_id for update
     ), touched as (
       update conversation c set last_at = greatest(c.last_at, instant()),
         service = coalesce((select r.service from reply r where r.conversation_id = c.id and r.service is not null
                             order by r.at desc limit 1), c.service)
       from talking t where c.portal_id = $1 and c.id = t.id
     )
     select id, contact_id is not null as ours from inserted`,
    [
      portal.portalId,
      JSON.stringify(
        replies.map((reply) => ({
          id: reply.id,
          line_id: reply.lineId,
          channel: reply.channel,
          address: reply.address,
          subject: reply.subject,
          body: reply.body,
          provider_id: reply.providerId,
          contact_id: reply.conversation?.contactId ?? null,
          conversation_id: reply.conversation?.id ?? null,
          attachments: reply.attachments.length > 0 ? reply.attachments : null,
          unmatched: reply.unmatched,
          consent: reply.consent,
          made: reply.made || null,
          provisional: reply.provisional || null,
          aside: reply.aside?.reason ?? null,
          aside_contact_id: reply.aside?.contactId ?? null,
          service: reply.service,
          original: reply.original,
          proof: reply.proof,
          at: reply.at.toISOString(),
        })),
      ),
      needs.timelineGather,
    ],
  )
  if (rows.some(({ ours }) => ours)) {
    await tellTimeline(needs.jobs, portal, portal.portalId, 'new', needs.timelineGather)
  }
  return new Set(rows.map((row) => row.id))
}
