import type { Scene } from './scene.ts'

const queues =
  'receive-replies record-timeline reconcile-delivery catch-up fall-back change-line take-hubspot-events auto-send'

/** What no door of that version yields, or only at a moment that nobody can choose. */
const statements = [
  // Resumed, and the relay was killed before it looked.
  "update line set state = 'active', paused_by = null, state_reason = null where id = 'desk'",
  "update line set paused_by = 'provider', state_reason = 'The provider blocked this line.', state = 'paused', state_at = now() where portal_id = 5104",
  // Only providers that are no part of this world tell of other names, or send emails.
  "insert into alias select 4242, 'whatsapp', 'US.13491208655302741918', '+12025560001', now()",
  `insert into conversation values (4242, '01980000-0000-7000-8000-000000000001', 1, 'mail', 'email', 'ada@example.com', repeat('ab', 16), now())`,
  `insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address, subject, body,
     status, provider_id, actor, created_at, changed_at)
   select 4242, '01980000-0000-7000-8000-000000000002', 'outbound', 'card', c.contact_id, '01980000-0000-7000-8000-000000000001',
     'mail', 'email', 'ada@example.com', 'Your order', 'An email of a line that is gone.', 'sent', '<1@mail.example>',
     '{"email": "robin@company.example"}', now(), now()
   from conversation c where c.address = '+12025560001' limit 1`,
  "update conversation set contact_id = (select contact_id from conversation where address = '+12025560001' limit 1) where line_id = 'mail'",
  "insert into message_event (portal_id, message_id, at, kind) select 4242, '01980000-0000-7000-8000-000000000002', now(), 'sent'",
  "insert into delivery values (4242, '01980000-0000-7000-8000-000000000002', 'mail', 'done', now(), 1, null)",
  "insert into timeline_entry (portal_id, message_id, object, state, due_at) values (4242, '01980000-0000-7000-8000-000000000002', 'emails', 'waiting', now())",
  // It came while its line was being removed.
  `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, parked)
   select 4242, '01980000-0000-7000-8000-000000000004', 'old', 'webhook', '{}', convert_to(jsonb_build_object(
     'type', 'message.received', 'message', jsonb_build_object('seq', 1, 'id', 'of-the-old-line', 'direction', 'from_phone',
       'from', '+12025560001', 'to', '+15550100007', 'body', 'To a line that is gone.', 'channel', 'sms', 'reference', null,
       'status', 'received', 'at', now()))::text, 'UTF8'), now(), 'the line old is no longer configured'`,
  // An event that the database once refused.
  `insert into hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, kind, raw, received_at, parked)
   values (4242, '01980000-0000-7000-8000-000000000003', 'object.restore', 1, '7', now(), '', 'restore', '{}', now(), 'invalid byte sequence for encoding "UTF8": 0x00')`,
  // A private account that was taken out of the configuration, by the other kind of its credentials.
  `insert into portal (portal_id, edition, credential, state, state_reason, workspace, installed_at, changed_at) values
     (6001, 'private', 'service_key', 'revoked', 'HubSpot refuses the service key', 'company-6001', now(), now()),
     (6002, 'private', 'private_app', 'uninstalled', null, 'company-6002', now(), now())`,
  // A line's change and a fall that were being worked on.
  `insert into pgboss.job (name, data, state, start_after, started_on, policy, expire_seconds, retry_limit, retry_delay, retry_backoff)
   select name, data, state::pgboss.job_state, now(), case when state = 'active' then now() end, 'standard', 60, 1000, 1, true
   from (values
     ('change-line', '{"portalId": "4242", "lineId": "blind", "to": "paused", "by": "provider", "reason": "The provider blocked this line.", "at": "2026-11-29T20:00:00.000Z"}'::jsonb, 'created'),
     ('fall-back', (select jsonb_build_object('portalId', '4242', 'messageId', id, 'failure', 'undelivered') from message where body = 'Waits to be delivered.'), 'retry')
   ) x(name, data, state)`,
  // Every queue has jobs in every state; what they are about is done already, so that they must change nothing.
  `insert into pgboss.job (name, data, state, start_after, started_on, completed_on, policy, expire_seconds, retry_limit, retry_delay, retry_backoff, output)
   select q.name, j.data, s.state::pgboss.job_state, now(), case when s.state <> 'created' then now() end,
     case when s.state = 'failed' then now() end, q.policy, 60, 1000, 1, true,
     case when s.state = 'failed' then '{"reason": "it failed too often"}'::jsonb end
   from pgboss.queue q
   cross join (values ('created'), ('retry'), ('active'), ('failed')) s(state)
   cross join lateral (
     select data from pgboss.job j where j.name = q.name order by j.state = 'completed' desc, j.created_on limit 1
   ) j
   where not exists (select 1 from pgboss.job k where k.name = q.name and k.state::text = s.state)`,
  // One of those that are done is enough to tell the kind.
  `delete from pgboss.job where state = 'completed' and id not in (
     select distinct on (name) id from pgboss.job where state = 'completed' order by name, id)`,
]

