import type { WaitingKind } from '../../../contract/waiting.ts'

/** How one kind is found. `t` is its table; every `since` has an index, in this order. */
export interface WaitingBranch {
  kind: WaitingKind
  from: string
  where: string
  key: string
  since: string
  parked: string
  reason: string
  hindrance: string
  contact: string
  line: string
  address: string
  about: string
  /** What was said, as text or as bytes. */
  text: string
  bytes: string
  /** That it is the one with this key. */
  named: string
}

/** Entries that are parked, and those that are tried again: an index serves no expression over both. */
const entry = {
  kind: 'entry',
  from: 'timeline_entry t join message m on m.portal_id = t.portal_id and m.id = t.message_id',
  key: 't.message_id::text',
  reason: 't.reason',
  hindrance: 't.hindrance',
  contact: 'm.contact_id',
  line: 'm.line_id',
  address: 'm.address',
  about: 'm.channel',
  text: 'm.body',
  bytes: 'null::bytea',
  named: 't.message_id = $2::uuid',
} as const

/** What was erased belongs to somebody who was forgotten. */
const ofNobody = `t.contact_id is null and t.direction = 'inbound' and t.dismissed_at is null and t.address <> ''`

/** Messages that came and stand on no card. */
const received = {
  from: 'message t',
  key: 't.id::text',
  since: 't.created_at',
  parked: 'true',
  hindrance: 'null',
  line: 't.line_id',
  address: 't.address',
  about: 't.channel',
  bytes: 'null::bytea',
  named: 't.id = $2::uuid',
} as const

/** A reason, and that whoever received the message denies its sender. */
function withDoubt(reason: string): string {
  return `concat_ws('; ', ${reason}, case when t.proof = 'fail' then 'the mail server could not confirm its sender' end)`
}

/** Every kind of what waits; one of two kinds of rows has two. */
export const waitingBranches: readonly WaitingBranch[] = [
  {
    ...received,
    kind: 'reply',
    where: `${ofNobody} and t.aside is null`,
    reason:
      withDoubt(`(select e.data ->> 'reason' from message_event e where e.portal_id = t.portal_id and e.message_id = t.id
               and e.kind = 'unmatched' order by e.id desc limit 1)`),
    contact: 'null::bigint',
    text: 't.body',
  },
  {
    ...received,
    kind: 'aside',
    where: `${ofNobody} and t.aside is not null`,
    reason: withDoubt('t.aside'),
    contact: 't.aside_contact_id',
    text: `concat_ws(E'\\n\\n', t.subject, t.body)`,
  },
  {
    kind: 'consent',
    from: 'consent_question t join message m on m.portal_id = t.portal_id and m.id = t.message_id',
    where: `m.address <> ''`,
    key: 't.message_id::text',
    since: 't.at',
    parked: 'true',
    reason: `case when m.proof is null then 'it may be a wish not to be written to any more, or answer what was asked'
               else 'it may be a wish not to be written to any more; nothing proves that its sender wrote it' end`,
    hindrance: 'null',
    contact: 'm.contact_id',
    line: 'm.line_id',
    address: 't.address',
    about: 't.channel',
    text: 'm.body',
    bytes: 'null::bytea',
    named: 't.message_id = $2::uuid',
  },
  {
    kind: 'inbox',
    from: 'inbox t',
    where: 't.done_at is null and (t.parked is not null or t.trouble is not null)',
    key: 't.id::text',
    since: 't.received_at',
    parked: 't.parked is not null',
    reason: 'coalesce(t.parked, t.trouble)',
    hindrance: 't.hindrance',
    contact: 'null::bigint',
    line: 't.line_id',
    address: 'null',
    about: 't.origin',
    text: 'null',
    bytes: 't.body',
    named: 't.id = $2::uuid',
  },
  {
    kind: 'event',
    from: 'hubspot_event t',
    where: 't.done_at is null and (t.parked is not null or t.trouble is not null)',
    key: 't.id::text',
    since: 't.received_at',
    parked: 't.parked is not null',
    reason: 'coalesce(t.parked, t.trouble)',
    hindrance: 't.hindrance',
    contact: 'nullif(t.object_id, 0)',
    line: 'null',
    address: 'null',
    about: 't.kind',
    text: 'null',
    bytes: 't.raw',
    named: 't.id = $2::uuid',
  },
  {
    ...entry,
    where: `t.state = 'parked' and m.address <> ''`,
    since: 't.parked_at',
    parked: 'true',
  },
  {
    ...entry,
    where: `t.state <> 'parked' and t.reason is not null and m.address <> ''`,
    since: 't.due_at',
    parked: 'false',
  },
  {
    kind: 'task',
    from: 'task t',
    where: 't.trouble is not null',
    key: `t.kind || '/' || t.key`,
    since: 't.created_at',
    parked: 't.parked_at is not null',
    reason: 't.trouble',
    hindrance: 't.hindrance',
    contact: `case when t.kind in ('auto-send', 'go-over-contact', 'ask-contact', 'match-contact') and t.key ~ '^[0-9]{1,18}$' then t.key::bigint end`,
    line: `t.data ->> 'lineId'`,
    address: 'null',
    about: 't.kind',
    text: 't.data::text',
    bytes: 'null::bytea',
    named: "t.kind || '/' || t.key = $2",
  },
  {
    kind: 'message',
    from: 'delivery t join message m on m.portal_id = t.portal_id and m.id = t.message_id',
    where: 't.attention_since is not null',
    key: 't.message_id::text',
    since: 't.attention_since',
    parked: `t.state = 'done'`,
    reason: `case when t.state = 'due' and (
        select l.state from line l where l.portal_id = t.portal_id and l.id = t.line_id) = 'retired'
      then 'its line was removed: move what waits there to another line, give it up, or set the line up again'
      else m.error_detail end`,
    hindrance: 'null',
    contact: 'm.contact_id',
    line: 'm.line_id',
    address: 'm.address',
    about: 'm.status',
    text: 'm.body',
    bytes: 'null::bytea',
    named: 't.message_id = $2::uuid',
  },
]
