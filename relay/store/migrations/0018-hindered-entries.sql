-- concurrently: each statement by itself, beside relays that serve
-- What an account's credentials hold up of its timeline goes on a thousand at a time, in this order.
create index concurrently if not exists timeline_entry_hindered on timeline_entry (portal_id, message_id) where hindrance is not null;
