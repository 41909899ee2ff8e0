import type { Attachment } from '../../contract/attachment.ts'
import type { Channel } from '../../contract/channel.ts'
import type { Template } from '../../contract/routing.ts'
import type { Database } from '../store/database.ts'
import type { PlannedStep } from './planned-step.ts'

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
  attachments: Attachment[]
  template: Template | null
  /** Where it may go instead. */
  ladder: PlannedStep[]
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
  attachments: Attachment[] | null
  template: Template | null
  ladder: PlannedStep[] | null
}

/**
 * Takes up to `limit` due messages whose line has a free turn, and marks them `sending` before anyone is called.
 * The lines' rows are locked first and their turns counted by a second statement, whose view is as fresh as the lock,
 * so that processes together never exceed `in_flight`; a line with a `gap` gives one turn per gap. `leases` says, by
 * line, how many milliseconds a claim may stay without an outcome, and `extra` how many more where there are files to
 * fetch or an address to ask about first; lines it does not name are left alone, and so are those of an account that
 * is cut off.
 */
export async function claimDeliveries(
  database: Database,
  limit: number,
  leases: { portalId: string; lineId: string; lease: number }[],
  extra: { attachments: number; ladder: number },
): Promise<Claim[]> {
  return database.transaction(async (tx) => {
    const lines = await tx.query<{ portal_id: string; id: string }>(
      `select l.portal_id, l.id from line l
       join jsonb_to_recordset($1::jsonb) as x("portalId" bigint, "lineId" text)
         on x."portalId" = l.portal_id and x."lineId" = l.id
       where l.state = 'active' and l.next_at <= now()
         and not exists (select 1 from portal p where p.portal_id = l.portal_id and p.state <> 'active')
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
           lease_until = clock_timestamp() + (p.lease + case when m.attachments is null then 0 else $3::int end
             + case when m.ladder is null then 0 else $4::int end) * interval '1 millisecond'
         from picked p join message m on m.portal_id = p.portal_id and m.id = p.message_id
         where d.portal_id = p.portal_id and d.message_id = p.message_id and d.state = 'due'
         returning d.portal_id, d.message_id, d.line_id, d.attempts
       ), told as (
         insert into message_event (portal_id, message_id, at, kind, data)
         select portal_id, message_id, clock_timestamp(), 'sending', jsonb_build_object('attempt', attempts) from claimed
       ), marked as (
         update message m set status = 'sending', changed_at = clock_timestamp()
         from claimed c where m.portal_id = c.portal_id and m.id = c.message_id and moves_forward(m.status, 'sending')
       )
       select c.portal_id, c.message_id, c.line_id, c.attempts, m.channel, m.address, m.subject, m.body,
              m.conversation_id, v.token, coalesce(o.state = 'opted_out', is_suppressed(m.portal_id, m.address)) as opted_out,
              m.attachments, m.template, m.ladder
       from claimed c
       join message m on m.portal_id = c.portal_id and m.id = c.message_id
       join conversation v on v.portal_id = m.portal_id and v.id = m.conversation_id
       left join consent o on o.portal_id = m.portal_id and o.channel = m.channel and o.address = m.address`,
      [limit, JSON.stringify(turns), extra.attachments, extra.ladder],
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
      attachments: row.attachments ?? [],
      template: row.template,
      ladder: row.ladder ?? [],
    }))
  })
}
