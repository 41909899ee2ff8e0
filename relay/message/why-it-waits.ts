import type { Channel } from '../../contract/channel.ts'
import type { ConversationMessage } from '../../contract/conversation.ts'

type Reason = NonNullable<ConversationMessage['waits']>['reason']

/** What `whyItWaits` and `otherWay` bring; null unless a message waits. */
export interface WaitsRow {
  other_way: { channel: Channel; at: string } | null
  waits: { reason: Reason; since: string; until: string | null; behind: string | null; detail: string | null } | null
}

/**
 * Why a message that is due has not left, as an SQL expression: the one place that says so. Of several reasons the one
 * that must be mended first. `letPass` is the parameter with the milliseconds for which a doubt holds others up. Needs
 * `whyItWaitsFrom`.
 */
export const whyItWaits = (letPass: `$${number}`) => `case
    when d.state is distinct from 'due' then null
    when p.state <> 'active' then jsonb_build_object('reason', 'account', 'since', p.changed_at, 'detail', p.state_reason)
    when l.state = 'retired' then jsonb_build_object('reason', 'line_removed', 'since', coalesce(l.state_at, d.since, d.due_at))
    when l.state = 'paused' then jsonb_build_object('reason', 'line_paused', 'since', coalesce(l.state_at, d.since, d.due_at),
      'detail', l.state_reason)
    when ahead.message_id is not null then jsonb_build_object('reason', 'order', 'behind', ahead.message_id,
      'until', case when ahead.state = 'unknown' then ahead.since + ${letPass}::float8 * interval '1 millisecond' end,
      'since', case when d.waits = 'order' then coalesce(d.since, d.due_at)
                    else coalesce(greatest(d.since, ahead.since), d.due_at) end)
    when d.due_at > instant() and (d.waits = 'retry' or d.attempts > 0) then
      jsonb_build_object('reason', 'retry', 'since', coalesce(d.since, d.due_at), 'until', d.due_at)
    when d.due_at > instant() and d.waits = 'scheduled' then
      jsonb_build_object('reason', 'scheduled', 'since', coalesce(d.since, d.due_at), 'until', d.due_at)
    when l.rests_until > instant() then
      jsonb_build_object('reason', 'line_rests', 'since', coalesce(d.since, d.due_at), 'until', l.rests_until)
    when l.next_at > instant() then
      jsonb_build_object('reason', 'line_busy', 'since', coalesce(d.since, d.due_at), 'until', l.next_at)
  end`

/**
 * The step of its ladder that takes a message that is due when its time is up, as an SQL expression; null where there is
 * none. That of a line that is paused, too; while its account is cut off nothing goes any way.
 */
export const otherWay = `case when d.state = 'due' and p.state = 'active' then (
    select jsonb_build_object('channel', s.channel, 'at', m.created_at + s.minutes * interval '1 minute')
    from (select step ->> 'channel' as channel, (step #>> '{when,notDeliveredMinutes}')::float8 as minutes, nth
          from jsonb_array_elements(m.ladder) with ordinality as steps(step, nth)
          where step ->> 'address' is not null) s
    where m.created_at + s.minutes * interval '1 minute' > instant() order by s.minutes, s.nth limit 1) end`

/** What the reason follows from, joined to `message m`: the delivery, its line, its account and what holds it up. */
export const whyItWaitsFrom = `left join delivery d on d.portal_id = m.portal_id and d.message_id = m.id
     left join line l on d.state = 'due' and l.portal_id = d.portal_id and l.id = d.line_id
     left join portal p on d.state = 'due' and p.portal_id = d.portal_id
     left join lateral (
       select o.message_id, o.since, o.state from delivery o
       where d.state = 'due' and o.portal_id = d.portal_id and o.conversation_id = d.conversation_id and o.message_id <> d.message_id
         and o.state in ('due', 'sending', 'unknown') and o.attempts > 0
         and (o.place < d.place and o.passed_at is null or o.state = 'sending')
       order by o.place limit 1
     ) ahead on true`

export function toWaits({ waits, other_way }: WaitsRow): NonNullable<ConversationMessage['waits']> | null {
  if (!waits) return null
  return {
    reason: waits.reason,
    since: new Date(waits.since).toISOString(),
    until: waits.until ? new Date(waits.until).toISOString() : null,
    behind: waits.behind ?? null,
    detail: waits.detail ?? null,
    otherwise: other_way ? { channel: other_way.channel, at: new Date(other_way.at).toISOString() } : null,
  }
}
