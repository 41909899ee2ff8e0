import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Database, Db } from './database.ts'

/** A message whose turn it is. The database already says `sending`; the provider may be called once for this. */
export interface Claim {
  portalId: string
  messageId: string
  lineId: string
  attempts: number
  channel: Channel
  to: string
  subject: string | null
  body: string
  conversationId: string
  conversationToken: string
  optedOut: boolean
}

interface ClaimRow {
  portal_id: string
  message_id: string
  line_id: string
  attempts: number
  channel: Channel
  address: string
  subject: string | null
  body: string
  conversation_id: string
  token: string
  opted_out: boolean
}

/**
 * Takes up to `limit` due messages whose line has a free turn, and marks them `sending` before anyone is called.
 * The lines' rows are locked first and their turns counted by a second statement, whose view is as fresh as the lock,
 * so that processes together never exceed `in_flight`; a line with a `gap` gives one turn per gap. `leases` says, by
 * line, how many milliseconds a claim may stay without an outcome; lines it does not name are left alone.
 */
export async function claimDeliveries(
  database: Database,
  limit: number,
  leases: { portalId: string; lineId: string; lease: number }[],
): Promise<Claim[]> {
  return database.transaction(async (tx) => {
    const lines = await tx.query<{ portal_id: string; id: string }>(
      `select l.portal_id, l.id from line l
       join jsonb_to_recordset($1::jsonb) as x("portalId" bigint, "lineId" text)
         on x."portalId" = l.portal_id and x."lineId" = l.id
       where l.state = 'active' and l.next_at <= now()
         and exists (select 1 from delivery d where d.portal_id = l.portal_id and d.line_id = l.id
                       and d.state = 'due' and d.due_at <= now())
       order by l.claimed_at
       for update of l skip locked`,
      [JSON.stringify(leases)],
    )
    if (lines.length === 0) return []
    const turns = leases.filter((one) =>
      lines.some((line) => line.portal_id === one.portalId && line.id === one.lineId),
    )
    const rows = await tx.query<ClaimRow>(
      `with turn as (
         select l.portal_id, l.id as line_id, l.gap, x.lease,
                greatest(0, least(case when l.gap > 0 then 1 else $1::int end,
                  l.in_flight - (select count(*) from delivery s
                    where s.portal_id = l.portal_id and s.line_id = l.id and s.state = 'sending')))::int as free
         from line l
         join jsonb_to_recordset($2::jsonb) as x("portalId" bigint, "lineId" text, lease int)
           on x."portalId" = l.portal_id and x."lineId" = l.id
       ), picked as (
         select d.portal_id, d.message_id, t.line_id, t.lease
         from turn t cross join lateral (
           select portal_id, message_id, row_number() over (order by due_at, message_id) as place from delivery
           where portal_id = t.portal_id and line_id = t.line_id and state = 'due' and due_at <= now()
           order by due_at, message_id limit t.free
         ) d
         -- The first of every line before the second of any: a long queue must not hold up a short one.
         order by d.place limit $1
       ), spaced as (
         update line l set claimed_at = clock_timestamp(), next_at = clock_timestamp() + t.gap * interval '1 millisecond'
         from turn t where l.portal_id = t.portal_id and l.id = t.line_id
           and exists (select 1 from picked p where p.portal_id = l.portal_id and p.line_id = l.id)
       ), claimed as (
         update delivery d set state = 'sending', attempts = d.attempts + 1,
           lease_until = clock_timestamp() + p.lease * interval '1 millisecond'
         from picked p where d.portal_id = p.portal_id and d.message_id = p.message_id and d.state = 'due'
         returning d.portal_id, d.message_id, d.line_id, d.attempts
       ), told as (
         insert into message_event (portal_id, message_id, at, kind, data)
         select portal_id, message_id, clock_timestamp(), 'sending', jsonb_build_object('attempt', attempts) from claimed
       ), marked as (
         update message m set status = 'sending', changed_at = clock_timestamp()
         from claimed c where m.portal_id = c.portal_id and m.id = c.message_id and moves_forward(m.status, 'sending')
       )
       select c.portal_id, c.message_id, c.line_id, c.attempts, m.channel, m.address, m.subject, m.body,
              m.conversation_id, v.token, coalesce(o.state = 'opted_out', false) as opted_out
       from claimed c
       join message m on m.portal_id = c.portal_id and m.id = c.message_id
       join conversation v on v.portal_id = m.portal_id and v.id = m.conversation_id
       left join consent o on o.portal_id = m.portal_id and o.channel = m.channel and o.address = m.address`,
      [limit, JSON.stringify(turns)],
    )
    return rows.map((row) => ({
      portalId: row.portal_id,
      messageId: row.message_id,
      lineId: row.line_id,
      attempts: row.attempts,
      channel: row.channel,
      to: row.address,
      subject: row.subject,
      body: row.body,
      conversationId: row.conversation_id,
      conversationToken: row.token,
      optedOut: row.opted_out,
    }))
  })
}

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
  at: Date
  /** When the timeline is to hear of it. */
  recordAt: Date
}

