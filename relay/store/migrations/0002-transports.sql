-- Transports: ladders of channels, files that travel, and what lines and addresses have come to.

alter table message
  add column fallback_of     uuid,           -- the message this one stands in for
  add column fallback_reason text,           -- why that one was given up
  add column followed_by     uuid,           -- the message that stands in for this one
  add column ladder          jsonb,          -- the steps still open, resolved when the message was accepted
  add column template        jsonb,
  add column attachments     jsonb;

alter table line
  add column paused_by text check (paused_by in ('person', 'relay', 'provider')),
  add column state_at  timestamptz;

-- What happened to a line, in order; never changed.
create table line_event (
  portal_id bigint not null,
  id        bigint generated always as identity,
  line_id   text not null,
  at        timestamptz not null,
  kind      text not null,
  data      jsonb not null default '{}',
  primary key (portal_id, line_id, id)
);

-- Messages sent and failed on a line in the current window, for all processes together.
create table line_health (
  portal_id    bigint not null,
  line_id      text not null,
  window_start timestamptz not null,
  sent         integer not null,
  failed       integer not null,
  primary key (portal_id, line_id)
);

-- Whether an address can be reached on a channel: the provider's answer to a question, or what a refusal taught.
create table capability (
  portal_id  bigint not null,
  channel    text not null,
  address    text not null,
  line_id    text not null,                  -- through which line that was learnt
  capable    boolean not null,
  source     text not null check (source in ('check', 'refusal')),
  reason     text,
  at         timestamptz not null,
  expires_at timestamptz not null,
  primary key (portal_id, channel, address)
);
create index capability_checks on capability (portal_id, line_id, at) where source = 'check';
