-- concurrently: each statement by itself, beside relays that serve
-- What may go next on a line, in order; what comes back later; what holds its conversation up; what was held up.
create index concurrently if not exists delivery_ready on delivery (portal_id, line_id, priority, place) where state = 'due' and waits is null;
create index concurrently if not exists delivery_waiting on delivery (due_at) where state = 'due' and waits in ('retry', 'scheduled');
create index concurrently if not exists delivery_behind on delivery (portal_id, conversation_id) where waits = 'order';
create index concurrently if not exists delivery_tried on delivery (portal_id, conversation_id, place) where attempts > 0 and state in ('due', 'sending', 'unknown');
create index concurrently if not exists delivery_lease on delivery (lease_until) where state = 'sending';
create index concurrently if not exists delivery_doubt on delivery (since) where state = 'unknown' and passed_at is null;
create index concurrently if not exists delivery_attention on delivery (portal_id, attention_since) where attention_since is not null;
create index concurrently if not exists inbox_new on inbox (portal_id, received_at) where done_at is null and parked is null and due_at is null;
create index concurrently if not exists inbox_later on inbox (portal_id, asks, due_at) where done_at is null and parked is null and due_at is not null;
create index concurrently if not exists inbox_parked on inbox (portal_id, received_at) where parked is not null;
create index concurrently if not exists hubspot_event_parked on hubspot_event (portal_id, received_at) where parked is not null;
create index concurrently if not exists timeline_entry_parked on timeline_entry (portal_id, message_id) where state = 'parked';
create index concurrently if not exists timeline_entry_rewrite on timeline_entry (portal_id, rewrite_at) where rewrite_at is not null;
create index concurrently if not exists inbox_hindered on inbox (portal_id, hindrance) where hindrance is not null;
create index concurrently if not exists hubspot_event_hindered on hubspot_event (portal_id, hindrance) where hindrance is not null;
create index concurrently if not exists task_hindered on task (portal_id, hindrance) where hindrance is not null;
-- What was parked before says why and since when, as what is parked from now on; a line that comes back takes up its own.
update inbox set parked_at = received_at, trouble = parked,
  hindrance = case when parked like 'the line % is no longer configured' then 'line:' || line_id end
where parked is not null and parked_at is null;
update hubspot_event set parked_at = received_at, trouble = parked where parked is not null and parked_at is null;
-- Whoever was deleted in HubSpot may have left a conversation that nobody doubts.
update conversation c set doubted_at = date_trunc('milliseconds', instant()) from contact_standing s
where s.portal_id = c.portal_id and s.contact_id = c.contact_id and s.state = 'deleted' and c.doubted_at is null;
