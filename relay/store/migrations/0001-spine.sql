-- The spine: lines, conversations, messages and their story, the delivery queue, the inbox, the timeline, consent.
-- Every table starts its key with portal_id: nothing is ever read across portals.

create table line (
  portal_id     bigint not null,
  id            text not null,
  provider      text not null,
  channel       text not null,
  address       text not null,
  state         text not null default 'active' check (state in ('active', 'paused', 'retired')),
  state_reason  text,
  in_flight     integer not null,            -- provider calls allowed at once
  gap           integer not null,            -- milliseconds between two claims
  next_at       timestamptz not null default '-infinity',
  claimed_at    timestamptz not null default '-infinity',
  cursor        text,                        -- where the provider's history was read to
  primary key (portal_id, id)
);

create table conversation (
  portal_id     bigint not null,
  id            uuid not null,
  contact_id    bigint not null,
  line_id       text not null,
  channel       text not null,
  address       text not null,               -- the contact's: E.164 or email in lower case
  token         text not null,
  last_at       timestamptz not null,
  primary key (portal_id, id),
  unique (portal_id, line_id, address, contact_id),
  unique (portal_id, token)
);

create table message (
  portal_id       bigint not null,
  id              uuid not null,
  direction       text not null check (direction in ('outbound', 'inbound')),
  source          text not null check (source in ('card', 'workflow', 'reply')),
  contact_id      bigint,                    -- null: a reply that matched nobody
  conversation_id uuid,
  line_id         text not null,
  channel         text not null,
  address         text not null,
  subject         text,
  body            text not null,
  status          text not null,
  error_code      text,
  error_detail    text,
  error_retryable boolean,
  idempotency_key text,
  request_hash    bytea,
  provider_id     text,
  actor           jsonb,
  created_at      timestamptz not null,
  changed_at      timestamptz not null,
  primary key (portal_id, id),
  unique (portal_id, idempotency_key)
);
create index message_by_contact on message (portal_id, contact_id, created_at desc);
create index message_by_change on message (portal_id, contact_id, changed_at);
create unique index message_by_provider_id on message (portal_id, line_id, direction, provider_id);
create index message_unmatched on message (portal_id, created_at) where contact_id is null;
create index message_by_conversation on message (portal_id, conversation_id, created_at desc);

-- What happened to a message, in order; never changed.
create table message_event (
  portal_id   bigint not null,
  id          bigint generated always as identity,
  message_id  uuid not null,
  at          timestamptz not null,
  kind        text not null,
  data        jsonb not null default '{}',
  primary key (portal_id, message_id, id)
);

-- One row for each outbound message until its outcome is known.
create table delivery (
  portal_id   bigint not null,
  message_id  uuid not null,
  line_id     text not null,
  state       text not null check (state in ('due', 'sending', 'unknown', 'done')),
  due_at      timestamptz not null,
  attempts    integer not null default 0,
  lease_until timestamptz,
  primary key (portal_id, message_id)
);
create index delivery_due on delivery (portal_id, line_id, due_at, message_id) where state = 'due';
create index delivery_sending on delivery (portal_id, line_id) where state = 'sending';
create index delivery_unknown on delivery (due_at) where state = 'unknown';

-- Deliveries from providers, as they came; stored before they are acknowledged.
create table inbox (
  portal_id   bigint not null,
  id          uuid not null,
  line_id     text not null,
  origin      text not null check (origin in ('webhook', 'history')),
  headers     jsonb not null,
  body        bytea not null,
  received_at timestamptz not null,
  done_at     timestamptz,
  parked      text,                          -- why a person must look at it
  primary key (portal_id, id)
);
create index inbox_open on inbox (received_at) where done_at is null;

-- One row for each message that belongs on a contact's timeline.
create table timeline_entry (
  portal_id     bigint not null,
  message_id    uuid not null,
  object        text not null check (object in ('communications', 'emails')),
  state         text not null check (state in ('waiting', 'creating', 'created', 'parked')),
  due_at        timestamptz not null,
  batch_id      uuid,
  engagement_id text,
  wanted        integer not null default 1,  -- grows with each change worth showing
  written       integer not null default 0,
  attempts      integer not null default 0,
  reason        text,
  primary key (portal_id, message_id)
);
create index timeline_entry_waiting on timeline_entry (portal_id, due_at) where state = 'waiting';
create index timeline_entry_creating on timeline_entry (portal_id, due_at) where state = 'creating';
create index timeline_entry_behind on timeline_entry (portal_id, due_at) where state = 'created' and written < wanted;

-- What an address has told us, for each channel; the newest word stands.
create table consent (
  portal_id  bigint not null,
  channel    text not null,
  address    text not null,
  state      text not null check (state in ('opted_in', 'opted_out')),
  message_id uuid,
  at         timestamptz not null,
  primary key (portal_id, channel, address)
);

-- HubSpot requests spent in the current ten seconds, for all processes together.
create table hubspot_budget (
  portal_id     bigint not null primary key,
  window_start  timestamptz not null,
  used          integer not null,
  blocked_until timestamptz not null default '-infinity'
);

-- The same order as contract/delivery-status.ts; a test holds the two together.
create function status_rank(status text) returns integer language sql immutable parallel safe as $$
  select case status
    when 'scheduled' then 0 when 'queued' then 1 when 'sending' then 2 when 'unknown' then 3
    when 'sent' then 4 when 'delivered' then 5 when 'read' then 6 else 7 end
$$;
create function moves_forward(current text, next text) returns boolean language sql immutable parallel safe as $$
  select status_rank(current) < 7
     and case when status_rank(next) = 7 then status_rank(current) < 5 else status_rank(next) > status_rank(current) end
$$;
