import { isElsewhere } from './is-elsewhere.ts'
import { isOptedOut } from '../store/contact/is-opted-out.ts'
import { isUndecided } from '../store/contact/is-undecided.ts'
import type { Attachment } from '../../contract/attachment.ts'
import type { Channel } from '../../contract/channel.ts'
import type { Template } from '../../contract/routing.ts'
import type { Service } from '../providers/provider.ts'
import type { WideDb } from '../store/database.ts'
import type { PlannedStep } from './planned-step.ts'
import { listed } from '../store/listed.ts'

/** A message that may leave now, with all that its provider is told. */
export interface Picked {
  portalId: string
  messageId: string
  lineId: string
  lease: number
  channel: Channel
  to: string
  subject: string | null
  body: string
  conversationId: string
  conversationToken: string
  /** What carried this person's newest message; null where nobody said. */
  service: Service | null
  optedOut: boolean
  /** It would leave by itself, and a person has still to decide whether its address opted out. */
  undecided: boolean
  attachments: Attachment[] | null
  template: Template | null
  ladder: PlannedStep[] | null
  /** The newest attempt that its provider took and put off itself; 0: none. */
  deferred: number
  /** It may have left by what the line led to before, and leads elsewhere now: nobody there would know it again. */
  isElsewhere: boolean
}

/** Of each line so many more are looked at than have a turn, because some may have to wait for others. */
const more = 30

/** Of a message `m` in its conversation `v`: how its address is spelt at both, which is nearly always the same. */
const names = 'case when m.address = v.address then array[v.address] else array[m.address, v.address] end'

/** Of a message `m`: it stands in for one on a channel whose owner has opted out meanwhile, and nothing goes round that. */
const goesRound = `m.fallback_of is not null and exists (
  with recursive rung as (
    select o.portal_id, o.fallback_of, o.channel, o.address, o.conversation_id, 0 as depth
    from message o where o.portal_id = m.portal_id and o.id = m.fallback_of
    union all
    select o.portal_id, o.fallback_of, o.channel, o.address, o.conversation_id, r.depth + 1
    from rung r join message o on o.portal_id = r.portal_id and o.id = r.fallback_of where r.depth < 20
  )
  select from rung r join conversation u on u.portal_id = r.portal_id and u.id = r.conversation_id
  where ${isOptedOut({ portal: 'r.portal_id', channel: 'r.channel', names: 'array[r.address, u.address]' })})`

/**
 * The next messages of lines whose rows the caller holds, by priority and place; the first of every account before
 * the second of any, and within an account the first of every line. One that an earlier one of its conversation holds up is marked as waiting for it, while that one's
 * delivery is held, so that whoever moves it on sees who waits: it was tried and is open, and nobody let it pass; or it
 * is leaving at this moment.
 */
