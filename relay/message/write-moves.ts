import { cutText } from '../../contract/cut-text.ts'
import type { Db } from '../store/database.ts'
import { storable } from '../store/storable.ts'
import type { Effects, Told } from './effects-of.ts'
import type { Trouble } from './message-event.ts'
import type { Standing } from './standing.ts'
import { unwantTimeline } from './unwant-timeline.ts'
import { wantTimeline } from './want-timeline.ts'
import { listed } from '../store/listed.ts'

/** Characters of a provider's words, or of its id, that are kept. */
const mostWords = 1_000

/** What is to be written of one message whose delivery is held. */
export interface Change {
  portalId: string
  messageId: string
  standing: Standing
  /** Milliseconds that a new claim may stay without an outcome; null where it is none. */
  lease: number | null
  /** Milliseconds until it may go; null: as before. */
  wait: number | null
  /** Undefined: as before. */
  trouble: Trouble | null | undefined
  providerId: string | null
  /** The attempt of that id is over, and the next one gets another. */
  forgetsId: boolean
  /** What really carried it; null where nobody says. */
  service: string | null
  followedBy: string | null
  /** By which line it leaves from now on, and in which conversation; null: as before. */
  lineId: string | null
  conversationId: string | null
  endsLadder: boolean
  timeline: Effects['timeline']
  look: Effects['look']
  told: Told[]
}

/**
 * Writes what became of messages in one statement: delivery, message, story, what their timeline wants, and that what
 * waited behind them may go if it is not held up by another. Only the mover calls it, which holds their deliveries.
 */
