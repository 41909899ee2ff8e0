-- Contacts change their addresses, and others come to have those that they had.

alter table hubspot_event drop constraint hubspot_event_kind_check;
alter table hubspot_event add constraint hubspot_event_kind_check check (kind in
  ('creation', 'deletion', 'restore', 'merge', 'privacy_deletion', 'property', 'association'));
alter table hubspot_event
  add column property_value text,            -- of a property that holds an address; gone when it is worked off
  add column outcome text;                   -- what came of it, where that cannot be seen elsewhere

-- Since when the contact may no longer have the address: whoever writes from it is asked for in HubSpot.
alter table conversation add column doubted_at timestamptz(3);
create index conversation_by_contact on conversation (portal_id, contact_id);
