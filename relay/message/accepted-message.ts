import type { Attachment } from '../../contract/attachment.ts'
import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Template } from '../../contract/routing.ts'
import type { Db } from '../store/database.ts'
import { personKey } from '../person/person-key.ts'
import { spellingsOf } from '../person/spellings-of.ts'
import { standingOf } from '../store/contact/contact-standing.ts'
import { isOptedOut } from '../store/contact/is-opted-out.ts'
import type { PlannedStep } from './planned-step.ts'
import { listed } from '../store/listed.ts'
import { statusOf } from './status-of.ts'

/** A message as it is accepted; `conversationId` and `token` are used only where no conversation exists yet. */
export interface AcceptedMessage {
  portalId: string
  id: string
  source: 'card' | 'workflow'
  contactId: string
  conversationId: string
  token: string
  lineId: string
  channel: Channel
  address: string
  subject: string | null
  body: string
  idempotencyKey: string
  /** SHA-256 of what makes two requests the same, in hex. */
  requestHash: string
  actor: Record<string, string>
  attachments: Attachment[]
  /** Steps of the ladder after this one; empty where it ends here. */
  ladder: PlannedStep[]
  template: Template | null
  /** The message this one stands in for, and why that one was given up. */
  fallback: { of: string; reason: string } | null
  /** The failed message that this one repeats for a person: nothing more happens for that one by itself. */
  retryOf: string | null
}

/** Who goes first on a line: what a person writes, then workflows and what the relay sends by itself, then bulk. */
const priorities: Record<AcceptedMessage['source'], number> = { card: 1, workflow: 2 }

export type Acceptance =
  | { outcome: 'accepted'; messageId: string }
  | { outcome: 'duplicate'; messageId: string; status: DeliveryStatus; sameRequest: boolean }
  | { outcome: 'opted_out' }
  /** Of the contact was told that it is deleted, forgotten or merged: `readContactNow` says who it is now. */
  | { outcome: 'gone' }

interface AcceptanceRow {
  ordinal: number
  inserted_id: string | null
  existing_id: string | null
  existing_status: DeliveryStatus | null
  same_request: boolean | null
  opted_out: boolean
  gone: boolean
}

/**
 * Stores messages with their conversation, delivery and first event in one statement, so all of it or none. The audit log
 * hears of them when they are sealed (`seal-sends.ts`): who sent what to whom stands in message and event. A key that is known answers with its message; an address that opted out, or a contact that is gone, stores nothing.
 */
