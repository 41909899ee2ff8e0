-- concurrently: each statement by itself, beside relays that serve
-- Row-level security lets no index serve an expression, so that entries are found by columns: parked ones and those that wait.
update timeline_entry set parked_at = due_at where state = 'parked' and parked_at is null;
create index concurrently if not exists timeline_entry_parked_since on timeline_entry (portal_id, parked_at, message_id) where state = 'parked';
create index concurrently if not exists timeline_entry_put_off on timeline_entry (portal_id, due_at, message_id) where state <> 'parked' and reason is not null;
drop index concurrently if exists timeline_entry_troubled;