export async function pickDeliveries(
  tx: WideDb,
  turns: readonly { portalId: string; lineId: string; lease: number; room: number }[],
  limit: number,
): Promise<Picked[]> {
  return tx.query<Picked & Record<string, unknown>>(
    `with turn as (
       select l.portal_id, l.id as line_id, l.gap, x.lease, x.room,
              greatest(0, least(case when l.gap > 0 then 1 else $1::int end,
                l.in_flight - (select count(*) from delivery s
                  where s.portal_id = l.portal_id and s.line_id = l.id and s.state = 'sending')))::int as free
       from line l
       join ${listed('$2', `"portalId" bigint, "lineId" text, lease int, room int`)} as x
         on x."portalId" = l.portal_id and x."lineId" = l.id
     ), candidate as (
       select t.portal_id, t.line_id, t.lease, t.room, t.free, d.message_id, d.conversation_id, d.priority, d.place
       from turn t cross join lateral (
         select message_id, conversation_id, priority, place from delivery
         where portal_id = t.portal_id and line_id = t.line_id and state = 'due' and waits is null
         order by priority, place limit case when t.free = 0 then 0 else t.free + ${more} end
       ) d
     ), behind as (
       select c.portal_id, c.message_id, c.place, b.message_id as other
       from candidate c cross join lateral (
         select message_id from delivery o
         where o.portal_id = c.portal_id and o.conversation_id = c.conversation_id and o.message_id <> c.message_id
           and o.attempts > 0 and o.state in ('due', 'sending', 'unknown')
           and (o.state = 'sending' or o.place < c.place and o.passed_at is null)
         order by o.place limit 1
       ) b
     ), other as (
       -- One that is being moved on at this moment is left alone: whoever waits for it is looked at again.
       -- And one that was moved on meanwhile may hold nobody up any more.
       select b.portal_id, b.message_id from behind b
       join delivery o on o.portal_id = b.portal_id and o.message_id = b.other
       where o.state in ('due', 'sending', 'unknown')
         and (o.state = 'sending' or o.place < b.place and o.passed_at is null)
       for update of o skip locked
     ), next as (
       select c.*, row_number() over (partition by c.portal_id, coalesce(c.conversation_id, c.message_id)
                                      order by c.priority, c.place) as of_conversation
       from candidate c
       where not exists (select 1 from behind b where b.portal_id = c.portal_id and b.message_id = c.message_id)
     ), first as (
       select n.*, row_number() over (partition by n.portal_id, n.line_id order by n.priority, n.place) as of_line
       from next n where n.of_conversation = 1
     ), share as (
       select f.*, row_number() over (partition by f.portal_id order by f.of_line, f.priority, f.place) as of_account
       from first f where f.of_line <= f.free
     ), chosen as (
       select * from share where of_account <= room order by of_account limit $1
     ), picked as (
       select c.portal_id, c.message_id, c.line_id, c.lease, c.conversation_id, c.of_line from chosen c
       join delivery d on d.portal_id = c.portal_id and d.message_id = c.message_id
       where d.state = 'due' and d.waits is null
       for update of d skip locked
     ), waiting as (
       update delivery d set waits = 'order'
       from (
         select portal_id, message_id from other
         union
         select n.portal_id, n.message_id from next n
         join picked p on p.portal_id = n.portal_id and p.conversation_id = n.conversation_id
         where n.of_conversation > 1
       ) w
       where d.portal_id = w.portal_id and d.message_id = w.message_id and d.state = 'due' and d.waits is null
     ), spaced as (
       update line l set claimed_at = clock_timestamp(), next_at = instant() + t.gap * interval '1 millisecond'
       from turn t where l.portal_id = t.portal_id and l.id = t.line_id
         and exists (select 1 from picked p where p.portal_id = l.portal_id and p.line_id = l.id)
     )
     select p.portal_id as "portalId", p.message_id as "messageId", p.line_id as "lineId", p.lease, m.channel,
            m.address as "to", m.subject, m.body, m.conversation_id as "conversationId", v.token as "conversationToken",
            v.service,
            ${isOptedOut({ portal: 'm.portal_id', channel: 'm.channel', names })}
              or ${goesRound} as "optedOut",
            -- Only mails ask. Down its ladder a message goes by itself, also where a person sent the first.
            m.channel = 'email' and (m.source <> 'card' or m.fallback_of is not null)
              and ${isUndecided({ portal: 'm.portal_id', channel: 'm.channel', names })} as "undecided",
            m.attachments, m.template, m.ladder, d.deferred,
            coalesce(m.error_code = 'outcome_unknown' and ${isElsewhere('d')}, false) as "isElsewhere"
     from picked p
     join message m on m.portal_id = p.portal_id and m.id = p.message_id
     join delivery d on d.portal_id = p.portal_id and d.message_id = p.message_id
     join conversation v on v.portal_id = m.portal_id and v.id = m.conversation_id
     order by p.of_line, p.portal_id, p.line_id`,
    [limit, JSON.stringify(turns)],
  )
}
