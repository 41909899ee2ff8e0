-- What an account has configured. The database's one clock of settings: taken last by whoever saves, and held until its commit, so
-- that whoever has read it knows of every save up to then.
create table settings_clock (
  one   boolean primary key default true check (one),
  value bigint not null default 0
);
insert into settings_clock default values;

-- The newest version of each account, and when by that clock.
create table account (
  portal_id bigint primary key,
  version   integer not null,
  clock     bigint not null
);
call keep_apart('account');
create index account_by_clock on account (clock);

-- Who made a version, when and why. Never changed.
create table account_version (
  portal_id bigint not null,
  version   integer not null,
  at        timestamptz(3) not null default instant(),
  actor     text not null,
  reason    text,
  changed   text[] not null,                 -- sections, or the secrets of a line: secret:<name>
  digest    text not null,                   -- of all sections as they stood then; the audit log has the same
  primary key (portal_id, version)
);
call keep_apart('account_version');

-- A section as a version left it. The newest one up to a version is what that version had. Never a secret.
create table account_section (
  portal_id bigint not null,
  section   text not null,
  version   integer not null,
  form      integer not null,                -- of its schema, which may be an older one's
  value     jsonb,                           -- null: as if it had never been set
  primary key (portal_id, section, version)
);
call keep_apart('account_section');

-- Secrets of lines, sealed. Of one that is rotated the value before is valid for what comes in, until its time is over.
create table account_secret (
  portal_id bigint not null,
  name      text not null,                   -- line/<id>/<place in the settings>
  since     timestamptz(3) not null default instant(),
  until     timestamptz,                     -- null: the newest
  value     text not null,
  set_by    text not null,
  primary key (portal_id, name, since)
);
call keep_apart('account_secret');
create unique index account_secret_newest on account_secret (portal_id, name) where until is null;

-- Hosts in private networks that an account's lines may name, since whoever runs the relay named them in LINES.
create table account_host (
  portal_id bigint not null,
  host      text not null,                   -- with a port where it is not the usual one
  primary key (portal_id, host)
);
call keep_apart('account_host');

-- What became of the newest test of a line, or of HubSpot.
create table connection_test (
  portal_id bigint not null,
  subject   text not null,                   -- hubspot, or line/<id>
  at        timestamptz(3) not null default instant(),
  result    text not null check (result in ('ok', 'failed', 'no_test')),
  code      text,
  words     text,
  answered_at timestamptz,                   -- when it last was as it should be; null: never by any test
  primary key (portal_id, subject)
);
call keep_apart('connection_test');

-- For how many milliseconds a claim on the line may stay without an outcome: as long as its provider may take, and a little more. Whoever stores
-- lines in the way of before gives the longest that any provider takes.
alter table line add column lease integer not null default 204000;

-- Accounts whose part of LINES and ROUTING was taken over from the environment, once.
create table account_taken (
  portal_id bigint primary key,
  at        timestamptz(3) not null default instant(),
  digest    text not null                    -- of what stood there, secrets too, and therefore sealed
);
call keep_apart('account_taken');