/**
 * Stores outcomes, moves statuses forward and puts what is worth showing on the way to the timeline, in one statement.
 * A claim that ran out in the meantime is settled by what turned out after all.
 */
export async function storeOutcomes(db: Db, outcomes: Outcome[]): Promise<void> {
  await db.query(
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
                       when moves_forward(m.status, i.status) then i.status else m.status end,
         provider_id = coalesce(m.provider_id, i.provider_id),
         error_code = i.error_code, error_detail = i.error_detail, error_retryable = i.error_retryable,
         changed_at = i.at
       from input i join settled s using (portal_id, message_id)
       where m.portal_id = i.portal_id and m.id = i.message_id
       returning m.portal_id, m.id, m.channel, m.contact_id, i.state, i.record_at
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select i.portal_id, i.message_id, i.at, case when i.state = 'due' then 'postponed' else i.status end,
              jsonb_strip_nulls(jsonb_build_object('providerId', i.provider_id, 'code', i.error_code,
                                                   'detail', i.error_detail, 'dueAt', i.due_at))
       from input i join settled s using (portal_id, message_id)
     )
     insert into timeline_entry (portal_id, message_id, object, state, due_at)
     select portal_id, id, case when channel = 'email' then 'emails' else 'communications' end, 'waiting', record_at
     from moved where state <> 'due' and contact_id is not null
     on conflict (portal_id, message_id) do update set wanted = timeline_entry.wanted + 1,
       due_at = greatest(timeline_entry.due_at, excluded.due_at)`,
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
}

/** Claims whose lease ran out: nobody knows whether the provider was called. */
export async function findExpiredClaims(
  db: Db,
  limit: number,
): Promise<{ portalId: string; messageId: string; lineId: string; attempts: number }[]> {
  const rows = await db.query<{ portal_id: string; message_id: string; line_id: string; attempts: number }>(
    `select portal_id, message_id, line_id, attempts from delivery
     where state = 'sending' and lease_until < now() order by lease_until limit $1 for update skip locked`,
    [limit],
  )
  return rows.map((row) => ({
    portalId: row.portal_id,
    messageId: row.message_id,
    lineId: row.line_id,
    attempts: row.attempts,
  }))
}

/** The provider is sure that it never sent this: it may leave again, under the same reference. */
export async function requeueUnsent(db: Db, portalId: string, messageId: string, at: Date): Promise<void> {
  await db.query(
    `with due as (
       update delivery set state = 'due', due_at = $3 where portal_id = $1 and message_id = $2 and state = 'unknown'
       returning portal_id, message_id
     ), told as (
       insert into message_event (portal_id, message_id, at, kind) select portal_id, message_id, $3, 'found_unsent' from due
     )
     update message m set status = 'queued', changed_at = $3
     from due where m.portal_id = due.portal_id and m.id = due.message_id and m.status = 'unknown'`,
    [portalId, messageId, at],
  )
}

/** Milliseconds until the next delivery may be claimed; null when nothing waits. */
export async function untilNextDue(db: Db): Promise<number | null> {
  const [row] = await db.query<{ wait: number | null }>(
    `select (extract(epoch from min(greatest(d.due_at, l.next_at)) - now()) * 1000)::float8 as wait
     from line l cross join lateral (
       select due_at from delivery where portal_id = l.portal_id and line_id = l.id and state = 'due'
       order by due_at limit 1) d
     where l.state = 'active'`,
  )
  return row?.wait ?? null
}
