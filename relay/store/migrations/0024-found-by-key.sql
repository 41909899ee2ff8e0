-- As before, and taken for few rows: the planner takes any list for a hundred, and would rather read the whole of a small or grown
-- table than look them up; of a range it takes a two-hundredth.
create or replace function hold_deliveries(asked jsonb) returns table (
  portal_id bigint, message_id uuid, state text, status text, attempts integer, passed boolean, followed boolean,
  error_code text, line_id text, contact_id bigint, conversation_id uuid, channel text, address text, has_ladder boolean
) language plpgsql as $$
#variable_conflict use_column
begin
  perform 1 from delivery d
  join (select portal_id, message_id from rows from (jsonb_to_recordset(asked) as (portal_id bigint, message_id uuid))
          with ordinality where ordinality between 1 and 1000000) x
    using (portal_id, message_id)
  order by d.message_id for update of d;
  return query
    select d.portal_id, d.message_id, d.state, m.status, d.attempts, d.passed_at is not null, m.followed_by is not null,
           m.error_code, d.line_id, m.contact_id, m.conversation_id, m.channel, m.address,
           coalesce(jsonb_array_length(m.ladder), 0) > 0
    from delivery d
    join (select portal_id, message_id from rows from (jsonb_to_recordset(asked) as (portal_id bigint, message_id uuid))
          with ordinality where ordinality between 1 and 1000000) x
      using (portal_id, message_id)
    join message m on m.portal_id = d.portal_id and m.id = d.message_id;
end
$$;

-- What the planner is to take these tables for until they have been looked at: those of an account with some history. Of an empty
-- table it knows nothing, holds any index that begins with the account for as good as the key, and keeps to that plan for as long
-- as nobody has looked, while thousands of rows come in. The rows are gone when this is committed, and leave nothing to clean up,
-- since whoever cleaned up would see empty tables; what was learned of them stays.
do $$
begin
  if exists (select from message) or exists (select from inbox) then return; end if;
  lock table conversation, message, message_event, delivery, timeline_entry, inbox, hubspot_event, task, request_id
    in access exclusive mode;
  if exists (select from message) or exists (select from inbox) or exists (select from conversation)
     or exists (select from hubspot_event) or exists (select from task) or exists (select from request_id) then return; end if;
  create temporary table life on commit drop as
  select gen_random_uuid() as id, i, 1 + i % 100 as contact, 'line-' || i % 4 as line, '+1212' || 2000000 + i % 100 as address,
         ('00000000-0000-4000-8000-' || lpad(to_hex(i % 100), 12, '0'))::uuid as conversation, i % 5 < 3 as outbound,
         instant() - (2000 - i) * interval '1 hour' as at
  from generate_series(1, 2000) i;
  insert into conversation (portal_id, id, contact_id, line_id, channel, address, token, last_at)
  select -1, conversation, contact, line, 'sms', address, md5(contact::text), at from life where i <= 100;
  insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address, body, status,
                       idempotency_key, request_hash, provider_id, actor, created_at, changed_at)
  select -1, id, case when outbound then 'outbound' else 'inbound' end, case when outbound then 'card' else 'reply' end, contact,
         conversation, line, 'sms', address, repeat('So it goes on. ', 8), case when outbound then 'delivered' else 'received' end,
         case when outbound then 'key-' || i end, case when outbound then sha256(i::text::bytea) end, 'provider-' || i,
         case when outbound then '{"claimedUserId": "7"}'::jsonb end, at, at
  from life order by i;
  insert into message_event (portal_id, message_id, at, kind, data)
  select -1, id, at, kind, '{"line": "line-0", "attempt": 1}'
  from life cross join unnest(array['accepted', 'sending', 'sent', 'delivered']) as kind where outbound order by i;
  insert into delivery (portal_id, message_id, line_id, conversation_id, priority, state, due_at, since, attempts)
  select -1, id, line, conversation, 1, 'done', at, at, 1 from life where outbound order by i;
  insert into timeline_entry (portal_id, message_id, object, state, due_at, batch_id, engagement_id, wanted, written)
  select -1, id, 'communications', 'created', at, gen_random_uuid(), '9' || i, 2, 2 from life order by i;
  insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, done_at, name_key, id_key)
  select -1, gen_random_uuid(), line, 'webhook', '{"content-type": "application/json"}', convert_to(repeat('{"body": 1}', 30), 'UTF8'),
         at, at, hashint8extended(contact, 0), hashint8extended(i, 0)
  from life order by i;
  insert into hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, kind, raw, received_at, done_at)
  select -1, id, 'object.propertyChange', contact, i::text, at, 'phone', 'property', '{}', at, at from life order by i;
  insert into task (portal_id, kind, key, due_at) select -1, 'reconcile-delivery', id::text, at from life order by i;
  insert into request_id (portal_id, door, id, expires_at) select -1, 'card', id::text, at from life order by i;
  analyze conversation, message, message_event, delivery, timeline_entry, inbox, hubspot_event, task, request_id;
  truncate conversation, message, message_event, delivery, timeline_entry, inbox, hubspot_event, task, request_id;
end
$$;