export async function writeMoves(
  tx: Db,
  changes: readonly Change[],
  times: { timelineGather: number; timelineUpdate: number },
): Promise<void> {
  await tx.query(
    `with change as (
       select * from ${listed('$1', `portal_id bigint, message_id uuid, state text, status text, attempts int, passed boolean, lease float8, wait float8, troubled boolean, error_code text, error_detail text, error_retryable boolean, provider_id text, forgets_id boolean, service text, deferred int, followed_by uuid, line_id text, conversation_id uuid, ends_ladder boolean, timeline text, look text, told jsonb`)} as x
     ), delivered as (
       update delivery d set state = c.state, attempts = c.attempts, deferred = c.deferred,
         line_id = coalesce(c.line_id, d.line_id), conversation_id = coalesce(c.conversation_id, d.conversation_id),
         lease_until = case when c.state = 'sending' and c.lease is null then d.lease_until
                            else instant() + c.lease * interval '1 millisecond' end,
         due_at = case when c.wait is null then d.due_at else instant() + c.wait * interval '1 millisecond' end,
         -- Whoever waits for another is looked at again: that one may be moved in this very statement.
         waits = case when c.state <> 'due' then null when c.wait > 0 then 'retry' when c.wait = 0 or d.waits = 'order' then null
                      else d.waits end,
         since = case when d.state <> c.state or c.wait is not null or d.waits = 'order' then instant() else d.since end,
         passed_at = case when c.passed then coalesce(d.passed_at, instant()) end,
         attention_since = case c.look when 'yes' then coalesce(d.attention_since, instant())
                                       when 'same' then d.attention_since end
       from change c where d.portal_id = c.portal_id and d.message_id = c.message_id
         -- Most reports are of one that is over, and change nothing that stands here; nobody waits for it any more.
         and (d.state <> 'done' or c.state <> 'done' or d.deferred <> c.deferred or c.passed <> (d.passed_at is not null)
              or c.look = case when d.attention_since is null then 'yes' else 'no' end)
       returning d.portal_id, d.conversation_id, c.state
     ), moved as (
       update message m set status = c.status, changed_at = instant(),
         -- Two messages never share an id, whatever a provider says.
         provider_id = case when not c.forgets_id then coalesce(m.provider_id, case when not exists (
           select 1 from message o where o.portal_id = m.portal_id and o.line_id = m.line_id
             and o.direction = 'outbound' and o.provider_id = c.provider_id) then c.provider_id end) end,
         error_code = case when c.troubled then c.error_code else m.error_code end,
         error_detail = case when c.troubled then c.error_detail else m.error_detail end,
         error_retryable = case when c.troubled then c.error_retryable else m.error_retryable end,
         service = coalesce(c.service, m.service),
         followed_by = coalesce(c.followed_by, m.followed_by),
         line_id = coalesce(c.line_id, m.line_id), conversation_id = coalesce(c.conversation_id, m.conversation_id),
         ladder = case when c.ends_ladder then null else m.ladder end
       from change c where m.portal_id = c.portal_id and m.id = c.message_id
         -- Of a claim nothing but its delivery tells (status-of.ts), unless there is trouble of an attempt before to be taken away, or
         -- something else has happened to it at the same time.
         and not (c.lease is not null and c.timeline = 'none' and c.line_id is null and m.status = 'queued' and m.error_code is null
                  and not c.ends_ladder and c.followed_by is null and c.service is null and c.provider_id is null)
       returning m.portal_id, m.id, m.channel, m.source, m.contact_id, c.timeline
     ), former as (
       insert into former_id (portal_id, line_id, provider_id, message_id)
       select c.portal_id, m.line_id, coalesce(m.provider_id, c.provider_id), c.message_id
       -- One by one, as it was before this statement.
       from change c cross join lateral (
         select line_id, provider_id from message where portal_id = c.portal_id and id = c.message_id offset 0) m
       where c.forgets_id and coalesce(m.provider_id, c.provider_id) is not null
       on conflict do nothing
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select c.portal_id, c.message_id,
              -- That another stands in for it happened when that one was accepted.
              coalesce((select f.created_at from message f where f.portal_id = c.portal_id and f.id = c.followed_by), instant()),
              t.event ->> 'kind', t.event -> 'data'
       from change c cross join lateral jsonb_array_elements(c.told) with ordinality as t(event, nth)
       order by c.message_id, t.nth
     ), recorded as (
       ${wantTimeline(`(select * from moved where timeline = 'record')`, { first: '$2', change: '$3' })}
     ), changed as (
       update timeline_entry t set wanted = t.wanted + 1,
         due_at = case when t.state = 'created' and t.written = t.wanted
                       then instant() + $3::float8 * interval '1 millisecond' else t.due_at end
       from moved m where t.portal_id = m.portal_id and t.message_id = m.id
         and m.timeline = 'update'
     ), released as (
       update delivery w set waits = null
       from (select distinct portal_id, conversation_id from delivered where state <> 'sending') d
       where w.portal_id = d.portal_id and w.conversation_id = d.conversation_id and w.waits = 'order'
         and not exists (select 1 from change c where c.portal_id = w.portal_id and c.message_id = w.message_id)
     ) ${unwantTimeline(`(select * from moved where timeline = 'withdraw')`)}`,
    [JSON.stringify(changes.map(asInput), cleaned), times.timelineGather, times.timelineUpdate],
  )
}

function asInput(change: Change) {
  return {
    portal_id: change.portalId,
    message_id: change.messageId,
    state: change.standing.state,
    status: change.standing.status,
    attempts: change.standing.attempts,
    passed: change.standing.passed,
    lease: change.lease,
    wait: change.wait,
    troubled: change.trouble !== undefined,
    error_code: change.trouble?.code ?? null,
    error_detail: change.trouble?.detail ?? null,
    error_retryable: change.trouble?.retryable ?? null,
    provider_id: change.providerId,
    forgets_id: change.forgetsId,
    service: change.service,
    deferred: change.standing.deferred,
    followed_by: change.followedBy,
    line_id: change.lineId,
    conversation_id: change.conversationId,
    ends_ladder: change.endsLadder,
    timeline: change.timeline,
    look: change.look,
    told: change.told,
  }
}

/** Others' words in them may hold what no database takes, or be of any length. */
function cleaned(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? storable(cutText(value, mostWords)) : value
}
