-- concurrently: each statement by itself, beside relays that serve
-- What waits for a person, of each kind by how long; and replies of nobody by where they came from.
create index concurrently if not exists message_waiting on message (portal_id, created_at, id) where contact_id is null and direction = 'inbound' and dismissed_at is null;
create index concurrently if not exists message_waiting_address on message (portal_id, address) where contact_id is null and direction = 'inbound' and dismissed_at is null;
create index concurrently if not exists inbox_waiting on inbox (portal_id, received_at, id) where done_at is null and (parked is not null or trouble is not null);
create index concurrently if not exists hubspot_event_waiting on hubspot_event (portal_id, received_at, id) where done_at is null and (parked is not null or trouble is not null);
create index concurrently if not exists timeline_entry_troubled on timeline_entry (portal_id, coalesce(parked_at, due_at), message_id) where state = 'parked' or reason is not null;
-- What a relay of the version before accepted beside one of this: it knows nothing of the newer columns.
create index concurrently if not exists delivery_of_before on delivery (portal_id) where since is null and state in ('due', 'sending', 'unknown');
