import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Blame } from '../errors.ts'
import type { Db } from '../store/database.ts'

/** What a provider call came to, as it is stored. */
export interface Outcome {
  portalId: string
  messageId: string
  lineId: string
  attempts: number
  /** Where the delivery goes: over, again at `dueAt`, or into doubt. */
  state: 'done' | 'due' | 'unknown'
  status: DeliveryStatus
  dueAt: Date | null
  providerId: string | null
  error: { code: string; detail: string; retryable: boolean } | null
  /** What a refusal says beyond this message; null where it was none. */
  blame: Blame | null
  at: Date
  /** When the timeline is to hear of it. */
  recordAt: Date
}

/** A message whose outcome was stored just now, with what follows from an outcome. */
export interface Settled {
  portalId: string
  messageId: string
  channel: Channel
  address: string
  /** Whether steps of a ladder are still open. */
  hasLadder: boolean
}

/**
 * Stores outcomes, moves statuses forward and puts what is worth showing on the way to the timeline, in one statement.
 * A claim that ran out in the meantime is settled by what turned out after all. Answers with those that it stored.
 */
export async function storeOutcomes(db: Db, outcomes: Outcome[]): Promise<Settled[]> {
  const rows = await db.query<{
    portal_id: string
    id: string
    channel: Channel
    address: string
    has_ladder: boolean
  }>(
    `with input as (
       select * from jsonb_to_recordset($1::jsonb) as x(
         portal_id bigint, message_id uuid, attempts int, state text, status text, due_at timestamptz, provider_id text,
         error_code text, error_detail text, error_retryable boolean, at timestamptz, record_at timestamptz)
     ), held as (
       -- In the order in which everyone locks deliveries, so that two who settle many never wait for each other.
       select d.portal_id, d.message_id from delivery d join input i using (portal_id, message_id)
       order by d.message_id for update of d
     ), settled as (
       update delivery d set state = i.state, lease_until = null, due_at = coalesce(i.due_at, d.due_at)
       from input i join held using (portal_id, message_id)
       where d.portal_id = i.portal_id and d.message_id = i.message_id and d.attempts = i.attempts
         and (d.state = 'sending' or (d.state = 'unknown' and i.state = 'done'))
       returning d.portal_id, d.message_id
     ), moved as (
       update message m set
         status = case when i.state = 'due' and m.status in ('sending', 'unknown') then 'queued'
                       -- Found under way: it is on its way, and no longer in doubt.
                       when m.status = 'unknown' and i.state = 'done' and i.status = 'sending' then 'sending'
                       when moves_forward(m.status, i.status) then i.status else m.status end,
         provider_id = coalesce(m.provider_id, i.provider_id),
         error_code = i.error_code, error_detail = i.error_detail, error_retryable = i.error_retryable,
         changed_at = i.at
       from input i join settled s using (portal_id, message_id)
       where m.portal_id = i.portal_id and m.id = i.message_id
       returning m.portal_id, m.id, m.channel, m.address, m.contact_id, m.ladder is not null as has_ladder, i.state,
                 i.record_at
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select i.portal_id, i.message_id, i.at, case when i.state = 'due' then 'postponed' else i.status end,
              jsonb_strip_nulls(jsonb_build_object('providerId', i.provider_id, 'code', i.error_code,
                                                   'detail', i.error_detail, 'dueAt', i.due_at))
       from input i join settled s using (portal_id, message_id)
     ), recorded as (
       insert into timeline_entry (portal_id, message_id, object, state, due_at)
       select portal_id, id, case when channel = 'email' then 'emails' else 'communications' end, 'waiting', record_at
       from moved where state <> 'due' and contact_id is not null
       on conflict (portal_id, message_id) do update set wanted = timeline_entry.wanted + 1,
         due_at = greatest(timeline_entry.due_at, excluded.due_at)
     )
     select portal_id, id, channel, address, has_ladder from moved`,
    [
      JSON.stringify(
        outcomes.map((outcome) => ({
          portal_id: outcome.portalId,
          message_id: outcome.messageId,
          attempts: outcome.attempts,
          state: outcome.state,
          status: outcome.status,
          due_at: outcome.dueAt?.toISOString() ?? null,
          provider_id: outcome.providerId,
          error_code: outcome.error?.code ?? null,
          error_detail: outcome.error?.detail ?? null,
          error_retryable: outcome.error?.retryable ?? null,
          at: outcome.at.toISOString(),
          record_at: outcome.recordAt.toISOString(),
        })),
      ),
    ],
  )
  return rows.map((row) => ({
    portalId: row.portal_id,
    messageId: row.id,
    channel: row.channel,
    address: row.address,
    hasLadder: row.has_ladder,
  }))
}