/** Adds what is lacking, and makes sure that every table and every state has its rows. */
export async function completeStates({ sql }: Scene): Promise<void> {
  for (const statement of statements) await sql(statement)
  const lacking = await sql<{ what: string }>(`
    select 'jobs of ' || q || ' in ' || s as what
    from unnest(string_to_array('${queues}', ' ')) q, unnest('{created,retry,active,failed}'::text[]) s
    where not exists (select 1 from pgboss.job where name = q and state::text = s)
    union all select 'delivery ' || s from unnest('{due,sending,unknown,done}'::text[]) s
    where not exists (select 1 from delivery where state = s)
    union all select 'message ' || s from unnest('{queued,sending,unknown,sent,delivered,read,failed,undelivered,cancelled}'::text[]) s
    where not exists (select 1 from message where status = s)
    union all select 'timeline ' || s from unnest('{waiting,creating,created,parked}'::text[]) s
    where not exists (select 1 from timeline_entry where state = s)
    union all select 'timeline behind' where not exists (select 1 from timeline_entry where state = 'created' and written < wanted)
    union all select 'standing ' || s from unnest('{present,deleted,merged,forgotten}'::text[]) s
    where not exists (select 1 from contact_standing where state = s)
    union all select 'event ' || s from unnest('{creation,deletion,restore,merge,privacy_deletion,property,association}'::text[]) s
    where not exists (select 1 from hubspot_event where kind = s)
    union all select 'portal ' || e || ' ' || s from unnest('{private,marketplace}'::text[]) e, unnest('{active,revoked,uninstalled}'::text[]) s
    where not exists (select 1 from portal where edition = e and state = s)
    union all select 'line ' || s from unnest('{active,paused,retired}'::text[]) s where not exists (select 1 from line where state = s)
    union all select 'paused by ' || s from unnest('{person,relay,provider}'::text[]) s where not exists (select 1 from line where paused_by = s)
    union all select 'capability ' || s from unnest('{check,refusal}'::text[]) s where not exists (select 1 from capability where source = s)
    union all select 'inbox ' || s from unnest('{webhook,history}'::text[]) s where not exists (select 1 from inbox where origin = s)
    union all select 'inbox open' where not exists (select 1 from inbox where done_at is null and parked is null)
    union all select 'event open' where not exists (select 1 from hubspot_event where done_at is null and parked is null)`)
  const tables = await sql<{ name: string }>(
    "select tablename::text as name from pg_tables where schemaname = 'public' order by 1",
  )
  for (const { name } of tables) {
    if ((await sql(`select 1 from ${name} limit 1`)).length === 0) lacking.push({ what: `rows of ${name}` })
  }
  if (lacking.length > 0) throw new Error(`The dump would lack ${lacking.map(({ what }) => what).join(', ')}.`)
}
