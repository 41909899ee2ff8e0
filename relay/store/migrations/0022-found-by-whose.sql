-- concurrently: each statement by itself, beside relays that serve
-- What is erased of a person is found without reading what is others'.
create index concurrently if not exists inbox_by_name on inbox (portal_id, name_key);
create index concurrently if not exists inbox_by_id on inbox (portal_id, id_key);
create index concurrently if not exists message_of_nobody on message (portal_id, address) where contact_id is null;
create index concurrently if not exists alias_by_address on alias (portal_id, address);
create index concurrently if not exists hubspot_event_merge on hubspot_event (portal_id) where kind = 'merge';
