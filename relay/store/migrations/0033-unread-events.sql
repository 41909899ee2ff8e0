-- What HubSpot tells in a form that cannot be read is kept, too, and waits for a person.

alter table hubspot_event drop constraint hubspot_event_kind_check;
alter table hubspot_event add constraint hubspot_event_kind_check check (kind in
  ('creation', 'deletion', 'restore', 'merge', 'privacy_deletion', 'property', 'association', 'unreadable')) not valid;
-- HubSpot did not say when: what it came after is not known.
alter table hubspot_event add column untimed boolean not null default false;

-- Who was merged into a contact.
create index contact_standing_merged on contact_standing (portal_id, merged_into) where merged_into is not null;