export async function storeAccepted(db: Db, messages: AcceptedMessage[]): Promise<Acceptance[]> {
  const rows = await db.query<AcceptanceRow>(
    `with input as (
       select * from ${listed('$1', `ordinal int, portal_id bigint, id uuid, source text, contact_id bigint, conversation_id uuid, token text, line_id text, channel text, address text, subject text, body text, idempotency_key text, request_hash text, actor jsonb, attachments jsonb, ladder jsonb, template jsonb, fallback_of uuid, fallback_reason text, retry_of uuid, priority smallint, person text, names text[]`)} as x
     ), judged as (
       select i.*, m.id as existing_id, ${statusOf} as existing_status,
              encode(m.request_hash, 'hex') = i.request_hash as same_request,
              ${isOptedOut({ portal: 'i.portal_id', channel: 'i.channel', names: 'i.names' })} as opted_out,
              coalesce(${standingOf('i.portal_id', 'i.contact_id')} <> 'present', false) as gone
       from input i
       left join message m on m.portal_id = i.portal_id and m.idempotency_key = i.idempotency_key
       left join delivery d on d.portal_id = m.portal_id and d.message_id = m.id
     ), fresh as (
       select distinct on (portal_id, idempotency_key) * from judged
       where existing_id is null and not opted_out and not gone
       order by portal_id, idempotency_key, ordinal
     ), conversed as (
       insert into conversation (portal_id, id, contact_id, line_id, channel, address, token, last_at)
       select distinct on (portal_id, line_id, person, contact_id)
              portal_id, conversation_id, contact_id, line_id, channel, person, token, instant()
       from fresh order by portal_id, line_id, person, contact_id, ordinal
       on conflict (portal_id, line_id, address, contact_id) do update set last_at = excluded.last_at
       returning portal_id, id, contact_id, line_id, address as person
     ), inserted as (
       insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address,
                            subject, body, status, idempotency_key, request_hash, actor, attachments, ladder, template,
                            fallback_of, fallback_reason, created_at, changed_at)
       select f.portal_id, f.id, 'outbound', f.source, f.contact_id, c.id, f.line_id, f.channel, f.address,
              f.subject, f.body, 'queued', f.idempotency_key, decode(f.request_hash, 'hex'), f.actor, f.attachments, f.ladder,
              -- What came first stands first, in the card as in the queue, although one statement stores many.
              f.template, f.fallback_of, f.fallback_reason, instant() + f.ordinal * interval '1 microsecond', instant()
       from fresh f
       join conversed c using (portal_id, line_id, person, contact_id)
       order by f.ordinal
       on conflict (portal_id, idempotency_key) do nothing
       returning portal_id, id, line_id, channel, created_at, source, conversation_id
     ), queued as (
       insert into delivery (portal_id, message_id, line_id, conversation_id, priority, state, due_at, since)
       select i.portal_id, i.id, i.line_id, i.conversation_id, f.priority, 'due', instant(), instant()
       from inserted i join fresh f on f.portal_id = i.portal_id and f.id = i.id order by f.ordinal
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select i.portal_id, i.id, i.created_at, 'accepted',
              jsonb_strip_nulls(jsonb_build_object('source', i.source, 'channel', i.channel, 'line', i.line_id,
                                                   'contact', f.contact_id::text, 'retryOf', f.retry_of))
       from inserted i join fresh f on f.portal_id = i.portal_id and f.id = i.id order by f.ordinal
     ), answered as (
       select j.ordinal, i.id as inserted_id, j.existing_id, j.existing_status, j.same_request, j.opted_out, j.gone
       from judged j left join inserted i on i.portal_id = j.portal_id and i.id = j.id
     )
     select ordinal, inserted_id, existing_id, existing_status, same_request, opted_out, gone,
            -- Every process hears of it (listen.ts), since the one that accepts may have its hands full.
            (select pg_notify('homing', 'deliver') from answered where inserted_id is not null limit 1)
     from answered order by ordinal`,
    [JSON.stringify(messages.map((message, ordinal) => asInput(message, ordinal)))],
  )
  const results: Acceptance[] = []
  for (const [index, message] of messages.entries()) {
    results.push(verdict(rows[index]) ?? (await findAccepted(db, message)))
  }
  return results
}

function asInput(message: AcceptedMessage, ordinal: number) {
  return {
    ordinal,
    portal_id: message.portalId,
    id: message.id,
    source: message.source,
    contact_id: message.contactId,
    conversation_id: message.conversationId,
    token: message.token,
    line_id: message.lineId,
    channel: message.channel,
    address: message.address,
    subject: message.subject,
    body: message.body,
    idempotency_key: message.idempotencyKey,
    request_hash: message.requestHash,
    actor: message.actor,
    attachments: message.attachments.length > 0 ? message.attachments : null,
    ladder: message.ladder.length > 0 ? message.ladder : null,
    template: message.template,
    fallback_of: message.fallback?.of ?? null,
    fallback_reason: message.fallback?.reason ?? null,
    retry_of: message.retryOf,
    priority: priorities[message.source],
    person: personKey(message.address),
    names: spellingsOf(message.address),
  }
}

function verdict(row: AcceptanceRow | undefined): Acceptance | null {
  if (row?.inserted_id) return { outcome: 'accepted', messageId: row.inserted_id }
  if (row?.existing_id && row.existing_status) {
    return {
      outcome: 'duplicate',
      messageId: row.existing_id,
      status: row.existing_status,
      sameRequest: row.same_request ?? false,
    }
  }
  // Of whoever was erased every address counts as opted out; what a person can do is said of the contact.
  if (row?.gone) return { outcome: 'gone' }
  return row?.opted_out ? { outcome: 'opted_out' } : null
}

/** The twin won: another caller stored the same key between our look and our insert. */
async function findAccepted(db: Db, message: AcceptedMessage): Promise<Acceptance> {
  const [row] = await db.query<{ id: string; status: DeliveryStatus; same: boolean }>(
    `select m.id, ${statusOf} as status, encode(m.request_hash, 'hex') = $3 as same
     from message m left join delivery d on d.portal_id = m.portal_id and d.message_id = m.id
     where m.portal_id = $1 and m.idempotency_key = $2`,
    [message.portalId, message.idempotencyKey, message.requestHash],
  )
  if (!row) throw new Error(`message with key ${message.idempotencyKey} was neither stored nor found`)
  return { outcome: 'duplicate', messageId: row.id, status: row.status, sameRequest: row.same }
}
