-- What HubSpot tells by webhook: contacts that appear, are merged, deleted, restored or must be forgotten.

-- Events as they came; stored before they are acknowledged. HubSpot repeats them, in any order.
create table hubspot_event (
  portal_id         bigint not null,
  id                uuid not null,
  subscription_type text not null,
  object_id         bigint not null,
  event_id          text not null,           -- not unique by itself, says HubSpot
  occurred_at       timestamptz(3) not null,
  property_name     text not null,           -- empty where the event is of no property
  kind              text not null check (kind in ('creation', 'deletion', 'restore', 'merge', 'privacy_deletion')),
  merged_into       bigint,                  -- of a merge: the contact that stays
  merged_ids        bigint[],                -- and those that are gone
  raw               bytea not null,
  received_at       timestamptz not null,
  done_at           timestamptz,
  parked            text,                    -- why a person must look at it
  primary key (portal_id, id),
  unique (portal_id, subscription_type, object_id, event_id, occurred_at, property_name)
);
create index hubspot_event_open on hubspot_event (portal_id, occurred_at, id) where done_at is null and parked is null;
create index hubspot_event_done on hubspot_event (portal_id, done_at) where done_at is not null;
create index hubspot_event_by_object on hubspot_event (portal_id, object_id);

-- How contacts stand of which such events have told; of all others nothing is known.
create table contact_standing (
  portal_id   bigint not null,
  contact_id  bigint not null,
  state       text not null check (state in ('present', 'deleted', 'merged', 'forgotten')),
  merged_into bigint,
  at          timestamptz not null,          -- when that happened in HubSpot
  primary key (portal_id, contact_id)
);

-- Addresses of people who had themselves forgotten: enough to know one again, not to tell which they are.
create table suppression (
  portal_id bigint not null,
  digest    bytea not null,                  -- HMAC-SHA-256 of the address
  at        timestamptz not null,
  primary key (portal_id, digest)
);

-- The HMAC's key of each portal, as the two blocks that RFC 2104 makes of it.
create table suppression_key (
  portal_id bigint not null primary key,
  inner_pad bytea not null,
  outer_pad bytea not null
);

create function suppression_digest(portal bigint, address text) returns bytea language sql stable parallel safe as $$
  select sha256(outer_pad || sha256(inner_pad || convert_to(address, 'UTF8')))
  from suppression_key where portal_id = portal
$$;
create function is_suppressed(portal bigint, address text) returns boolean language sql stable parallel safe as $$
  select exists (select 1 from suppression where portal_id = portal and digest = suppression_digest(portal, address))
$$;
