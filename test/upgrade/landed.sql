set timezone = 'UTC';

set homing.portal = '*';

create table migration (number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now());

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

-- Portals: many HubSpot accounts on one relay, each with its own credential.

create table portal (
  portal_id        bigint primary key,
  edition          text not null check (edition in ('private', 'marketplace')),
  credential       text not null check (credential in ('oauth', 'private_app', 'service_key')),
  state            text not null check (state in ('active', 'revoked', 'uninstalled')),
  state_reason     text,
  workspace        text not null unique,     -- bound at the first installation, never changed
  hub_domain       text,
  scopes           text[] not null default '{}',
  access_token     text,                     -- sealed, like the next; null where the configuration holds it
  refresh_token    text,
  token_version    integer not null default 0, -- grows with each new access token
  renew_at         timestamptz,              -- from then on whoever needs the token renews it
  expires_at       timestamptz,
  renewing_by      uuid,                     -- one process asks HubSpot, the others wait for what it stores
  renewing_until   timestamptz,              -- by then it has its answer or is gone
  renewal_failures integer not null default 0,
  renewal_after    timestamptz not null default '-infinity', -- nobody asks before
  installed_at     timestamptz not null,
  installed_by     text,
  changed_at       timestamptz not null
);

-- An installation on its way through HubSpot. What it will belong to is not known yet, so there is no portal_id.
create table oauth_state (
  state_hash   bytea primary key,            -- SHA-256: the table lets nobody finish an installation
  browser_hash bytea not null,
  workspace    text,                         -- null: one of its own
  verifier     text not null,                -- sealed
  expires_at   timestamptz not null,
  used_at      timestamptz
);
create index oauth_state_by_expiry on oauth_state (expires_at);

-- The audit log: who did what and why, in a chain that shows where it was changed.

create table audit (
  portal_id bigint not null,
  sequence  bigint not null,                 -- 1, 2, 3 … for each portal, without a gap
  at        timestamptz(3) not null,
  actor     text not null,
  action    text not null,
  detail    text not null,                   -- canonical JSON: the bytes that the hash covers
  hash      bytea not null,                  -- SHA-256 of the row before, this portal and all of this row
  primary key (portal_id, sequence)
);

-- The newest row of each chain: what the next one covers, who waits for whom, and whether the end was cut off.
create table audit_head (
  portal_id bigint not null primary key,
  sequence  bigint not null,
  hash      bytea not null
);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only ever added to' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_is_added_to before update or delete or truncate on audit
  for each statement execute function refuse_audit_change();
create trigger audit_head_stays before delete or truncate on audit_head
  for each statement execute function refuse_audit_change();
create trigger audit_head_moves_forward before update on audit_head
  for each row when (new.portal_id <> old.portal_id or new.sequence < old.sequence
                     or new.sequence = old.sequence and new.hash <> old.hash)
  execute function refuse_audit_change();

-- Other names under which an address has been seen to write: WhatsApp gives people an id of their own beside the number,
-- and later leaves the number out.
create table alias (
  portal_id bigint not null,
  channel   text not null,
  alias     text not null,
  address   text not null,
  at        timestamptz not null,
  primary key (portal_id, channel, alias)
);

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

-- Signed requests that have been believed: the same one is not believed a second time, by whichever process.
create table request_id (
  portal_id  bigint not null,
  door       text not null,
  id         text not null,
  expires_at timestamptz not null,           -- by then its time is too old for any process
  primary key (portal_id, door, id)
);
create index request_id_by_expiry on request_id (expires_at);

-- The second lock: a connection sees the rows of the account that it says it works for, and none while it says nothing.

-- Holds a table with a portal_id to this; a later migration calls it for each new one. Even the tables' owner is held.
-- `homing.portal` is the account's id, or * where the work is of all accounts. Read for each row: a subquery, read once
-- for each statement, makes planning dearer than the few rows that our statements look at.
create procedure keep_apart(name regclass) language plpgsql as $$
declare
  own constant text := $own$
    case current_setting('homing.portal', true)
      when '*' then true
      when '' then false
      else portal_id = current_setting('homing.portal', true)::bigint
    end $own$;
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy own_portal on %s using (%s) with check (%s)', name, own, own);
end
$$;

do $$
declare
  found regclass;
begin
  for found in
    select c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid
    where a.attname = 'portal_id' and not a.attisdropped and c.relkind in ('r', 'p')
      and c.relnamespace = current_schema()::regnamespace
    order by c.relname
  loop
    call keep_apart(found);
  end loop;
end
$$;

-- HubSpot's Webhooks Journal: how far it was read. It tells our app of all accounts at once, so it belongs to none.

create table journal (
  client_id     text primary key,             -- another app has a journal of its own
  at_offset     text,                         -- what was read last and is stored; null: nothing yet
  read_at       timestamptz,                  -- when its end was last reached
  subscribed_at timestamptz,
  refused       text,                         -- why HubSpot does not let this app read it
  reading_by    uuid,                         -- one process reads, the others leave it alone
  reading_until timestamptz,                  -- by then it has stored something or is gone
  look_after    timestamptz not null default '-infinity'
);

-- Settings as they were when a relay last started, as digests: what changed can be told, and never what it was or is.
create table setting (
  portal_id bigint not null,                 -- 0: of the relay itself
  name      text not null,
  digest    text not null,
  key_id    text,                            -- of the key that went into the digest; null where nothing in it is secret
  primary key (portal_id, name)
);
call keep_apart('setting');

-- An installation on its way travels with the browser now; that it was used up stands in request_id.
drop table oauth_state;

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

-- Adding to the audit log in the statement that does what the log tells: one round trip, and no look at the chain's end
-- that another process could overtake. What it hashes is what audit-chain.ts checks: a JSON array of strings.

create function append_audit(entries jsonb) returns void language plpgsql strict as $$
declare
  head record;
  entry record;
  chain bytea;
  place bigint;
  places bigint[];
  hashes bytea[];
begin
  -- In the order of the portals, so that two who add to several chains never wait for each other.
  for head in
    insert into audit_head (portal_id, sequence, hash)
    select distinct x.portal_id, 0, '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea
    from jsonb_to_recordset(entries) as x(portal_id bigint) order by x.portal_id
    on conflict (portal_id) do update set sequence = audit_head.sequence
    returning portal_id, sequence, hash
  loop
    place := head.sequence;
    chain := head.hash;
    places := '{}';
    hashes := '{}';
    for entry in
      select * from rows from (
        jsonb_to_recordset(entries) as (portal_id bigint, at text, actor text, action text, detail text)
      ) with ordinality as x(portal_id, at, actor, action, detail, ordinal)
      where x.portal_id = head.portal_id order by ordinal
    loop
      place := place + 1;
      chain := sha256(convert_to(
        '["homing audit 1","' || encode(chain, 'hex') || '","' || head.portal_id || '","' || place || '",'
          || concat_ws(',', to_json(entry.at), to_json(entry.actor), to_json(entry.action), to_json(entry.detail)) || ']',
        'UTF8'));
      places := places || place;
      hashes := hashes || chain;
    end loop;
    insert into audit (portal_id, sequence, at, actor, action, detail, hash)
    select x.portal_id, c.sequence, x.at, x.actor, x.action, x.detail, c.hash
    from (
      select row_number() over (order by ordinal) as place, portal_id, at, actor, action, detail
      from rows from (
        jsonb_to_recordset(entries) as (portal_id bigint, at timestamptz, actor text, action text, detail text)
      ) with ordinality as y(portal_id, at, actor, action, detail, ordinal)
      where y.portal_id = head.portal_id
    ) x
    join unnest(places, hashes) with ordinality as c(sequence, hash, place) using (place);
    update audit_head h set sequence = place, hash = chain where h.portal_id = head.portal_id;
  end loop;
end
$$;


    BEGIN;
    SET LOCAL lock_timeout = 30000;
    SET LOCAL idle_in_transaction_session_timeout = 30000;
    SELECT pg_advisory_xact_lock(('x' || encode(sha224((current_database() || '.pgboss.pgboss')::bytea), 'hex'))::bit(64)::bigint);
CREATE SCHEMA IF NOT EXISTS pgboss;

    CREATE TYPE pgboss.job_state AS ENUM (
      'created',
      'retry',
      'active',
      'completed',
      'cancelled',
      'failed'
    )
  ;

    CREATE FUNCTION pgboss.job_now()
    RETURNS timestamp with time zone AS
    $$
      SELECT pg_catalog.now();
    $$
    LANGUAGE sql STABLE;
  ;

    CREATE TABLE pgboss.version (
      version int primary key,
      cron_on timestamp with time zone,
      bam_on timestamp with time zone,
      flow_on timestamp with time zone,
      reindex_on timestamp with time zone,
      monitor_backoff_on timestamp with time zone
    )
  ;

    CREATE TABLE pgboss.queue (
      name text NOT NULL,
      policy text NOT NULL,
      retry_limit int NOT NULL,
      retry_delay int NOT NULL,
      retry_backoff bool NOT NULL,
      retry_delay_max int,
      expire_seconds int NOT NULL,
      retention_seconds int NOT NULL,
      deletion_seconds int NOT NULL,
      dead_letter text REFERENCES pgboss.queue (name) CHECK (dead_letter IS DISTINCT FROM name),
      partition bool NOT NULL,
      table_name text NOT NULL,
      deferred_count int NOT NULL default 0,
      queued_count int NOT NULL default 0,
      ready_count int NOT NULL default 0,
      warning_queued int NOT NULL default 0,
      active_count int NOT NULL default 0,
      failed_count int NOT NULL default 0,
      total_count int NOT NULL default 0,
      created_delta int NOT NULL default 0,
      completed_delta int NOT NULL default 0,
      failed_delta int NOT NULL default 0,
      delta_on timestamp with time zone,
      delta_seconds int,
      ready_history int[] NOT NULL default '{}',
      heartbeat_seconds int,
      notify bool NOT NULL DEFAULT false,
      singletons_active text[],
      monitor_claim_on timestamp with time zone,
      monitor_on timestamp with time zone,
      maintain_on timestamp with time zone,
      created_on timestamp with time zone not null default now(),
      updated_on timestamp with time zone not null default now(),
      PRIMARY KEY (name)
    )
  ;

    CREATE TABLE pgboss.schedule (
      name text REFERENCES pgboss.queue ON DELETE CASCADE,
      key text not null DEFAULT '',
      kind text not null DEFAULT 'cron' CHECK (kind IN ('cron', 'rrule')),
      cron text not null,
      timezone text DEFAULT 'UTC',
      data jsonb,
      options jsonb,
      created_on timestamp with time zone not null default now(),
      updated_on timestamp with time zone not null default now(),
      last_job_id uuid,
      PRIMARY KEY (name, key)
    )
  ;

    CREATE TABLE pgboss.subscription (
      event text not null,
      name text not null REFERENCES pgboss.queue ON DELETE CASCADE,
      created_on timestamp with time zone not null default now(),
      updated_on timestamp with time zone not null default now(),
      PRIMARY KEY(event, name)
    )
  ;

    CREATE TABLE pgboss.bam (
      id uuid PRIMARY KEY default gen_random_uuid(),
      name text NOT NULL,
      version int NOT NULL,
      status text NOT NULL DEFAULT 'pending',
      queue text,
      table_name text NOT NULL,
      command text NOT NULL,
      error text,
      created_on timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
      started_on timestamp with time zone,
      completed_on timestamp with time zone
    )
  ;

    CREATE FUNCTION pgboss.job_table_format(command text, table_name text)
    RETURNS text AS
    $$
      SELECT format(
        regexp_replace(
          regexp_replace(command, '\.job\y', '.%1$I', 'g'),
          '\yjob_i(\d+)', '%1$s_i\1', 'g'
        ),
        table_name
      );
    $$
    LANGUAGE sql IMMUTABLE;
  ;

    CREATE FUNCTION pgboss.job_table_run(command text, tbl_name text DEFAULT NULL, queue_name text DEFAULT NULL)
    RETURNS VOID AS
    $$
    DECLARE
      tbl RECORD;
    BEGIN
      IF queue_name IS NOT NULL THEN
        SELECT table_name INTO tbl_name FROM pgboss.queue WHERE name = queue_name;
      END IF;

      IF tbl_name IS NOT NULL THEN
        EXECUTE pgboss.job_table_format(command, tbl_name);
        RETURN;
      END IF;

      EXECUTE pgboss.job_table_format(command, 'job_common');

      FOR tbl IN SELECT table_name FROM pgboss.queue WHERE partition = true
      LOOP
        EXECUTE pgboss.job_table_format(command, tbl.table_name);
      END LOOP;
    END;
    $$
    LANGUAGE plpgsql;
  ;

    CREATE FUNCTION pgboss.job_table_run_async(command_name text, version int, command text, tbl_name text DEFAULT NULL, queue_name text DEFAULT NULL)
    RETURNS VOID AS
    $$
    BEGIN
      IF queue_name IS NOT NULL THEN
        SELECT table_name INTO tbl_name FROM pgboss.queue WHERE name = queue_name;
      END IF;

      IF tbl_name IS NOT NULL THEN
        INSERT INTO pgboss.bam (name, version, status, queue, table_name, command)
        VALUES (
          command_name,
          version,
          'pending',
          queue_name,
          tbl_name,
          pgboss.job_table_format(command, tbl_name)
        );
        RETURN;
      END IF;

      INSERT INTO pgboss.bam (name, version, status, queue, table_name, command)
      SELECT
        command_name,
        version,
        'pending',
        NULL,
        'job_common',
        pgboss.job_table_format(command, 'job_common')
      UNION ALL
      SELECT
        command_name,
        version,
        'pending',
        queue.name,
        queue.table_name,
        pgboss.job_table_format(command, queue.table_name)
      FROM pgboss.queue
      WHERE partition = true;
    END;
    $$
    LANGUAGE plpgsql;
  ;

    CREATE TABLE pgboss.job (
      id uuid not null default gen_random_uuid(),
      name text not null,
      priority integer not null default(0),
      data jsonb,
      state pgboss.job_state not null default 'created',
      retry_limit integer not null default 2,
      retry_count integer not null default 0,
      retry_delay integer not null default 0,
      retry_backoff boolean not null default false,
      retry_delay_max integer,
      expire_seconds int not null default 900,
      deletion_seconds int not null default 604800,
      singleton_key text,
      singleton_on timestamp without time zone,
      group_id text,
      group_tier text,
      start_after timestamp with time zone not null default now(),
      created_on timestamp with time zone not null default now(),
      started_on timestamp with time zone,
      completed_on timestamp with time zone,
      keep_until timestamp with time zone NOT NULL default now() + interval '1209600',
      output jsonb,
      dead_letter text,
      policy text,
      heartbeat_on timestamp with time zone,
      heartbeat_seconds int,
      blocked boolean not null default false,
      blocking boolean not null default false,
      pending_dependencies int not null default 0,
      source_name text,
      source_id uuid,
      source_created_on timestamp with time zone,
      source_retry_count int,
      source_output jsonb,
      source_root_id uuid
    ) PARTITION BY LIST (name)
  ;
ALTER TABLE pgboss.job ADD PRIMARY KEY (name, id);

    CREATE TABLE pgboss.job_common (LIKE pgboss.job INCLUDING GENERATED INCLUDING DEFAULTS);

    SELECT pgboss.job_table_run($cmd$ALTER TABLE pgboss.job ADD PRIMARY KEY (name, id)$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i1 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'created' AND policy = 'short'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i2 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'active' AND policy = 'singleton'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i3 ON pgboss.job (name, state, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'stately'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i6 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'exclusive'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i8 ON pgboss.job (name, singleton_key) WHERE state IN ('active', 'retry', 'failed') AND policy = 'key_strict_fifo'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i10 ON pgboss.job (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE state < 'active' AND NOT blocked AND policy = 'key_strict_fifo'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK (NOT (policy = 'key_strict_fifo' AND singleton_key IS NULL))$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE UNIQUE INDEX job_i4 ON pgboss.job (name, singleton_on, COALESCE(singleton_key, '')) WHERE state <> 'cancelled' AND singleton_on IS NOT NULL$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i11 ON pgboss.job (name, priority DESC, created_on, start_after) WHERE state < 'active' AND NOT blocked$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i7 ON pgboss.job (name, group_id) WHERE state = 'active' AND group_id IS NOT NULL$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i9 ON pgboss.job (name, id) WHERE blocking AND state = 'completed'$cmd$, 'job_common');
    SELECT pgboss.job_table_run($cmd$CREATE INDEX job_i12 ON pgboss.job (source_root_id) WHERE source_root_id IS NOT NULL$cmd$, 'job_common');

    ALTER TABLE pgboss.job ATTACH PARTITION pgboss.job_common DEFAULT;
  ;

    CREATE TABLE pgboss.warning (
      id uuid PRIMARY KEY default gen_random_uuid(),
      type text NOT NULL,
      message text NOT NULL,
      data jsonb,
      created_on timestamp with time zone NOT NULL DEFAULT now()
    )
  ;
CREATE INDEX warning_i1 ON pgboss.warning (created_on DESC);

    CREATE TABLE pgboss.queue_stats (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      name text NOT NULL,
      deferred_count int NOT NULL DEFAULT 0,
      queued_count   int NOT NULL DEFAULT 0,
      ready_count    int NOT NULL DEFAULT 0,
      active_count   int NOT NULL DEFAULT 0,
      failed_count   int NOT NULL DEFAULT 0,
      total_count    int NOT NULL DEFAULT 0,
      created_delta   int,
      completed_delta int,
      failed_delta    int,
      delta_seconds   int,
      delta_on        timestamptz,
      captured_on timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (id, captured_on)
    ) PARTITION BY RANGE (captured_on)
  ;
CREATE INDEX queue_stats_i1 ON pgboss.queue_stats (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);

    DO $$
    DECLARE
      d date;
      i int;
      part_name text;
    BEGIN
      FOR i IN 0..1 LOOP
        d := (pgboss.job_now() AT TIME ZONE 'UTC')::date + i;
        part_name := 'queue_stats_' || to_char(d, 'YYYYMMDD');
        IF NOT EXISTS (
          SELECT 1 FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = 'pgboss' AND c.relname = part_name
        ) THEN
          EXECUTE format(
            'CREATE TABLE pgboss.%I PARTITION OF pgboss.queue_stats FOR VALUES FROM (%L) TO (%L)',
            part_name,
            to_char(d, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(d + 1, 'YYYY-MM-DD') || ' 00:00:00+00'
          );
        END IF;
      END LOOP;
    END;
    $$
  ;

    CREATE TABLE pgboss.job_dependency (
      child_name text NOT NULL,
      child_id uuid NOT NULL,
      parent_name text NOT NULL,
      parent_id uuid NOT NULL,
      PRIMARY KEY (child_name, child_id, parent_name, parent_id)
    )
  ;
CREATE INDEX IF NOT EXISTS job_dep_parent_idx ON pgboss.job_dependency (parent_name, parent_id);

    CREATE FUNCTION pgboss.create_queue(queue_name text, options jsonb)
    RETURNS VOID AS
    $$
    DECLARE
      tablename varchar := CASE WHEN options->>'partition' = 'true'
                            THEN 'j' || encode(sha224(queue_name::bytea), 'hex')
                            ELSE 'job_common'
                            END;
      queue_created_on timestamptz;
    BEGIN

      WITH q as (
        INSERT INTO pgboss.queue (
          name,
          policy,
          retry_limit,
          retry_delay,
          retry_backoff,
          retry_delay_max,
          expire_seconds,
          retention_seconds,
          deletion_seconds,
          warning_queued,
          dead_letter,
          partition,
          table_name,
          heartbeat_seconds,
          notify,
          created_on,
          updated_on
        )
        VALUES (
          queue_name,
          options->>'policy',
          COALESCE((options->>'retryLimit')::int, 2),
          COALESCE((options->>'retryDelay')::int, 0),
          COALESCE((options->>'retryBackoff')::bool, false),
          (options->>'retryDelayMax')::int,
          COALESCE((options->>'expireInSeconds')::int, 900),
          COALESCE((options->>'retentionSeconds')::int, 1209600),
          COALESCE((options->>'deleteAfterSeconds')::int, 604800),
          COALESCE((options->>'warningQueueSize')::int, 0),
          options->>'deadLetter',
          COALESCE((options->>'partition')::bool, false),
          tablename,
          (options->>'heartbeatSeconds')::int,
          COALESCE((options->>'notify')::bool, false),
          pgboss.job_now(),
          pgboss.job_now()
        )
        ON CONFLICT DO NOTHING
        RETURNING created_on
      )
      SELECT created_on into queue_created_on from q;

      IF queue_created_on IS NULL OR options->>'partition' IS DISTINCT FROM 'true' THEN
        RETURN;
      END IF;

      EXECUTE format('CREATE TABLE pgboss.%I (LIKE pgboss.job INCLUDING DEFAULTS)', tablename);

      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD PRIMARY KEY (name, id)$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);

      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i11 ON pgboss.job (name, priority DESC, created_on, start_after) WHERE state < 'active' AND NOT blocked$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i4 ON pgboss.job (name, singleton_on, COALESCE(singleton_key, '')) WHERE state <> 'cancelled' AND singleton_on IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i7 ON pgboss.job (name, group_id) WHERE state = 'active' AND group_id IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i9 ON pgboss.job (name, id) WHERE blocking AND state = 'completed'$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i12 ON pgboss.job (source_root_id) WHERE source_root_id IS NOT NULL$cmd$, tablename);

      IF options->>'policy' = 'short' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i1 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'created' AND policy = 'short'$cmd$, tablename);
      ELSIF options->>'policy' = 'singleton' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i2 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'active' AND policy = 'singleton'$cmd$, tablename);
      ELSIF options->>'policy' = 'stately' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i3 ON pgboss.job (name, state, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'stately'$cmd$, tablename);
      ELSIF options->>'policy' = 'exclusive' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i6 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'exclusive'$cmd$, tablename);
      ELSIF options->>'policy' = 'key_strict_fifo' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i8 ON pgboss.job (name, singleton_key) WHERE state IN ('active', 'retry', 'failed') AND policy = 'key_strict_fifo'$cmd$, tablename);
        EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i10 ON pgboss.job (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE state < 'active' AND NOT blocked AND policy = 'key_strict_fifo'$cmd$, tablename);
        EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK (NOT (policy = 'key_strict_fifo' AND singleton_key IS NULL))$cmd$, tablename);
      END IF;

      EXECUTE format('ALTER TABLE pgboss.%I ADD CONSTRAINT cjc CHECK (name=%L)', tablename, queue_name);
      EXECUTE format('ALTER TABLE pgboss.job ATTACH PARTITION pgboss.%I FOR VALUES IN (%L)', tablename, queue_name);
    END;
    $$
    LANGUAGE plpgsql;
  ;

    CREATE FUNCTION pgboss.delete_queue(queue_name text)
    RETURNS VOID AS
    $$
    DECLARE
      v_table varchar;
      v_partition bool;
    BEGIN
      
      SELECT table_name, partition
      FROM pgboss.queue
      WHERE name = queue_name
      INTO v_table, v_partition;

      IF v_partition THEN
        EXECUTE format('DROP TABLE IF EXISTS pgboss.%I', v_table);
      ELSE
        EXECUTE format('DELETE FROM pgboss.%I WHERE name = %L', v_table, queue_name);
      END IF;
    
      DELETE FROM pgboss.queue WHERE name = queue_name;
    END;
    $$
    LANGUAGE plpgsql;
  ;
INSERT INTO pgboss.version(version) VALUES ('43');
    COMMIT;
  

delete from pgboss.version;

insert into public.alias (portal_id, channel, alias, address, at) overriding system value values
('4242','whatsapp','US.13491208655302741918','+12025560001','2026-11-29 21:14:37.031022+00');

insert into public.audit (portal_id, sequence, at, actor, action, detail, hash) overriding system value values
('0','1','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"993a3aa5d797286d","before":null,"name":"publicUrl"}',E'\\x7ccbfcceb9bbf50d9d33ba448349a6a6b6a8b77612ff5308c4314b36250217e7'),
('0','2','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"573aba8a5e4df161","before":null,"name":"hubspotUrl"}',E'\\x1dd10d60ff6123b179de4e178b1a2df43ca9dfb02b4d125b9d9eacfce12ffd0d'),
('0','3','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"4f0b9d77b61f4932","before":null,"name":"defaultCountry"}',E'\\xf04cacddaa522483cac4d7b58b8b9d4fb45a47ea9a83fcd1773f4634293e673a'),
('0','4','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"05c2b274b806972c","before":null,"name":"rateLimits"}',E'\\xa7e90ae1cadbb29241b1e5c62ae0fc8a0ed0bc10fddbffc67dd9a8bcb6259f33'),
('0','5','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"78b0b0ec29045f56","before":null,"name":"trustedProxies"}',E'\\x13909a9314bfd7aed33d0a7b5bddd0713a63c67162d31325da12e559a224d2f2'),
('0','6','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"7d690cf1ec468a92","before":null,"name":"oauthClientId"}',E'\\x8b45beec09ec37d610cd3c323d08d9148ebe9a8b9925b9c8267272dbfe60e0a5'),
('0','7','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"606226f90a705345","before":null,"name":"oauthClientSecrets"}',E'\\x9c8d8f6bcdee3b46189465fef7ba3cf564c191efeb7926d8453a875ac665fa7c'),
('0','8','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"396456869823ab7b","before":null,"name":"operatorSecrets"}',E'\\x02848da4605b0d492cf040ab6b46341ded8685bed91569daaa44bc5cb8ba671f'),
('0','9','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"fea5a25edd53e695","before":null,"name":"masterKeys"}',E'\\x28cbf66cdfd9ba00e081b41db939e4a861762988564659617854c99f18c46ad1'),
('4242','1','2026-11-29 21:14:01.132+00','operator','portal.installed','{"credential":"private_app"}',E'\\x13064fafefe72115434dac6063fe38c8f7f2a6c2396c7422845dd86eb4e9ce1c'),
('4242','10','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"ccc85edcbf225e82","before":null,"name":"line imessage settings"}',E'\\x3ccc305158ec484790c5e83dc746625fbad3df19941dddf9dc48499ec595e91f'),
('4242','100','2026-11-29 21:14:36.317+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"133","lineId":"sms","messageId":"01a22928-e79d-753a-833e-de16ad68481d","source":"card"}',E'\\xcf86d23ca94a3dc6e87042912a7c4bc7c6fb36468760d297d181e8d869beb204'),
('4242','101','2026-11-29 21:14:36.445+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"134","lineId":"sms","messageId":"01a22928-e81d-7b79-9e77-8abe40b9fb52","source":"card"}',E'\\xfa05e81ffe0d305ae89f6886516d3a2fb53939f2fd8c07bf88cbdc6f636a8e1d'),
('4242','102','2026-11-29 21:14:36.595+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"135","lineId":"sms","messageId":"01a22928-e8b3-7d71-8861-7cc36ce3374e","source":"card"}',E'\\x4e1ca6959589d494874dfc32823e117a01afae6637009407d2b64e8b027a94f9'),
('4242','103','2026-11-29 21:14:36.667+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"136","lineId":"sms","messageId":"01a22928-e8fb-7d2e-b1f2-a81cce837b32","source":"card"}',E'\\x6402a5a81b2ac916d83e28091c2fa3416dcda4748466429c2590b772e6cac011'),
('4242','104','2026-11-29 21:14:36.938+00','relay','credential.used','{"kind":"private_app"}',E'\\x561503ae82be8fabb4ecd4b88ee60484ca3c09b7c224e0933d314c73c9302ba5'),
('4242','11','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"f2957ef449d17aee","before":null,"name":"line blind"}',E'\\x7dcd24860df18f319434d8a23c3ed245fe6fa218fa1b0930c71fc9907516c864'),
('4242','12','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"181d614bf0379811","before":null,"name":"line blind settings"}',E'\\x5888df655f82a86911e147deb4a228a5aa5d742e7a110529eb4e91b82fd77d45'),
('4242','13','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"f4524dd52875b421","before":null,"name":"line desk"}',E'\\xed51faa1cab86eaf68e14da69bf8c3e7d39c3227683e10f5de352a205402ead4'),
('4242','14','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"247cef9c909fd2e8","before":null,"name":"line desk settings"}',E'\\xa011b3cf3c06d724f4371000ae19d2598df04fdc1920274703ed6fbb5c04a549'),
('4242','15','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"86e751150f922c62","before":null,"name":"line night"}',E'\\x4075288ebc6e79335d847d8ad9c800052695d587ac5954c8abc4aed92d74ea9e'),
('4242','16','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"8643b7692821702a","before":null,"name":"line night settings"}',E'\\x1fc6c59ba3ae1b7888507a84b95d16c2d520f98f95334d03dab0e18ccdf55485'),
('4242','17','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"e924b6c4a91cb852","before":null,"name":"line broken"}',E'\\x4196a3c47cbc1fb4c8d3b2823e70d1363f716f0659d502ac3bb3a7748bf4e178'),
('4242','18','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"f2690d931e511805","before":null,"name":"line broken settings"}',E'\\x23ddbeaf7f352e2a3c8965a9abe910ef36f73a5a984235804c445530ae9d5001'),
('4242','19','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"e6a9169db47480be","before":null,"name":"line old"}',E'\\x9c3295e7676fc7ef1cea76ec8d7a0659207bc8736e53d000aee8adffd32ed30f'),
('4242','2','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"42c831ecd3aec395","before":null,"name":"routing"}',E'\\xde49f2adec054f47c39a04bdde19bdb28f0a57be0d71b3b9817b85e18e4bb69b'),
('4242','20','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"8f15e731346a72f5","before":null,"name":"line old settings"}',E'\\x50e532bb1300d421faf6942169a48d3a579e5610032984e0a532693e472b9d33'),
('4242','21','2026-11-29 21:14:02.007+00','relay','credential.used','{"kind":"line","lineId":"sms"}',E'\\xec33fcc6bd8f207e66e87c036a15b60c3fc602578db2a20f6d926772e413694a'),
('4242','22','2026-11-29 21:14:02.054+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"101","lineId":"sms","messageId":"01a22928-61c6-76ee-b596-ae4494711545","source":"card"}',E'\\xb68d786086dadecac1afe1c21a03294b14baf832c963ae88bb436e8abd4eca44'),
('4242','23','2026-11-29 21:14:02.319+00','relay','credential.used','{"kind":"line","lineId":"imessage"}',E'\\xe418ddadd1adacfd817e97f25c8537a234e3540f8a179b3e404ea156c401ea3b'),
('4242','24','2026-11-29 21:14:02.345+00','relay','credential.used','{"kind":"line","lineId":"desk"}',E'\\xe72d1a9b0331ecaeecb6a9263b8715f2e33c1012e93556d30e69652e936bd67a'),
('4242','25','2026-11-29 21:14:02.35+00','relay','credential.used','{"kind":"line","lineId":"night"}',E'\\xd7117d1049029f707264a3398ac7a6d661d36deb1c494371e4ba3158134b6629'),
('4242','26','2026-11-29 21:14:02.481+00','relay','credential.used','{"kind":"line","lineId":"broken"}',E'\\x46cb971e5840ed64dd31f4e1f2991c6e515b6563881328a94cebd91c8011ac62'),
('4242','27','2026-11-29 21:14:02.493+00','relay','credential.used','{"kind":"line","lineId":"old"}',E'\\x87de8a3324184abee0fcf93b47e1f788a51fab2209de22265497a6bb4f01ec92'),
('4242','28','2026-11-29 21:14:02.811+00','relay','credential.used','{"kind":"private_app"}',E'\\xffcb2ed5358d5297c36be3eeb57ee86748664e7e00dc2e7344d37e806f400373'),
('4242','29','2026-11-29 21:14:03.24+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"101","lineId":"sms","messageId":"01a22928-6668-73fa-b4c2-dcc8796f815e","source":"card"}',E'\\xd60bedb1d433cc40ca455b1e233e790ea4e354fe9602d416461744910d3f2b60'),
('4242','3','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"2ca1fc936b4dbba2","before":null,"name":"credential"}',E'\\x11c59bae60eb6d52635aba89d939f73e6b9e5ab1e1422122b13321f60fe1102b'),
('4242','30','2026-11-29 21:14:03.633+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"102","lineId":"sms","messageId":"01a22928-67f1-7886-816f-98b41c765a25","source":"card"}',E'\\x309bb21000e06c54b446b22aa971210bace34d5ca01cf5feafe7bb117c9666ab'),
('4242','31','2026-11-29 21:14:03.774+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"103","lineId":"sms","messageId":"01a22928-687e-7bb0-a733-2f96f06da0a5","source":"card"}',E'\\xf1cb0be9b0bd391897fcdbe0455bca086029997fe556ee981756046ecf7300d6'),
('4242','32','2026-11-29 21:14:04.097+00','claimed-user:unknown','send.accepted','{"channel":"imessage","contactId":"104","lineId":"imessage","messageId":"01a22928-69c1-7e77-8ece-94cc942245fa","source":"card"}',E'\\xb02ffe7abae761447d8a5ba93c68d4cf9e9c28f72696a7b658654c726583dffa'),
('4242','33','2026-11-29 21:14:04.202+00','relay','send.accepted','{"channel":"sms","contactId":"104","fallbackOf":"01a22928-69c1-7e77-8ece-94cc942245fa","lineId":"sms","messageId":"01a22928-6a2a-77d6-9324-51369084c78e","source":"card"}',E'\\xeea61407ae0ea115feab5526ed8fa3e5ecc010282e117f4b0cc7683a7df07021'),
('4242','34','2026-11-29 21:14:04.548+00','claimed-user:unknown','send.accepted','{"channel":"imessage","contactId":"105","lineId":"imessage","messageId":"01a22928-6b84-73e6-a081-7287c618f354","source":"card"}',E'\\x94145cc6f20a1a45b6e99775f98932f7af38bfa1a6d4ab8a23aadb741a505a3e'),
('4242','35','2026-11-29 21:14:04.92+00','claimed-user:unknown','send.accepted','{"channel":"imessage","contactId":"106","lineId":"imessage","messageId":"01a22928-6cf8-7229-906a-743cd2f2506d","source":"card"}',E'\\x44a47c3024b196e9585f967c556714955429ee2de5d1ca225443ac2073934b8a'),
('4242','36','2026-11-29 21:14:05.125+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"107","lineId":"sms","messageId":"01a22928-6dc5-7d7a-a162-aa265ae62c4a","source":"card"}',E'\\x8dbbf8926629348754b4930cef9f3e7f99d3bb7bf6ee45c0d7415459468d9126'),
('4242','37','2026-11-29 21:14:05.373+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"108","lineId":"sms","messageId":"01a22928-6ebd-704e-bab7-a29646e6f8fd","source":"card"}',E'\\xb4ff2fbb475de1d2eb949c17c058ff57b3a9a6f0df4c09ff4fd704fa0693b986'),
('4242','38','2026-11-29 21:14:05.692+00','workflow:7','send.accepted','{"channel":"sms","contactId":"101","lineId":"sms","messageId":"01a22928-6ffc-75a6-8e32-4631d50199b2","source":"workflow"}',E'\\x6b6e61ecadcf34d40ccd5c96c2679db0750b503448330e39a5b6e13c33645769'),
('4242','39','2026-11-29 21:14:05.769+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"111","lineId":"blind","messageId":"01a22928-7049-75fb-808e-5ed6a665edad","source":"card"}',E'\\x4298c09208cfc3f51751f6e8bef4a73ac8b165bbe556de278c5521ded2e36806'),
('4242','4','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"6e6e150cfdd327a3","before":null,"name":"accessToken"}',E'\\x34c3d17538a8407b381d7aaf71ebd5c4acc93d35e62f35ba674e0b9abe4700b0'),
('4242','40','2026-11-29 21:14:05.84+00','relay','credential.used','{"kind":"line","lineId":"blind"}',E'\\x7ee759ecd88408a630a555399483ad39b182cee25663dab9d5c46f2465720a7e'),
('4242','41','2026-11-29 21:14:05.941+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"112","lineId":"blind","messageId":"01a22928-70f5-7be3-887b-d4407c765d88","source":"card"}',E'\\x219e4c44998450321c241e0e37ba356550b7c96f611b3252bcbc3a4b0ac7672b'),
('4242','42','2026-11-29 21:14:06.033+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"113","lineId":"blind","messageId":"01a22928-7151-758c-a88f-aabda430b502","source":"card"}',E'\\x30c743374d1029972c52f101d770fa69187f29fe15d7c758752fb6fcbf07f1f1'),
('4242','43','2026-11-29 21:14:06.224+00','claimed-user:unknown','send.settled','{"contactId":"113","messageId":"01a22928-7151-758c-a88f-aabda430b502","outcome":"sent"}',E'\\x19610ddc444f14a8817f6f03775b6d33f28f224af605a88072297b3f1d305a6d'),
('4242','44','2026-11-29 21:14:06.297+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"114","lineId":"blind","messageId":"01a22928-7259-7a17-9cb3-63bba3fae38d","source":"card"}',E'\\x0ee957c300d98ce9b743c0c4cd85f31fcd7b23bc78eac88e9da6297d5b82f4f1'),
('4242','45','2026-11-29 21:14:06.379+00','claimed-user:unknown','send.settled','{"contactId":"114","messageId":"01a22928-7259-7a17-9cb3-63bba3fae38d","outcome":"not_sent"}',E'\\x534bb57a230f439c46a0adb271fb597ab7eafae4625ef4f6f9d2da5b2813b12e'),
('4242','46','2026-11-29 21:14:06.401+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"114","lineId":"blind","messageId":"01a22928-72c1-70ce-9148-abb83955fce8","source":"card"}',E'\\xadeebcf2116bdb24c9fd5148a78c54291b98b33b3c9df694c734e1a5c34999a0'),
('4242','47','2026-11-29 21:14:06.547+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"115","lineId":"broken","messageId":"01a22928-7353-7328-9cce-a7f8bc549afc","source":"card"}',E'\\x9eb4064743ce1e81a0a0c37282f11920fc79c39d9ae939a6656b7a30610f359c'),
('4242','48','2026-11-29 21:14:06.574+00','relay','line.paused','{"lineId":"broken"}',E'\\xf929f1c0652a04913df576945a9956a4e7f9543ecec9c0a1a30fd3f40e6ff760'),
('4242','49','2026-11-29 21:14:06.621+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"987654321","lineId":"sms","messageId":"01a22928-739d-7025-88af-20086f87318f","source":"card"}',E'\\x95e4b210be0f3145b08a949b7592dfb797a7b8ab0396cbc70ff97ddf049e4d9f'),
('4242','5','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"6dab230add61d0fd","before":null,"name":"clientSecrets"}',E'\\xf0880f9f061cc3a1da77cee10df47ebf9d8741b7816c2c0481f52697127fa85b'),
('4242','50','2026-11-29 21:14:06.848+00','operator','line.paused','{"lineId":"night"}',E'\\xda1e7c1535877ab619344e25754b3335c0a4c9333c329d5c9a392cf3bf8cb7ee'),
('4242','51','2026-11-29 21:14:06.866+00','operator','line.paused','{"lineId":"desk"}',E'\\xd0dca70884eb632b8f8bdc3ab4783d64d610f1925147c9b996494571efd98e06'),
('4242','52','2026-11-29 21:14:06.885+00','operator','line.paused','{"lineId":"old"}',E'\\x5eb360ca9797ce5da08fc33fd004fd9d4da5dae0bf17880cfeb3436f0d422908'),
('4242','53','2026-11-29 21:14:06.896+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"116","lineId":"night","messageId":"01a22928-74b0-7018-abc5-a305c0775b5b","source":"card"}',E'\\x65e16ae1bfd1cd352787b50b1e85e602e3753def1a457663f501ca4cb57dd951'),
('4242','54','2026-11-29 21:14:07.002+00','operator','line.active','{"lineId":"night"}',E'\\x698408cae4b39a9bc66681d19df08966baf136fa75c3aa3d9e7126bfa2146dc9'),
('4242','55','2026-11-29 21:14:07.508+00','operator','line.paused','{"lineId":"night"}',E'\\x618d7b95116e88cb153100690c42e354181574b1d5104470ab99c5aefe05c4eb'),
('4242','56','2026-11-29 21:14:07.556+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"117","lineId":"night","messageId":"01a22928-7744-72cd-baf2-4a95f7a94753","source":"card"}',E'\\xe7eddf5bde742ae6e280e292afe9a58ed83c5718b0f69701c10a4443778827ba'),
('4242','57','2026-11-29 21:14:07.573+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"117","lineId":"night","messageId":"01a22928-7755-7b53-879b-07f221918a7f","source":"card"}',E'\\xfb460d708bad175441a9e346e8fc150c493a088a1bd7b7b3bd54395c7f7989c5'),
('4242','58','2026-11-29 21:14:07.597+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"117","lineId":"old","messageId":"01a22928-776d-71a1-a09e-4553d15b0e0e","source":"card"}',E'\\x7806725ebf2e663734c6c7c0ec174c463c5156d86ae89af9e7a8a908632ee574'),
('4242','59','2026-11-29 21:14:07.619+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"118","lineId":"desk","messageId":"01a22928-7783-72a1-895d-cde56df5e920","source":"card"}',E'\\xcfdcdcce77988acb74f4b137ebd75f09012029555ccf4a9726b1bfab18151294'),
('4242','6','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"089322a28e57946d","before":null,"name":"functionSecrets"}',E'\\x94b3aedab93a77aea6026626c99d4eb81df4680608f02fbf28a9941cac988e3f'),
('4242','60','2026-11-29 21:14:07.633+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"118","lineId":"desk","messageId":"01a22928-7791-71f3-b837-36528c262f00","source":"card"}',E'\\x10b36694cf8be9903ef2c1a954e24aa401db0149bf4ad5a2a48b57a8dea91d0e'),
('4242','61','2026-11-29 21:14:07.66+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"119","lineId":"sms","messageId":"01a22928-77ac-738a-a330-bed7a959f27c","source":"card"}',E'\\x96434896875a6284c29dd61662099d422683a625eacbb0d1d3e1383a419c78f0'),
('4242','62','2026-11-29 21:14:07.725+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"120","lineId":"sms","messageId":"01a22928-77ed-79a1-837f-7c262c9deac5","source":"card"}',E'\\xb50f23309933bc19dc372a5a4dcfcd80e6d9d47f62677d78d2827f9cd64e807c'),
('4242','63','2026-11-29 21:14:07.795+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"121","lineId":"sms","messageId":"01a22928-7833-72b2-8dbe-68acf9f7d048","source":"card"}',E'\\x0b3542831812ab4a51be40aaf1636b3d3cabbbc133668ca6d26c34ae8b0d113e'),
('4242','64','2026-11-29 21:14:08.397+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"122","lineId":"sms","messageId":"01a22928-7a8c-7051-a807-7020f2fd7da2","source":"card"}',E'\\xcdbac68ba6c457e291a8510eba0205c6f760582d100f735cc7d0f61037ef0eba'),
('4242','65','2026-11-29 21:14:08.866+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"123","lineId":"sms","messageId":"01a22928-7c61-7e84-b06d-c47a3a27db1b","source":"card"}',E'\\x0af31bc420dd9a3096dcf3c13571bcdfc9f44d3a4efb74737941236d2caa61a6'),
('4242','66','2026-11-29 21:14:09.437+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"124","lineId":"sms","messageId":"01a22928-7e9d-76a6-9fa9-1681dbf49939","source":"card"}',E'\\xf5c952462bc7fca3cea2d40f39cf07f4fb1cf61cf5abd60d574218f89e308f86'),
('4242','67','2026-11-29 21:14:09.864+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"125","lineId":"sms","messageId":"01a22928-8048-73a7-a4c7-124a2d187ee7","source":"card"}',E'\\x6a9400555d49b46641404aec9b9b23b171dfb80266e28b3fa3caa90981892bf2'),
('4242','68','2026-11-29 21:14:10.401+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"126","lineId":"sms","messageId":"01a22928-8261-7ddc-99bb-fec3d0d474d3","source":"card"}',E'\\x617b3328589abef8643ac9faa57272dc87378de6a60e6397404bd6359684527f'),
('4242','69','2026-11-29 21:14:11.157+00','hubspot','portal.contact_erased','{"contactId":"125"}',E'\\x0c455c9b0a677ba2648053ae2852684ee9440dc87b28f3c2b499edfa4dc4adbd'),
('4242','7','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"1c2414144460d0c4","before":null,"name":"line sms"}',E'\\xa818b4f40e31ef79d5818a691f266451fb8bad5032421c24fdedda1fe1e5acbe'),
('4242','70','2026-11-29 21:14:17.984+00','operator','setting.removed','{"after":null,"before":"e6a9169db47480be","name":"line old"}',E'\\x0afb358a7679f029599879afdf6ef8bf9f215749093f2351d3775e9217959931'),
('4242','71','2026-11-29 21:14:17.984+00','operator','setting.removed','{"after":null,"before":"8f15e731346a72f5","name":"line old settings"}',E'\\xeb8b23ca939cab2e3d72d212654a56b6c246342cbcf62e42d9463b9e933abfb4'),
('4242','72','2026-11-29 21:14:18.742+00','relay','credential.used','{"kind":"line","lineId":"broken"}',E'\\xe0c55330274371139d8d8dcebc23488b181079e0c2487065b79676932a0ec91c'),
('4242','73','2026-11-29 21:14:18.82+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"128","lineId":"sms","messageId":"01a22928-a344-7b98-bbf8-2599cb1286b5","source":"card"}',E'\\xd0c2e9edb985965c0acdc44e54dd4dab018b56b7d5045cab30f7c3e07a5cc1e5'),
('4242','74','2026-11-29 21:14:18.865+00','relay','credential.used','{"kind":"line","lineId":"sms"}',E'\\x28c2f37a1a5ab61fa77f911bb303fb2130ab3f2568c0dbdeec9c1e38e98ebe87'),
('4242','75','2026-11-29 21:14:18.866+00','relay','credential.used','{"kind":"line","lineId":"night"}',E'\\x291c1611fd943718c715404f5309d2ea365d884a37435b1d01c4ce10cb7d708b'),
('4242','76','2026-11-29 21:14:19.36+00','relay','credential.used','{"kind":"line","lineId":"desk"}',E'\\x06d0d6e0d176c60caec5220c42c2c326fc7a8d96b19dd061eafa304191b2fefa'),
('4242','77','2026-11-29 21:14:19.361+00','relay','credential.used','{"kind":"line","lineId":"imessage"}',E'\\x01ae865690feef99f7ff560e846a98d62286a430f5427de090d42da5d81b7871'),
('4242','78','2026-11-29 21:14:19.412+00','relay','credential.used','{"kind":"private_app"}',E'\\x247772ea1c87c3a8288b837b02fb795e9ab9a33a1bb6acd51f1b0a5392a2081a'),
('4242','79','2026-11-29 21:14:24.774+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"129","lineId":"sms","messageId":"01a22928-ba85-7ee3-a1d9-53adc3ac6d02","source":"card"}',E'\\x14079aec2508ee5ca1d7a22d6c2169896fa8abbb329ea19643f1256338a4262c'),
('4242','8','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"da8e1af3ceb18eeb","before":null,"name":"line sms settings"}',E'\\x744fc872436fc2a72d1733864fa148a4434a94aed9cbf96afcd907bcf7dc50e9'),
('4242','80','2026-11-29 21:14:24.829+00','relay','credential.used','{"kind":"line","lineId":"broken"}',E'\\xa534611e62d987f7cddd5d211689364643d69f692b13e5a14c3d0bcdadc1eac3'),
('4242','81','2026-11-29 21:14:25.001+00','relay','credential.used','{"kind":"line","lineId":"night"}',E'\\xd77bf97c475f2d2610f021e2f327b174bda6b072a68a207346e3d87a0b99a3a6'),
('4242','82','2026-11-29 21:14:25.002+00','relay','credential.used','{"kind":"line","lineId":"imessage"}',E'\\x7c49b4e9d50ab18ee160f95b8bfa41c060477e3a09649b56dc51f66ca86651d8'),
('4242','83','2026-11-29 21:14:25.057+00','relay','credential.used','{"kind":"line","lineId":"sms"}',E'\\xb2d0c6673cdc1f37329009aff5c37d5fb1c5b1df1c3560c985d367b6fd4f7b37'),
('4242','84','2026-11-29 21:14:25.103+00','relay','credential.used','{"kind":"line","lineId":"desk"}',E'\\xc941f23b9098859b7f9e363da7ed5d83465500f12573080a468429d3f0557cc9'),
('4242','85','2026-11-29 21:14:25.466+00','relay','credential.used','{"kind":"private_app"}',E'\\x2658eba095e1963a79ca48cd2a606b29031a2634978178ffe30b48a29eb7c896'),
('4242','86','2026-11-29 21:14:31.286+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"130","lineId":"sms","messageId":"01a22928-d3f6-7be7-b3da-b64d14971709","source":"card"}',E'\\x1ddc5f174369606e2084fdac7872b3b4a43ed9722b03aded62507d245955bfe2'),
('4242','87','2026-11-29 21:14:31.32+00','relay','credential.used','{"kind":"line","lineId":"broken"}',E'\\x35a646c9c270dade4b1f1e8faebf3e0a658b6221f480db377e0c459a402ecd30'),
('4242','88','2026-11-29 21:14:31.416+00','relay','credential.used','{"kind":"line","lineId":"desk"}',E'\\xfbe6b16dbcf770adcfe5ff8a865eae58ce9378c189210074ba53443711ff80f8'),
('4242','89','2026-11-29 21:14:31.418+00','relay','credential.used','{"kind":"line","lineId":"night"}',E'\\xad43478fc3e7483246cea4c9501fe46fc4f85f05a6ebb6566387a83c77cba3c2'),
('4242','9','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"3fd4a7eb2682b01b","before":null,"name":"line imessage"}',E'\\xddffde8c28fa222420b33722e667204d7c2b2b22d6615b5eb30411efb8f704f4'),
('4242','90','2026-11-29 21:14:31.454+00','relay','credential.used','{"kind":"line","lineId":"sms"}',E'\\xfe8f7a6cec12cd2da27e161a84720d1901b251d0e5f8a752867b0786b60466f1'),
('4242','91','2026-11-29 21:14:31.533+00','relay','credential.used','{"kind":"line","lineId":"imessage"}',E'\\xe64d9b16327ce7cf01c8594cf375e7de8fa8a5fdf645c0ae9c61e5750587b87c'),
('4242','92','2026-11-29 21:14:31.571+00','relay','credential.used','{"kind":"private_app"}',E'\\xe45351d4b68a5834ce318ae74d8ddfd9614f744215b22d29aeb01e6c0e1c3b9d'),
('4242','93','2026-11-29 21:14:35.61+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"131","lineId":"sms","messageId":"01a22928-e4da-73e4-b012-e864430a782b","source":"card"}',E'\\x6597b24b405c40b04914d93d82387a7a7d6c444a3f5f7e361b137ed5234d76b6'),
('4242','94','2026-11-29 21:14:35.698+00','relay','credential.used','{"kind":"line","lineId":"broken"}',E'\\xdc686f3db2c0ce7c809d9914532519b69c67153e4ae288fb60b3ce56fdc17b91'),
('4242','95','2026-11-29 21:14:35.717+00','relay','credential.used','{"kind":"line","lineId":"sms"}',E'\\xedc0c9e610e2926f59cc53f5415c4bb1cceb2ba6dfd1da92f5776ceb82acb038'),
('4242','96','2026-11-29 21:14:35.728+00','relay','credential.used','{"kind":"line","lineId":"night"}',E'\\x3839e30940849ccf8758d848b3487e8deb9159891c3bec2a5caf3bd4d5f9fb5d'),
('4242','97','2026-11-29 21:14:35.835+00','claimed-user:unknown','send.accepted','{"channel":"sms","contactId":"132","lineId":"sms","messageId":"01a22928-e5ba-7e74-9885-a902ccd481eb","source":"card"}',E'\\x83b94958790fe45d55e0810bab5fc73724e44a7e6615c5f8f6071a59f143c062'),
('4242','98','2026-11-29 21:14:35.865+00','relay','credential.used','{"kind":"line","lineId":"imessage"}',E'\\xfa099d0c9a0ad1a04591b56016393e2eb651782195f1d4b1c833a7af26d865a2'),
('4242','99','2026-11-29 21:14:35.892+00','relay','credential.used','{"kind":"line","lineId":"desk"}',E'\\xd66a47f1ad5d5f979c3e59742d8c7ecea8ce12918ae47e758f8a0f938f8419e8'),
('5101','1','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"c4ac7749ae617632","before":null,"name":"routing"}',E'\\xe7d7cc6332d98f8f35292ee6919c3fc7435ce71bb296ac808fee7bb781afe216'),
('5101','10','2026-11-29 21:14:31.52+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x90dd3e48d5c1267ca5e67adbc476c4b526bce5d63e5889448302c7f3938154da'),
('5101','11','2026-11-29 21:14:36.001+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\xba304312f1f3033e933fda8b9be85b251d5bfc3b3a8c16fccc3ac455587528d5'),
('5101','2','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"8ffbfc37a2b61fce","before":null,"name":"line main"}',E'\\xe6866b0bb4b31daf7f39a2dde8b47c9b672e162419e253eb891736d407d88059'),
('5101','3','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"b9fc37fd1efdac5e","before":null,"name":"line main settings"}',E'\\xdbd6a70b03a6380acd07d20b0a437393c03e123070d1834ed315804d7aa8d759'),
('5101','4','2026-11-29 21:14:02.636+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x9d3cd567b94b2e16b06f6238ab1cfd71b42ac95097548a40c03cfd093157a025'),
('5101','5','2026-11-29 21:14:11.493+00','user:12345','portal.installed','{"byLink":false,"scopes":"oauth crm.objects.contacts.read crm.objects.contacts.write sales-email-read","workspace":"portal-5101"}',E'\\x0adb828831959c6967355c81c4803cf146fb77c14da771ef6dbd3b7321a47489'),
('5101','6','2026-11-29 21:14:11.515+00','relay','credential.used','{"kind":"oauth"}',E'\\xf42e7b9291705a0e7dc037985338aacc9a4d5c418c4717543903390525af05eb'),
('5101','7','2026-11-29 21:14:11.531+00','user:7','send.accepted','{"channel":"sms","contactId":"101","lineId":"main","messageId":"01a22928-86cb-7e8e-b5e6-f41d383e5e46","source":"card"}',E'\\xc02934f3c800b9f1ac59d14bb92ee03422231f45cab247a50e1975248d7e3bea'),
('5101','8','2026-11-29 21:14:19.36+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\xb0b975bbb40337cda5e647b7352aa75e08a7a7abaa718cc6267612b4e084534e'),
('5101','9','2026-11-29 21:14:25.245+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x9574c019cf6d0f1a3c927494bb9c3d6b67fe3f567cc74e234d4a85012628a977'),
('5102','1','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"a5f8254333ad9365","before":null,"name":"routing"}',E'\\x8832cbaac36c868a564b706a0d47fc227f9c27a6319528fd7191df8c5ad60626'),
('5102','10','2026-11-29 21:14:12.483+00','hubspot','portal.revoked','{"reason":"HubSpot says BAD_REFRESH_TOKEN"}',E'\\x2e0b7433c2a843e76714e5c500136769e6eff9c7485570745b84883141c08b68'),
('5102','11','2026-11-29 21:14:12.494+00','operator','credential.tested','{"code":"portal_inactive","kind":"oauth","missing":"","ok":false}',E'\\xa4768e3ab28b9e3440c2e2ebaa224723e33541010c1ab35709e8611854d9a3f9'),
('5102','12','2026-11-29 21:14:18.911+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x206533afca933cbd4d2e02e7b42f9111680e38c0680aab943777cb9d103a3c6a'),
('5102','13','2026-11-29 21:14:25.243+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\xab32c9bb9f91297cf0c93e273e755d2f2e827267ce9f4c6f27a58e47be3388bb'),
('5102','14','2026-11-29 21:14:31.419+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x7984862ddf7970d3af855dad1f4df37eed6b10644078a85283fdf385b5b1af22'),
('5102','15','2026-11-29 21:14:35.939+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\xf5af5956b9945d311031f3a5e69e7c265871e30fb5ff76e462ff90f0a675a8e2'),
('5102','2','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"fae2c3784fb45e3e","before":null,"name":"line main"}',E'\\xa02cce03487f9dab4010e802eb438a97181a7cb1155d4c990f908942b62694fe'),
('5102','3','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"3e15190d568ff5ea","before":null,"name":"line main settings"}',E'\\xec8124c32015895f3a94c23533237ff2146424769cce23668b679b0c225a3d11'),
('5102','4','2026-11-29 21:14:02.492+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x6d0d1fc5f8ee9b61c8663833dbf6311a3ee5eb4e49d8c2b99bfbfca530b6b84b'),
('5102','5','2026-11-29 21:14:11.942+00','user:12345','portal.installed','{"byLink":false,"scopes":"oauth crm.objects.contacts.read crm.objects.contacts.write sales-email-read","workspace":"portal-5102"}',E'\\x027890c24cf49cb4f7f4b5d01ed1cb3708d92b0d08ae9fe617f873a99648049c'),
('5102','6','2026-11-29 21:14:11.964+00','relay','credential.used','{"kind":"oauth"}',E'\\xddad0cc1761cf71184116763250cf8b301306137e4e1e22338c01a5043507725'),
('5102','7','2026-11-29 21:14:11.98+00','user:7','send.accepted','{"channel":"sms","contactId":"101","lineId":"main","messageId":"01a22928-888c-7f5f-804c-cbabaaf20d51","source":"card"}',E'\\xaecb251aef220bb06897f2507206b970e157f09a741b3af65b95a20700f67ed8'),
('5102','8','2026-11-29 21:14:12.413+00','operator','line.paused','{"lineId":"main"}',E'\\x6a8b3c53a4acd17f5302a8d334860e4f8008afe3966f00f1fe2cc9bed0b64d63'),
('5102','9','2026-11-29 21:14:12.433+00','user:7','send.accepted','{"channel":"sms","contactId":"101","lineId":"main","messageId":"01a22928-8a51-7ae6-9909-3fca830db08a","source":"card"}',E'\\x758210b451a1446ffd7f097a81f7f8f3cfaf6abe3d15fd14f7649d27400a5813'),
('5103','1','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"644a81413e018e1a","before":null,"name":"routing"}',E'\\xe8d5a8fe8e84905c45532399d55b3e86ee8c3517275bd8cd3fdda03f16b6998b'),
('5103','10','2026-11-29 21:14:13.018+00','operator','portal.uninstalled','{"reason":"Homing was uninstalled by whoever runs the relay"}',E'\\xbc249e66c6e068c3916d892bd3628d6b9a285496c9094e31c40876677693dfa8'),
('5103','11','2026-11-29 21:14:19.468+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\xf7838d6f0441a6443f22ccd75ba5b7c97eff07673075a09c8ebad0cd46180af8'),
('5103','12','2026-11-29 21:14:25.253+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x4b30d2f3c0417345e8118ba70a3cd210a480a836a402584af6421ecfa8036ffe'),
('5103','13','2026-11-29 21:14:31.583+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x863a1f3c4cba8332d0b99d13241b5a6295b18b42868f2a33af9cf7daddc660be'),
('5103','14','2026-11-29 21:14:35.886+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x6e08418a5255bd88a918557be4d047ae7fea221103823ea3240d47b4d5e07bf2'),
('5103','2','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"ecc8f1fc854826cc","before":null,"name":"line main"}',E'\\xf59410141b10533f29030855885ef4b63da0b58b8d1065e00125ef3b5c8e4e4d'),
('5103','3','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"6cb6a7e07339d760","before":null,"name":"line main settings"}',E'\\x189a2b9b7736e60207944abe670bdd8b8683f95c25bc10280d5ce1b9ae350d01'),
('5103','4','2026-11-29 21:14:02.561+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x6b151427c29a5f93cbf7a4b524a47a2fe5d95bc55a045c7cf2b39a7d7adc5177'),
('5103','5','2026-11-29 21:14:12.518+00','user:12345','portal.installed','{"byLink":false,"scopes":"oauth crm.objects.contacts.read crm.objects.contacts.write sales-email-read","workspace":"portal-5103"}',E'\\x32b2fb4bb24dbc7788f7098f8eeab414190660853a3e2e12c64299a78ae392c9'),
('5103','6','2026-11-29 21:14:12.529+00','relay','credential.used','{"kind":"oauth"}',E'\\xcad7e4f866617e24631863b63420c14868f2b9cad1a0c696b62a921409845899'),
('5103','7','2026-11-29 21:14:12.535+00','user:7','send.accepted','{"channel":"sms","contactId":"101","lineId":"main","messageId":"01a22928-8ab7-7381-b11c-2991ecca5222","source":"card"}',E'\\xc075afe87f278037a74560781685d07515042bbc83f4d496b3c310471490965b'),
('5103','8','2026-11-29 21:14:12.975+00','operator','line.paused','{"lineId":"main"}',E'\\xe9539044dc49400bd7f4e6ff0f11e9eeadba7e7aa3c7b72e45d0d271c46ad172'),
('5103','9','2026-11-29 21:14:12.997+00','user:7','send.accepted','{"channel":"sms","contactId":"101","lineId":"main","messageId":"01a22928-8c85-72f5-877f-da281d2c4cd8","source":"card"}',E'\\x1274f5a052810f600c907f1f34c674107efb15020abfe58ddb053a6fb5754a92'),
('5104','1','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"ca5a9d7abc0e5aca","before":null,"name":"routing"}',E'\\x3b83d503618c2ed953918125eb4ed2bde9cdd3f847e51724c5c278a99a673209'),
('5104','10','2026-11-29 21:14:31.524+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x4878821fed69f32d65dd5915db863e30f78452e6fa4ad37ea2508382b854f87a'),
('5104','11','2026-11-29 21:14:36.001+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x5e1d1d1b411a172145723e8f11dbb24b5c42e2886356f5905a2e0c35b12b1fd7'),
('5104','2','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"393fd7a9d49d6ba8","before":null,"name":"line main"}',E'\\x2ec91d549d4acccd207b1d02915f7c73c932ce2f71859eda4cd68d7c627c573f'),
('5104','3','2026-11-29 21:14:01.262+00','operator','setting.set','{"after":"54db5417466fa7ee","before":null,"name":"line main settings"}',E'\\xb9907f1aa1b72e8e51eb1686b9941840ae943bf5e9e264c8939b093cba8f97d5'),
('5104','4','2026-11-29 21:14:02.317+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x89e5754a4b2605a1211f156d7331423504e476f58deba7526c5fe5ae0f23cfd5'),
('5104','5','2026-11-29 21:14:13.163+00','user:12345','portal.installed','{"byLink":false,"scopes":"oauth crm.objects.contacts.read crm.objects.contacts.write sales-email-read","workspace":"portal-5104"}',E'\\x7e25e523a6115c5d3ce7b927a62b54d4043faaab5471ef632bbd9a70b72d5bf0'),
('5104','6','2026-11-29 21:14:13.194+00','relay','credential.used','{"kind":"oauth"}',E'\\x43e99197cc55b215c0bf4491387da16595be7243db25962e86614594e2ac6e1d'),
('5104','7','2026-11-29 21:14:13.227+00','user:7','send.accepted','{"channel":"sms","contactId":"101","lineId":"main","messageId":"01a22928-8d6b-7db2-ad46-1060c95a0398","source":"card"}',E'\\x020b34c9024b1f6e64d5a5ed3fbed9effe29c01200703c2d8c55c7ab8131ded6'),
('5104','8','2026-11-29 21:14:18.942+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x83fd38c1a76b4a5a482fd07445e11b37ba1b2cde86c26fc043af326c4502353a'),
('5104','9','2026-11-29 21:14:25.241+00','relay','credential.used','{"kind":"line","lineId":"main"}',E'\\x7a3da42ddfd1360b51f19027bd23ad14269af53e2556c9c4b026a901b9247e1e');

insert into public.audit_head (portal_id, sequence, hash) overriding system value values
('0','9',E'\\x28cbf66cdfd9ba00e081b41db939e4a861762988564659617854c99f18c46ad1'),
('4242','104',E'\\x561503ae82be8fabb4ecd4b88ee60484ca3c09b7c224e0933d314c73c9302ba5'),
('5101','11',E'\\xba304312f1f3033e933fda8b9be85b251d5bfc3b3a8c16fccc3ac455587528d5'),
('5102','15',E'\\xf5af5956b9945d311031f3a5e69e7c265871e30fb5ff76e462ff90f0a675a8e2'),
('5103','14',E'\\x6e08418a5255bd88a918557be4d047ae7fea221103823ea3240d47b4d5e07bf2'),
('5104','11',E'\\x5e1d1d1b411a172145723e8f11dbb24b5c42e2886356f5905a2e0c35b12b1fd7');

insert into public.capability (portal_id, channel, address, line_id, capable, source, reason, at, expires_at) overriding system value values
('4242','imessage','+12025560004','imessage','false','check','+12025560004 cannot be reached by iMessage.','2026-11-29 21:14:04.118+00','2026-12-06 21:14:04.118+00'),
('4242','imessage','+12025560006','imessage','true','check',NULL,'2026-11-29 21:14:04.64+00','2026-12-29 21:14:04.64+00'),
('4242','imessage','+12025560007','imessage','true','check',NULL,'2026-11-29 21:14:04.966+00','2026-12-29 21:14:04.966+00'),
('4242','sms','+12025560002','sms','false','refusal','The phone network does not send to this address. +12025560002 does not take messages.','2026-11-29 21:14:03.728+00','2026-12-29 21:14:03.728+00');

insert into public.consent (portal_id, channel, address, state, message_id, at) overriding system value values
('4242','sms','+12025560008','opted_out','01a22928-6e8c-748a-949b-168857abc2d8','2026-11-29 21:14:05.22+00'),
('4242','sms','+12025560009','opted_in','01a22928-6f5d-7cfb-bf2a-a8259f467e5a','2026-11-29 21:14:05.502+00'),
('4242','sms','+12025560018','opted_out','01a22928-74dc-7cb3-aaea-9d7b03a030d5','2026-11-29 21:14:06.914+00');

insert into public.contact_standing (portal_id, contact_id, state, merged_into, at) overriding system value values
('4242','121','deleted',NULL,'2026-11-29 21:14:10.861+00'),
('4242','122','present',NULL,'2026-11-29 21:14:10.984+00'),
('4242','124','merged','123','2026-11-29 21:14:11.046+00'),
('4242','125','forgotten',NULL,'2026-11-29 21:14:11.157+00'),
('4242','132','deleted',NULL,'2026-11-29 21:14:36.192+00');

insert into public.conversation (portal_id, id, contact_id, line_id, channel, address, token, last_at, doubted_at) overriding system value values
('4242','01980000-0000-7000-8000-000000000001','101','mail','email','ada@example.com','abababababababababababababababab','2026-11-29 21:14:37.033925+00',NULL),
('4242','01a22928-61c6-717e-ba8d-20d36003e82e','101','sms','sms','+12025560001','1aece6e8c79491a5cc8011b6e57d8ab2','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-67f1-7322-b8b2-ca27cd4f8322','102','sms','sms','+12025560002','51db5960112e10b9f86e040f7cb6c5c7','2026-11-29 21:14:03.633+00',NULL),
('4242','01a22928-687e-7edd-8252-ccdecac13550','103','sms','sms','+12025560003','3bc378d475c34c2fcf90483a18ecd701','2026-11-29 21:14:03.774+00',NULL),
('4242','01a22928-69c1-7bab-863f-644e84bc5fa7','104','imessage','imessage','+12025560004','a82d1ada8b029b51f87a524e5d7c7315','2026-11-29 21:14:04.097+00',NULL),
('4242','01a22928-6a2a-76d8-b7ed-546d2f9f84d2','104','sms','sms','+12025560004','481a84782131dbdf2209ca68edbea744','2026-11-29 21:14:04.202+00',NULL),
('4242','01a22928-6b84-7553-9016-83dc57e0d4eb','105','imessage','imessage','+12025560006','5ff9d5b96f98d3e8c16132047aeb9158','2026-11-29 21:14:04.548+00',NULL),
('4242','01a22928-6cf8-737b-91b0-12702bfa72c9','106','imessage','imessage','+12025560007','4fd8651817719da2492f5984e0627f31','2026-11-29 21:14:04.92+00',NULL),
('4242','01a22928-6dc5-7734-84de-4954dc0fa204','107','sms','sms','+12025560008','ca15cd5eab817c0699536a9a09439f1b','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-6ebd-7b14-a10f-98032be79ee9','108','sms','sms','+12025560009','c37ae4457bfabf50f82e014b38684d40','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-7049-7434-993b-6b5b6e2b5066','111','blind','sms','+12025560012','dd6fc0bd7a5bfd964639cf9a1b566f9f','2026-11-29 21:14:05.769+00',NULL),
('4242','01a22928-70f5-7cf8-9bcc-c9abdaae9b89','112','blind','sms','+12025560013','87189d719d98f6afa30b7725b80a64b1','2026-11-29 21:14:05.941+00',NULL),
('4242','01a22928-7151-76df-9801-ce4d543cda91','113','blind','sms','+12025560014','f7a624a39bf4186a60137747a6729344','2026-11-29 21:14:06.033+00',NULL),
('4242','01a22928-7259-75fa-969f-97dd2b650aaa','114','blind','sms','+12025560015','ec5ac83807ea5cedd94e27b9af7ef0db','2026-11-29 21:14:06.401+00',NULL),
('4242','01a22928-7353-7b42-be70-d153f119b0e2','115','broken','sms','+12025560016','46e9fab5ab517ee898285fa33e7c092e','2026-11-29 21:14:06.547+00',NULL),
('4242','01a22928-739d-74ca-9527-258f15bf8dec','987654321','sms','sms','+12025560017','682dfc2a3e1e8cedc5846bd26ec452e4','2026-11-29 21:14:06.621+00',NULL),
('4242','01a22928-74b0-7ddd-adb7-2500070d58ca','116','night','sms','+12025560018','1a10bc6e8c06aadec694fa5557ca31e6','2026-11-29 21:14:19.535+00',NULL),
('4242','01a22928-7744-76e8-b86b-ca3c286e3009','117','night','sms','+12025560019','70e576b64a6ddb756701e58fde5ef69a','2026-11-29 21:14:07.573+00',NULL),
('4242','01a22928-776d-7f98-8faa-4022a1c39147','117','old','sms','+12025560019','2373a3ed4eeead936bf68e1a6fcc6f47','2026-11-29 21:14:07.597+00',NULL),
('4242','01a22928-7783-702f-81ef-3980c4447d0d','118','desk','sms','+12025560020','79345e439c126dbcce0d0e3d71d263c1','2026-11-29 21:14:07.633+00',NULL),
('4242','01a22928-77ac-7fef-8898-ec358e25962f','119','sms','sms','+12025560021','b1cda9b9ff704a884aa1da399f5c6de8','2026-11-29 21:14:07.66+00',NULL),
('4242','01a22928-77ed-749a-a403-dce8b7ed7097','120','sms','sms','+12025560022','1441072cc1da00ac62f6c6a74f2fa539','2026-11-29 21:14:07.725+00',NULL),
('4242','01a22928-7833-718b-a5f9-2197dfcf78f7','121','sms','sms','+12025560023','95f9ed85be78f1f71e99c3ee0910ac71','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-7a8c-7eae-b6f9-ca02eacd1714','122','sms','sms','+12025560024','93c928d53df9c7012172e16db6eda33a','2026-11-29 21:14:08.397+00',NULL),
('4242','01a22928-7c62-7355-8ce2-c6f510cef7e6','123','sms','sms','+12025560025','c93162dd54d92a60a3e4fcee9ba169e1','2026-11-29 21:14:08.866+00',NULL),
('4242','01a22928-7e9d-7d07-ab9e-8c1b633dce6e','123','sms','sms','+12025560026','176b1c3f8b352b407bfe862d0d694586','2026-11-29 21:14:09.437+00',NULL),
('4242','01a22928-8261-704b-a463-fceee0f59b47','126','sms','sms','+12025560028','96474f2d4cdae73079ada1de93745d54','2026-11-29 21:14:10.401+00','2026-11-29 21:14:11.29+00'),
('4242','01a22928-a344-7f44-9c96-ae55ad0f2632','128','sms','sms','+12025560031','59f449b9fe26fa09b327950f28f96ea8','2026-11-29 21:14:18.82+00',NULL),
('4242','01a22928-ba85-7bcb-bc4f-f13ad123add8','129','sms','sms','+12025560032','a756a2fa0c8104156f82b61ec8312d19','2026-11-29 21:14:24.774+00',NULL),
('4242','01a22928-d3f6-76fc-9779-bb355b7d105a','130','sms','sms','+12025560033','a8daba6840109916dde2df831de8dfd3','2026-11-29 21:14:31.286+00',NULL),
('4242','01a22928-e4da-7967-baf0-31e00edd4d58','131','sms','sms','+12025560034','f0a83001b1bdb614b1a69a26729fa881','2026-11-29 21:14:35.61+00',NULL),
('4242','01a22928-e5ba-785c-afca-50a73d2d334b','132','sms','sms','+12025560040','5b471eb167197c150640aff678b78c73','2026-11-29 21:14:35.835+00',NULL),
('4242','01a22928-e79d-7240-8267-eca18c0512d5','133','sms','sms','+12025560035','95b515db5b6cea8235a331ec588d68ee','2026-11-29 21:14:36.317+00',NULL),
('4242','01a22928-e81d-704e-99be-648794add54b','134','sms','sms','+12025560036','aa975a100e082d49c1868f57f1367817','2026-11-29 21:14:36.445+00',NULL),
('4242','01a22928-e8b3-709e-b420-afc26bccf738','135','sms','sms','+12025560037','ce6aa545a6cf90b52672cef9dc7a13c0','2026-11-29 21:14:36.595+00',NULL),
('4242','01a22928-e8fb-7f46-ad95-fc83fbc340e9','136','sms','sms','+12025560038','6e073016537c548a90aac92ed19538ce','2026-11-29 21:14:36.667+00',NULL),
('5101','01a22928-86cb-7242-8507-88de35579177','101','main','sms','+12025555101','30b947b01aa273da72451a9b74b510d5','2026-11-29 21:14:11.531+00',NULL),
('5102','01a22928-888c-7c1a-a6e0-28ca6515396c','101','main','sms','+12025555102','30efd4edcf7ccc3d1dbab3d470b329a9','2026-11-29 21:14:12.433+00',NULL),
('5103','01a22928-8ab7-78eb-8d2d-b6d837644d1a','101','main','sms','+12025555103','e2cc2ac2fe736b0782db21ae9620819b','2026-11-29 21:14:12.997+00',NULL),
('5104','01a22928-8d6b-7074-9c10-b988ed61af29','101','main','sms','+12025555104','0e57ef9d2f32161e7609ecb56aef5334','2026-11-29 21:14:13.227+00',NULL);

insert into public.delivery (portal_id, message_id, line_id, state, due_at, attempts, lease_until) overriding system value values
('4242','01980000-0000-7000-8000-000000000002','mail','done','2026-11-29 21:14:37.041318+00','1',NULL),
('4242','01a22928-61c6-76ee-b596-ae4494711545','sms','done','2026-11-29 21:14:02.054+00','1',NULL),
('4242','01a22928-6668-73fa-b4c2-dcc8796f815e','sms','done','2026-11-29 21:14:03.24+00','1',NULL),
('4242','01a22928-67f1-7886-816f-98b41c765a25','sms','done','2026-11-29 21:14:03.633+00','1',NULL),
('4242','01a22928-687e-7bb0-a733-2f96f06da0a5','sms','done','2026-11-29 21:14:03.774+00','1',NULL),
('4242','01a22928-69c1-7e77-8ece-94cc942245fa','imessage','done','2026-11-29 21:14:04.097+00','1',NULL),
('4242','01a22928-6a2a-77d6-9324-51369084c78e','sms','done','2026-11-29 21:14:04.202+00','1',NULL),
('4242','01a22928-6b84-73e6-a081-7287c618f354','imessage','done','2026-11-29 21:14:04.548+00','1',NULL),
('4242','01a22928-6cf8-7229-906a-743cd2f2506d','imessage','done','2026-11-29 21:14:04.92+00','1',NULL),
('4242','01a22928-6dc5-7d7a-a162-aa265ae62c4a','sms','done','2026-11-29 21:14:05.125+00','1',NULL),
('4242','01a22928-6ebd-704e-bab7-a29646e6f8fd','sms','done','2026-11-29 21:14:05.373+00','1',NULL),
('4242','01a22928-6ffc-75a6-8e32-4631d50199b2','sms','done','2026-11-29 21:14:05.692+00','1',NULL),
('4242','01a22928-7049-75fb-808e-5ed6a665edad','blind','unknown','2026-11-29 21:14:05.769+00','1',NULL),
('4242','01a22928-70f5-7be3-887b-d4407c765d88','blind','unknown','2026-11-29 21:14:05.941+00','1',NULL),
('4242','01a22928-7151-758c-a88f-aabda430b502','blind','done','2026-11-29 21:14:06.033+00','1',NULL),
('4242','01a22928-7259-7a17-9cb3-63bba3fae38d','blind','done','2026-11-29 21:14:06.297+00','1',NULL),
('4242','01a22928-72c1-70ce-9148-abb83955fce8','blind','done','2026-11-29 21:14:06.401+00','1',NULL),
('4242','01a22928-7353-7328-9cce-a7f8bc549afc','broken','due','2026-11-29 21:14:07.574+00','1',NULL),
('4242','01a22928-739d-7025-88af-20086f87318f','sms','done','2026-11-29 21:14:06.621+00','1',NULL),
('4242','01a22928-74b0-7018-abc5-a305c0775b5b','night','done','2026-11-29 21:14:06.896+00','1',NULL),
('4242','01a22928-7744-72cd-baf2-4a95f7a94753','night','due','2026-11-29 21:14:07.556+00','0',NULL),
('4242','01a22928-7755-7b53-879b-07f221918a7f','night','due','2026-11-29 21:14:07.573+00','0',NULL),
('4242','01a22928-776d-71a1-a09e-4553d15b0e0e','old','due','2026-11-29 21:14:07.597+00','0',NULL),
('4242','01a22928-7783-72a1-895d-cde56df5e920','desk','due','2026-11-29 21:14:07.619+00','0',NULL),
('4242','01a22928-7791-71f3-b837-36528c262f00','desk','due','2026-11-29 21:14:07.633+00','0',NULL),
('4242','01a22928-77ac-738a-a330-bed7a959f27c','sms','due','2026-11-29 21:34:07.687+00','1',NULL),
('4242','01a22928-77ed-79a1-837f-7c262c9deac5','sms','due','2026-11-30 21:14:07.746+00','1',NULL),
('4242','01a22928-7833-72b2-8dbe-68acf9f7d048','sms','done','2026-11-29 21:14:07.795+00','1',NULL),
('4242','01a22928-7a8c-7051-a807-7020f2fd7da2','sms','done','2026-11-29 21:14:08.397+00','1',NULL),
('4242','01a22928-7c61-7e84-b06d-c47a3a27db1b','sms','done','2026-11-29 21:14:08.866+00','1',NULL),
('4242','01a22928-7e9d-76a6-9fa9-1681dbf49939','sms','done','2026-11-29 21:14:09.437+00','1',NULL),
('4242','01a22928-8048-73a7-a4c7-124a2d187ee7','sms','done','2026-11-29 21:14:09.864+00','1',NULL),
('4242','01a22928-8261-7ddc-99bb-fec3d0d474d3','sms','done','2026-11-29 21:14:10.401+00','1',NULL),
('4242','01a22928-a344-7b98-bbf8-2599cb1286b5','sms','done','2026-11-29 21:14:18.82+00','1',NULL),
('4242','01a22928-ba85-7ee3-a1d9-53adc3ac6d02','sms','done','2026-11-29 21:14:24.774+00','1',NULL),
('4242','01a22928-d3f6-7be7-b3da-b64d14971709','sms','done','2026-11-29 21:14:31.286+00','1',NULL),
('4242','01a22928-e4da-73e4-b012-e864430a782b','sms','done','2026-11-29 21:14:35.61+00','1',NULL),
('4242','01a22928-e5ba-7e74-9885-a902ccd481eb','sms','done','2026-11-29 21:14:35.835+00','1',NULL),
('4242','01a22928-e79d-753a-833e-de16ad68481d','sms','unknown','2026-11-29 21:14:36.317+00','1',NULL),
('4242','01a22928-e81d-7b79-9e77-8abe40b9fb52','sms','unknown','2026-11-29 21:14:36.445+00','1',NULL),
('4242','01a22928-e8b3-7d71-8861-7cc36ce3374e','sms','sending','2026-11-29 21:14:36.595+00','1','2026-11-29 21:14:53.622062+00'),
('4242','01a22928-e8fb-7d2e-b1f2-a81cce837b32','sms','sending','2026-11-29 21:14:36.667+00','1','2026-11-29 21:14:53.686879+00'),
('5101','01a22928-86cb-7e8e-b5e6-f41d383e5e46','main','done','2026-11-29 21:14:11.531+00','1',NULL),
('5102','01a22928-888c-7f5f-804c-cbabaaf20d51','main','done','2026-11-29 21:14:11.98+00','1',NULL),
('5102','01a22928-8a51-7ae6-9909-3fca830db08a','main','due','2026-11-29 21:14:12.433+00','0',NULL),
('5103','01a22928-8ab7-7381-b11c-2991ecca5222','main','done','2026-11-29 21:14:12.535+00','1',NULL),
('5103','01a22928-8c85-72f5-877f-da281d2c4cd8','main','due','2026-11-29 21:14:12.997+00','0',NULL),
('5104','01a22928-8d6b-7db2-ad46-1060c95a0398','main','done','2026-11-29 21:14:13.227+00','1',NULL);

insert into public.hubspot_budget (portal_id, window_start, used, blocked_until) overriding system value values
('4242','2026-11-29 21:14:31.571+00','1','-infinity'),
('5101','2026-11-29 21:14:11.516+00','2','-infinity'),
('5102','2026-11-29 21:14:11.964+00','2','-infinity'),
('5103','2026-11-29 21:14:12.529+00','3','-infinity'),
('5104','2026-11-29 21:14:13.194+00','2','-infinity');

insert into public.hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, kind, merged_into, merged_ids, raw, received_at, done_at, parked, property_value, outcome) overriding system value values
('4242','01980000-0000-7000-8000-000000000003','object.restore','1','7','2026-11-29 21:14:37.045+00','','restore',NULL,NULL,E'\\x7b7d','2026-11-29 21:14:37.045+00',NULL,'invalid byte sequence for encoding "UTF8": 0x00',NULL,NULL),
('4242','01a22928-8431-777a-9722-f6432638a5a5','object.deletion','121','100001','2026-11-29 21:14:10.861+00','','deletion',NULL,NULL,E'\\x7b226576656e744964223a3130303030312c22737562736372697074696f6e4964223a343030312c22706f7274616c4964223a343234322c226170704964223a37372c226f636375727265644174223a313739353938363835303836312c22737562736372697074696f6e54797065223a226f626a6563742e64656c6574696f6e222c226f626a656374547970654964223a22302d31222c226f626a6563744964223a3132312c226368616e6765536f75726365223a2243524d222c226368616e6765466c6167223a2244454c4554494f4e222c22617474656d70744e756d626572223a307d','2026-11-29 21:14:10.865+00','2026-11-29 21:14:10.888+00',NULL,NULL,NULL),
('4242','01a22928-84a7-7060-8a42-5e3f05b5c8a6','object.restore','122','100003','2026-11-29 21:14:10.984+00','','restore',NULL,NULL,E'\\x7b226576656e744964223a3130303030332c22737562736372697074696f6e4964223a343030312c22706f7274616c4964223a343234322c226170704964223a37372c226f636375727265644174223a313739353938363835303938342c22737562736372697074696f6e54797065223a226f626a6563742e726573746f7265222c226f626a656374547970654964223a22302d31222c226f626a6563744964223a3132322c226368616e6765536f75726365223a2243524d222c226368616e6765466c6167223a22524553544f5245222c22617474656d70744e756d626572223a307d','2026-11-29 21:14:10.983+00','2026-11-29 21:14:11.005+00',NULL,NULL,NULL),
('4242','01a22928-84a7-7e10-8a3e-306d9a098313','object.deletion','122','100002','2026-11-29 21:14:10.979+00','','deletion',NULL,NULL,E'\\x7b226576656e744964223a3130303030322c22737562736372697074696f6e4964223a343030312c22706f7274616c4964223a343234322c226170704964223a37372c226f636375727265644174223a313739353938363835303937392c22737562736372697074696f6e54797065223a226f626a6563742e64656c6574696f6e222c226f626a656374547970654964223a22302d31222c226f626a6563744964223a3132322c226368616e6765536f75726365223a2243524d222c226368616e6765466c6167223a2244454c4554494f4e222c22617474656d70744e756d626572223a307d','2026-11-29 21:14:10.983+00','2026-11-29 21:14:11.005+00',NULL,NULL,NULL),
('4242','01a22928-84f1-7f2d-897c-ff630e29108d','object.merge','123','100004','2026-11-29 21:14:11.046+00','','merge','123','{124}',E'\\x7b226576656e744964223a3130303030342c22737562736372697074696f6e4964223a343030312c22706f7274616c4964223a343234322c226170704964223a37372c226f636375727265644174223a313739353938363835313034362c22737562736372697074696f6e54797065223a226f626a6563742e6d65726765222c226f626a656374547970654964223a22302d31222c226f626a6563744964223a3132332c226368616e6765536f75726365223a2243524d222c226368616e6765466c6167223a224d45524745222c22617474656d70744e756d626572223a302c226e65774f626a6563744964223a3132332c227072696d6172794f626a6563744964223a3132332c226d65726765644f626a656374496473223a5b3132345d7d','2026-11-29 21:14:11.057+00','2026-11-29 21:14:11.079+00',NULL,NULL,NULL),
('4242','01a22928-8542-78ac-b4ff-fb567e87bdc9','contact.privacyDeletion','125','100005','2026-11-29 21:14:11.133+00','','privacy_deletion',NULL,NULL,E'\\x','2026-11-29 21:14:11.138+00','2026-11-29 21:14:11.157+00',NULL,NULL,NULL),
('4242','01a22928-85bd-76a8-af4a-976f30d9a1e0','object.propertyChange','126','100006','2026-11-29 21:14:11.252+00','mobilephone','property',NULL,NULL,E'\\x7b226576656e744964223a3130303030362c22737562736372697074696f6e4964223a343030312c22706f7274616c4964223a343234322c226170704964223a37372c226f636375727265644174223a313739353938363835313235322c22737562736372697074696f6e54797065223a226f626a6563742e70726f70657274794368616e6765222c226f626a656374547970654964223a22302d31222c226f626a6563744964223a3132362c226368616e6765536f75726365223a2243524d222c226368616e6765466c6167223a2250524f50455254594348414e4745222c22617474656d70744e756d626572223a302c2270726f70657274794e616d65223a226d6f62696c6570686f6e65227d','2026-11-29 21:14:11.261+00','2026-11-29 21:14:11.29+00',NULL,NULL,'1 conversations ask for their contact again'),
('4242','01a22928-85bd-791f-a5d1-24bc19ea87df','contact.associationChange','126','100007','2026-11-29 21:14:11.252+00',' 126 7 false','association',NULL,NULL,E'\\x7b226576656e744964223a3130303030372c22737562736372697074696f6e4964223a343030312c22706f7274616c4964223a343234322c226170704964223a37372c226f636375727265644174223a313739353938363835313235322c22737562736372697074696f6e54797065223a22636f6e746163742e6173736f63696174696f6e4368616e6765222c226f626a6563744964223a3132362c226368616e6765536f75726365223a2243524d222c226368616e6765466c6167223a224153534f43494154494f4e4348414e4745222c22617474656d70744e756d626572223a302c2266726f6d4f626a6563744964223a3132362c22746f4f626a6563744964223a377d','2026-11-29 21:14:11.261+00','2026-11-29 21:14:11.261+00',NULL,NULL,'nothing to do: entries of the timeline are associated with their contact alone'),
('4242','01a22928-861a-78bc-8895-85ced5daa7e8','contact.creation','127','100008','2026-11-29 21:14:11.348+00','','creation',NULL,NULL,E'\\x7b226576656e744964223a3130303030382c22737562736372697074696f6e4964223a343030312c22706f7274616c4964223a343234322c226170704964223a37372c226f636375727265644174223a313739353938363835313334382c22737562736372697074696f6e54797065223a22636f6e746163742e6372656174696f6e222c226f626a6563744964223a3132372c226368616e6765536f75726365223a2243524d222c226368616e6765466c6167223a224352454154494f4e222c22617474656d70744e756d626572223a307d','2026-11-29 21:14:11.354+00','2026-11-29 21:14:11.36+00',NULL,NULL,NULL),
('4242','01a22928-e73e-7a67-911f-6ebf46b5b11c','object.deletion','132','100001','2026-11-29 21:14:36.192+00','','deletion',NULL,NULL,E'\\x7b226576656e744964223a3130303030312c22737562736372697074696f6e4964223a343030312c22706f7274616c4964223a343234322c226170704964223a37372c226f636375727265644174223a313739353938363837363139322c22737562736372697074696f6e54797065223a226f626a6563742e64656c6574696f6e222c226f626a656374547970654964223a22302d31222c226f626a6563744964223a3133322c226368616e6765536f75726365223a2243524d222c226368616e6765466c6167223a2244454c4554494f4e222c22617474656d70744e756d626572223a307d','2026-11-29 21:14:36.222+00','2026-11-29 21:14:36.28+00',NULL,NULL,NULL),
('4242','01a22928-e942-7a1c-b32c-511905db2cce','object.privacyDeletion','135','100002','2026-11-29 21:14:36.735+00','','privacy_deletion',NULL,NULL,E'\\x7b226576656e744964223a3130303030322c22737562736372697074696f6e4964223a343030312c22706f7274616c4964223a343234322c226170704964223a37372c226f636375727265644174223a313739353938363837363733352c22737562736372697074696f6e54797065223a226f626a6563742e7072697661637944656c6574696f6e222c226f626a656374547970654964223a22302d31222c226f626a6563744964223a3133352c226368616e6765536f75726365223a2243524d222c226368616e6765466c6167223a225052495641435944454c4554494f4e222c22617474656d70744e756d626572223a307d','2026-11-29 21:14:36.738+00',NULL,NULL,NULL,NULL);

insert into public.inbox (portal_id, id, line_id, origin, headers, body, received_at, done_at, parked) overriding system value values
('4242','01980000-0000-7000-8000-000000000004','old','webhook','{}',E'\\x7b2274797065223a20226d6573736167652e7265636569766564222c20226d657373616765223a207b226174223a2022323032362d31312d32395432313a31343a33372e3034323538342b30303a3030222c20226964223a20226f662d7468652d6f6c642d6c696e65222c2022746f223a20222b3135353530313030303037222c2022736571223a20312c2022626f6479223a2022546f2061206c696e65207468617420697320676f6e652e222c202266726f6d223a20222b3132303235353630303031222c2022737461747573223a20227265636569766564222c20226368616e6e656c223a2022736d73222c2022646972656374696f6e223a202266726f6d5f70686f6e65222c20227265666572656e6365223a206e756c6c7d7d','2026-11-29 21:14:37.042584+00',NULL,'the line old is no longer configured'),
('4242','01a22928-6596-7779-892d-ca98cde0ef85','sms','webhook','{"webhook-id": "b8c3049c-7831-4bbe-b82c-a0092cd06e01", "content-type": "application/json", "homing-received": "2026-11-29T21:14:03.029Z"}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303031222c22626f6479223a22596f7572206f72646572206973206f6e20697473207761792e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d363163362d373665652d623539362d616534343934373131353435222c22737461747573223a2264656c697665726564222c226964223a2264353435343331382d653235392d343864322d626233662d656666346230663432633033222c226174223a22323032362d31312d32395432313a31343a30322e3936365a222c22736571223a327d7d','2026-11-29 21:14:03.03+00','2026-11-29 21:14:03.098+00',NULL),
('4242','01a22928-65a2-7e40-841b-4bee95b8b279','sms','webhook','{"webhook-id": "157e1895-f0a6-412d-ace1-b84e7539a7d3", "content-type": "application/json", "homing-received": "2026-11-29T21:14:03.042Z"}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303031222c22626f6479223a22596f7572206f72646572206973206f6e20697473207761792e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d363163362d373665652d623539362d616534343934373131353435222c22737461747573223a2272656164222c226964223a2264353435343331382d653235392d343864322d626233662d656666346230663432633033222c226174223a22323032362d31312d32395432313a31343a30322e3938315a222c22736571223a337d7d','2026-11-29 21:14:03.042+00','2026-11-29 21:14:03.098+00',NULL),
('4242','01a22928-662e-70b2-ad62-ee035574ca87','sms','webhook','{"webhook-id": "5b983712-455f-41dc-8aec-51664488d322", "content-type": "application/json", "homing-received": "2026-11-29T21:14:03.182Z"}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303031222c22746f223a222b3135353530313030303031222c22626f6479223a225468616e6b20796f7521222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2263656464663234392d623930662d346532312d623166392d363033393134376163316562222c226174223a22323032362d31312d32395432313a31343a30332e3137395a222c22736571223a347d7d','2026-11-29 21:14:03.182+00','2026-11-29 21:14:03.213+00',NULL),
('4242','01a22928-66fe-7bdf-8d0a-11b75a090b81','sms','webhook','{"webhook-id": "001a96b3-b51c-4c74-a396-8d0ed9def164", "content-type": "application/json", "homing-received": "2026-11-29T21:14:03.389Z"}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303031222c22626f6479223a22596f75206172652077656c636f6d652e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d363636382d373366612d623463322d646363383739366638313565222c22737461747573223a2264656c697665726564222c226964223a2239646564353639322d353866372d346536362d623130312d386165653962373139303364222c226174223a22323032362d31312d32395432313a31343a30332e3337385a222c22736571223a367d7d','2026-11-29 21:14:03.39+00','2026-11-29 21:14:03.472+00',NULL),
('4242','01a22928-6925-7f6f-93ae-c0dab2c9421a','sms','webhook','{"webhook-id": "e78f4bc3-2fc8-47c3-85f5-1b69190bdcd2", "content-type": "application/json", "homing-received": "2026-11-29T21:14:03.941Z"}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303033222c22626f6479223a22596f75722070686f6e65206973206f66662e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d363837652d376262302d613733332d326639366630366461306135222c22737461747573223a22756e64656c697665726564222c226964223a2264643962346635372d356132632d343161612d393164302d616335363130626332643738222c226174223a22323032362d31312d32395432313a31343a30332e3931375a222c22736571223a387d7d','2026-11-29 21:14:03.941+00','2026-11-29 21:14:04.027+00',NULL),
('4242','01a22928-6d87-7cad-8ed4-15fe19fb5b4b','imessage','webhook','{"webhook-id": "69c6bd78-521a-43df-b324-135c1a605461", "content-type": "application/json", "homing-received": "2026-11-29T21:14:05.063Z"}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303032222c22746f223a222b3132303235353630303037222c22626f6479223a2244656c69766572656420696e2074696d652e222c226368616e6e656c223a22696d657373616765222c227265666572656e6365223a2230316132323932382d366366382d373232392d393036612d373433636432663235303664222c22737461747573223a2264656c697665726564222c226964223a2262373831313533372d396537652d346136632d613939382d663532386237323536663834222c226174223a22323032362d31312d32395432313a31343a30352e3036315a222c22736571223a31327d7d','2026-11-29 21:14:05.063+00','2026-11-29 21:14:05.081+00',NULL),
('4242','01a22928-6e26-7862-ba3f-66e2685be948','sms','webhook','{"webhook-id": "3d95c0cd-df13-445b-a322-d04c7564b6a0", "content-type": "application/json", "homing-received": "2026-11-29T21:14:05.222Z"}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303038222c22746f223a222b3135353530313030303031222c22626f6479223a2253544f50222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2234396564383364662d643737322d343864622d393632382d356330326134643866373466222c226174223a22323032362d31312d32395432313a31343a30352e3232305a222c22736571223a31347d7d','2026-11-29 21:14:05.222+00','2026-11-29 21:14:05.324+00',NULL),
('4242','01a22928-6f0a-7d12-b64a-bcb887ec9477','sms','webhook','{"webhook-id": "e5dfebfd-1793-44e7-b05e-e09a67eae4db", "content-type": "application/json", "homing-received": "2026-11-29T21:14:05.450Z"}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303039222c22746f223a222b3135353530313030303031222c22626f6479223a2253544f50222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2232313865336661312d623937612d346237332d383436312d336566666533366435316634222c226174223a22323032362d31312d32395432313a31343a30352e3434385a222c22736571223a31367d7d','2026-11-29 21:14:05.45+00','2026-11-29 21:14:05.461+00',NULL),
('4242','01a22928-6f41-7711-bf9e-3d671ad87386','sms','webhook','{"webhook-id": "944206ce-8205-468d-9485-e091d87bdfa2", "content-type": "application/json", "homing-received": "2026-11-29T21:14:05.505Z"}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303039222c22746f223a222b3135353530313030303031222c22626f6479223a225354415254222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2234666135633035642d663762632d346664322d383536632d303639306133393265623937222c226174223a22323032362d31312d32395432313a31343a30352e3530325a222c22736571223a31377d7d','2026-11-29 21:14:05.505+00','2026-11-29 21:14:05.533+00',NULL),
('4242','01a22928-6f7a-754b-9aef-d4958da0bf5a','sms','webhook','{"webhook-id": "98fa68d0-0f32-4e35-a0e3-0ef8dcb4bc47", "content-type": "application/json", "homing-received": "2026-11-29T21:14:05.562Z"}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353639393031222c22746f223a222b3135353530313030303031222c22626f6479223a2257686f2061726520796f753f222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2261326538626232302d636535612d343932362d613338352d373535303861323666303835222c226174223a22323032362d31312d32395432313a31343a30352e3536305a222c22736571223a31387d7d','2026-11-29 21:14:05.562+00','2026-11-29 21:14:05.595+00',NULL),
('4242','01a22928-6fbd-71b4-95d7-6d489024907e','sms','webhook','{"webhook-id": "1f018ac4-2c27-4717-a3b3-de954b618a00", "content-type": "application/json", "homing-received": "2026-11-29T21:14:05.629Z"}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303130222c22746f223a222b3135353530313030303031222c22626f6479223a224f6e65206f662074776f2e222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2230653565343136332d323263652d343861652d613266372d643562643131363230323661222c226174223a22323032362d31312d32395432313a31343a30352e3631395a222c22736571223a31397d7d','2026-11-29 21:14:05.629+00','2026-11-29 21:14:05.668+00',NULL),
('4242','01a22928-74c3-7154-a74a-435bbb41eb1a','night','webhook','{"webhook-id": "bfc545a2-5eca-431b-a93f-96a7b4907bcf", "content-type": "application/json", "homing-received": "2026-11-29T21:14:06.915Z"}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303138222c22746f223a222b3135353530313030303036222c22626f6479223a2253544f50222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2232316437646439372d313163392d346236342d626661612d636561643937303436313034222c226174223a22323032362d31312d32395432313a31343a30362e3931345a222c22736571223a32357d7d','2026-11-29 21:14:06.915+00','2026-11-29 21:14:06.94+00',NULL),
('4242','01a22928-8470-7fc1-b155-d921c8045dc8','sms','webhook','{"webhook-id": "1121943d-1450-49af-b726-41033e8c69d1", "content-type": "application/json", "homing-received": "2026-11-29T21:14:10.927Z"}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303233222c22746f223a222b3135353530313030303031222c22626f6479223a2246726f6d20736f6d65626f64792064656c657465642e222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2236366538306563342d306335322d346637382d613461372d356563393035323738313262222c226174223a22323032362d31312d32395432313a31343a31302e3932365a222c22736571223a33327d7d','2026-11-29 21:14:10.928+00','2026-11-29 21:14:10.961+00',NULL),
('4242','01a22928-a3df-7158-8ec7-02d5d3594309','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303031222c22626f6479223a22596f75206172652077656c636f6d652e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d363636382d373366612d623463322d646363383739366638313565222c22737461747573223a2264656c697665726564222c226964223a2239646564353639322d353866372d346536362d623130312d386165653962373139303364222c226174223a22323032362d31312d32395432313a31343a30332e3337385a222c22736571223a367d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-71f2-8dec-668007a44c36','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303031222c22626f6479223a2246726f6d206120776f726b666c6f772e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d366666632d373561362d386533322d343633316435303139396232222c22737461747573223a2273656e74222c226964223a2266323163363465362d393738652d346639302d383765612d643063613539343463636266222c226174223a22323032362d31312d32395432313a31343a30352e3732325a222c22736571223a32307d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7329-b58e-f6035323879d','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303130222c22746f223a222b3135353530313030303031222c22626f6479223a224f6e65206f662074776f2e222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2230653565343136332d323263652d343861652d613266372d643562643131363230323661222c226174223a22323032362d31312d32395432313a31343a30352e3631395a222c22736571223a31397d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.465+00',NULL),
('4242','01a22928-a3df-7342-be6a-7888a4bf5244','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303235222c22626f6479223a224265666f72652059616e206368616e6765732e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d376336312d376538342d623036642d633437613361323764623162222c22737461747573223a2273656e74222c226964223a2262373639373230382d303535322d343565662d623534352d326639363239613432626335222c226174223a22323032362d31312d32395432313a31343a30382e3931365a222c22736571223a32387d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7563-ab93-aaf631e48b34','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303233222c22746f223a222b3135353530313030303031222c22626f6479223a2246726f6d20736f6d65626f64792064656c657465642e222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2236366538306563342d306335322d346637382d613461372d356563393035323738313262222c226174223a22323032362d31312d32395432313a31343a31302e3932365a222c22736571223a33327d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-76b6-bdc3-eacf1ba73e3a','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303236222c22626f6479223a224265666f7265205a6f65206368616e6765732e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d376539642d373661362d396661392d313638316462663439393339222c22737461747573223a2273656e74222c226964223a2237373533633638382d633839362d346431652d386337302d663035613032653165393631222c226174223a22323032362d31312d32395432313a31343a30392e3530365a222c22736571223a32397d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7730-bf01-ebdb64f47fee','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353639393031222c22746f223a222b3135353530313030303031222c22626f6479223a2257686f2061726520796f753f222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2261326538626232302d636535612d343932362d613338352d373535303861323666303835222c226174223a22323032362d31312d32395432313a31343a30352e3536305a222c22736571223a31387d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.465+00',NULL),
('4242','01a22928-a3df-775b-b113-3cdaf60cc1bf','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303137222c22626f6479223a2248756253706f7420686173206e6f207375636820636f6e746163742e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d373339642d373032352d383861662d323030383666383733313866222c22737461747573223a2273656e74222c226964223a2261333137383864662d666332392d343233332d616264352d343338396464323631626530222c226174223a22323032362d31312d32395432313a31343a30362e3635375a222c22736571223a32347d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-782a-892d-aa63cbdaa64a','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303034222c22626f6479223a22426c7565206f7220677265656e3f222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d366132612d373764362d393332342d353133363930383463373865222c22737461747573223a2273656e74222c226964223a2239363262613161632d633961392d343663662d393436342d633835623933643833666361222c226174223a22323032362d31312d32395432313a31343a30342e3334305a222c22736571223a397d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7936-b8fb-916ac94037c0','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303031222c22626f6479223a22596f7572206f72646572206973206f6e20697473207761792e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d363163362d373665652d623539362d616534343934373131353435222c22737461747573223a2272656164222c226964223a2264353435343331382d653235392d343864322d626233662d656666346230663432633033222c226174223a22323032362d31312d32395432313a31343a30322e3938315a222c22736571223a337d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7aa5-bfbf-1c43655da15d','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303031222c22746f223a222b3135353530313030303031222c22626f6479223a225468616e6b20796f7521222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2263656464663234392d623930662d346532312d623166392d363033393134376163316562222c226174223a22323032362d31312d32395432313a31343a30332e3137395a222c22736571223a347d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7aee-a270-1ebc1f039a62','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303237222c22626f6479223a224265666f726520416265206368616e6765732e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d383034382d373361372d613463372d313234613264313837656537222c22737461747573223a2273656e74222c226964223a2230303765316432652d626363352d343137642d383566662d333934396331626539333430222c226174223a22323032362d31312d32395432313a31343a30392e3838355a222c22736571223a33307d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7b3e-8742-e1a71b88a0c1','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303039222c22746f223a222b3135353530313030303031222c22626f6479223a2253544f50222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2232313865336661312d623937612d346237332d383436312d336566666533366435316634222c226174223a22323032362d31312d32395432313a31343a30352e3434385a222c22736571223a31367d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7b67-9c04-82e9dfde0df2','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303033222c22626f6479223a22596f75722070686f6e65206973206f66662e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d363837652d376262302d613733332d326639366630366461306135222c22737461747573223a22756e64656c697665726564222c226964223a2264643962346635372d356132632d343161612d393164302d616335363130626332643738222c226174223a22323032362d31312d32395432313a31343a30332e3931375a222c22736571223a387d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7c6c-bed1-5fa460a66fbf','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303233222c22626f6479223a224265666f726520576573206368616e6765732e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d373833332d373262322d386462652d363861636639663764303438222c22737461747573223a2273656e74222c226964223a2261656232366365302d323738302d343538622d383132382d343031326565356366373066222c226174223a22323032362d31312d32395432313a31343a30372e3833345a222c22736571223a32367d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7c71-ab48-fc60d4a438a9','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303238222c22626f6479223a224265666f726520426561206368616e6765732e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d383236312d376464632d393962622d666563336430643437346433222c22737461747573223a2273656e74222c226964223a2231356561306637392d373938352d343762352d396262332d393761376266623739616530222c226174223a22323032362d31312d32395432313a31343a31302e3530375a222c22736571223a33317d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7def-bd63-ab9d18fb2608','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303039222c22626f6479223a224e657773206576657279207765656b2e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d366562642d373034652d626162372d613239363436653666386664222c22737461747573223a2273656e74222c226964223a2264316362373463632d393263362d343863352d613364382d383064303136636439393365222c226174223a22323032362d31312d32395432313a31343a30352e3339385a222c22736571223a31357d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7e17-af5b-76b679a2afcb','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303038222c22746f223a222b3135353530313030303031222c22626f6479223a2253544f50222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2234396564383364662d643737322d343864622d393632382d356330326134643866373466222c226174223a22323032362d31312d32395432313a31343a30352e3232305a222c22736571223a31347d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7e38-ac6f-f6b84ba6b7da','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303038222c22626f6479223a224e657773206576657279206461792e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d366463352d376437612d613136322d616132363561653632633461222c22737461747573223a2273656e74222c226964223a2234613130366164662d643038372d346339312d616431312d613538623037336630346438222c226174223a22323032362d31312d32395432313a31343a30352e3138355a222c22736571223a31337d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7e39-a240-b5dc21f97c39','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303234222c22626f6479223a224265666f726520586961206368616e6765732e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d376138632d373035312d613830372d373032306632666437646132222c22737461747573223a2273656e74222c226964223a2230613661303837352d373838332d346638652d383661332d393631343631323732343330222c226174223a22323032362d31312d32395432313a31343a30382e3435325a222c22736571223a32377d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a3df-7fd6-8329-31bec9fe69c0','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303039222c22746f223a222b3135353530313030303031222c22626f6479223a225354415254222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2234666135633035642d663762632d346664322d383536632d303639306133393265623937222c226174223a22323032362d31312d32395432313a31343a30352e3530325a222c22736571223a31377d7d','2026-11-29 21:14:18.975+00','2026-11-29 21:14:19.357+00',NULL),
('4242','01a22928-a4a2-7909-b01f-6744555a5119','night','history','{}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303138222c22746f223a222b3135353530313030303036222c22626f6479223a2253544f50222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2232316437646439372d313163392d346236342d626661612d636561643937303436313034222c226174223a22323032362d31312d32395432313a31343a30362e3931345a222c22736571223a32357d7d','2026-11-29 21:14:19.17+00','2026-11-29 21:14:19.535+00',NULL),
('4242','01a22928-a56d-72e3-bb79-592ec3531677','imessage','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303032222c22746f223a222b3132303235353630303037222c22626f6479223a2244656c69766572656420696e2074696d652e222c226368616e6e656c223a22696d657373616765222c227265666572656e6365223a2230316132323932382d366366382d373232392d393036612d373433636432663235303664222c22737461747573223a2264656c697665726564222c226964223a2262373831313533372d396537652d346136632d613939382d663532386237323536663834222c226174223a22323032362d31312d32395432313a31343a30352e3036315a222c22736571223a31327d7d','2026-11-29 21:14:19.373+00','2026-11-29 21:14:19.535+00',NULL),
('4242','01a22928-a56d-7331-a96f-5b376995a3b4','imessage','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303032222c22746f223a222b3132303235353630303036222c22626f6479223a22576169747320746f2062652064656c6976657265642e222c226368616e6e656c223a22696d657373616765222c227265666572656e6365223a2230316132323932382d366238342d373365362d613038312d373238376336313866333534222c22737461747573223a2273656e74222c226964223a2230653439373865632d303836642d343764372d616630342d383962366465306561383461222c226174223a22323032362d31312d32395432313a31343a30342e3635335a222c22736571223a31307d7d','2026-11-29 21:14:19.373+00','2026-11-29 21:14:19.535+00',NULL),
('4242','01a22928-bca5-7a0f-baed-8e82b4b0450f','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303331222c22626f6479223a2248756253706f7420646f6573206e6f7420616e737765723a2072657365742d61667465722e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d613334342d376239382d626266382d323539396362313238366235222c22737461747573223a2273656e74222c226964223a2230366139346234332d373435332d343638322d613063622d646664323131383335343433222c226174223a22323032362d31312d32395432313a31343a31392e3332325a222c22736571223a33377d7d','2026-11-29 21:14:25.317+00','2026-11-29 21:14:25.392+00',NULL),
('4242','01a22928-bca5-7ccd-8823-14a643db0c9c','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303332222c22626f6479223a2248756253706f7420646f6573206e6f7420616e737765723a2068616e672e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d626138352d376565332d613164392d353361646333616336643032222c22737461747573223a2273656e74222c226964223a2230333438646666612d663934642d346264612d383630352d316564346461353232306164222c226174223a22323032362d31312d32395432313a31343a32352e3133305a222c22736571223a33387d7d','2026-11-29 21:14:25.317+00','2026-11-29 21:14:25.392+00',NULL),
('4242','01a22928-d4ae-73b6-87f5-82e8da9d14e4','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303333222c22626f6479223a2244656c69766572656420616674657220697420776173207772697474656e2e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d643366362d376265372d623364612d623634643134393731373039222c22737461747573223a2273656e74222c226964223a2235613737636461642d646339332d346138382d626238392d326231323039366234363234222c226174223a22323032362d31312d32395432313a31343a33312e3436335a222c22736571223a33397d7d','2026-11-29 21:14:31.47+00','2026-11-29 21:14:31.547+00',NULL),
('4242','01a22928-d56b-7d42-9595-b098ddfdc889','sms','webhook','{"webhook-id": "82f4bf9d-1fb7-4dbe-9994-afb4119bdbb0", "content-type": "application/json", "homing-received": "2026-11-29T21:14:31.658Z"}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303333222c22626f6479223a2244656c69766572656420616674657220697420776173207772697474656e2e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d643366362d376265372d623364612d623634643134393731373039222c22737461747573223a2264656c697665726564222c226964223a2235613737636461642d646339332d346138382d626238392d326231323039366234363234222c226174223a22323032362d31312d32395432313a31343a33312e3633355a222c22736571223a34307d7d','2026-11-29 21:14:31.659+00','2026-11-29 21:14:31.735+00',NULL),
('4242','01a22928-e563-714b-ab5e-9c9fa64db99d','sms','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530313030303031222c22746f223a222b3132303235353630303333222c22626f6479223a2244656c69766572656420616674657220697420776173207772697474656e2e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d643366362d376265372d623364612d623634643134393731373039222c22737461747573223a2264656c697665726564222c226964223a2235613737636461642d646339332d346138382d626238392d326231323039366234363234222c226174223a22323032362d31312d32395432313a31343a33312e3633355a222c22736571223a34307d7d','2026-11-29 21:14:35.747+00','2026-11-29 21:14:35.824+00',NULL),
('4242','01a22928-e9db-7a77-b309-4afab8cd7939','sms','webhook','{"webhook-id": "7dfe9f3c-7c04-485b-a034-cfc416d15fbb", "content-type": "application/json", "homing-received": "2026-11-29T21:14:36.891Z"}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303339222c22746f223a222b3135353530313030303031222c22626f6479223a224e6f626f64792068617320776f726b6564206f6e20746869732c2066697273742e222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2236623064623833352d646362302d346536612d623166622d306133376438313532626661222c226174223a22323032362d31312d32395432313a31343a33362e3837355a222c22736571223a34357d7d','2026-11-29 21:14:36.891+00',NULL,NULL),
('4242','01a22928-ea17-7304-bcc4-602417515a99','sms','webhook','{"webhook-id": "d7c6f26f-de05-47cb-a1c9-a4cfd2315665", "content-type": "application/json", "homing-received": "2026-11-29T21:14:36.951Z"}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353630303339222c22746f223a222b3135353530313030303031222c22626f6479223a224e6f626f64792068617320776f726b6564206f6e20746869732c207365636f6e642e222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2235303365373536622d323636382d346563662d613762642d663631616439613363343534222c226174223a22323032362d31312d32395432313a31343a33362e3934355a222c22736571223a34367d7d','2026-11-29 21:14:36.951+00',NULL,NULL),
('4242','01a22928-ea21-7fb5-9716-dcc553bd7968','sms','webhook','{"webhook-id": "2133312c-d5b4-45e4-bf30-682d1734d539", "content-type": "application/json", "homing-received": "2026-11-29T21:14:36.961Z"}',E'\\x7b2274797065223a226d6573736167652e7265636569766564222c226d657373616765223a7b22646972656374696f6e223a2266726f6d5f70686f6e65222c2266726f6d223a222b3132303235353639393032222c22746f223a222b3135353530313030303031222c22626f6479223a224120737472616e6765722c20746f6f2e222c226368616e6e656c223a22736d73222c227265666572656e6365223a6e756c6c2c22737461747573223a227265636569766564222c226964223a2236363534383938302d333564322d346666312d386637612d666332386434366266383162222c226174223a22323032362d31312d32395432313a31343a33362e3934365a222c22736571223a34377d7d','2026-11-29 21:14:36.961+00',NULL,NULL),
('5101','01a22928-a56b-7cb0-b315-12a58278c269','main','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530323030303030222c22746f223a222b3132303235353535313031222c22626f6479223a2248656c6c6f2066726f6d20353130312e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d383663622d376538652d623565362d663431643338336535653436222c22737461747573223a2273656e74222c226964223a2236653234663663322d326637652d343266382d386437652d623563613163316433633162222c226174223a22323032362d31312d32395432313a31343a31312e3537375a222c22736571223a33337d7d','2026-11-29 21:14:19.371+00','2026-11-29 21:14:19.539+00',NULL),
('5102','01a22928-a48e-704b-a1fb-1ec99e7b510d','main','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530323030303031222c22746f223a222b3132303235353535313032222c22626f6479223a2248656c6c6f2066726f6d20353130322e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d383838632d376635662d383034632d636261626161663230643531222c22737461747573223a2273656e74222c226964223a2263313264366639352d393734322d343135642d613662652d323664316233633637386430222c226174223a22323032362d31312d32395432313a31343a31312e3939355a222c22736571223a33347d7d','2026-11-29 21:14:19.15+00','2026-11-29 21:14:19.358+00',NULL),
('5103','01a22928-a5db-7511-ba7a-326abc883209','main','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530323030303032222c22746f223a222b3132303235353535313033222c22626f6479223a2248656c6c6f2066726f6d20353130332e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d386162372d373338312d623131632d323939316563636135323232222c22737461747573223a2273656e74222c226964223a2235643964343863382d343939342d346636372d393537372d636163643563663337323530222c226174223a22323032362d31312d32395432313a31343a31322e3535345a222c22736571223a33357d7d','2026-11-29 21:14:19.483+00','2026-11-29 21:14:19.616+00',NULL),
('5104','01a22928-a48f-7ba0-a2e5-2e7332eebf5b','main','history','{}',E'\\x7b2274797065223a226d6573736167652e737461747573222c226d657373616765223a7b22646972656374696f6e223a22746f5f70686f6e65222c2266726f6d223a222b3135353530323030303033222c22746f223a222b3132303235353535313034222c22626f6479223a2248656c6c6f2066726f6d20353130342e222c226368616e6e656c223a22736d73222c227265666572656e6365223a2230316132323932382d386436622d376462322d616434362d313036306339356130333938222c22737461747573223a2273656e74222c226964223a2263613366316631372d306536392d343564342d616561382d643637656136363263336632222c226174223a22323032362d31312d32395432313a31343a31332e3237365a222c22736571223a33367d7d','2026-11-29 21:14:19.151+00','2026-11-29 21:14:19.353+00',NULL);

insert into public.journal (client_id, at_offset, read_at, subscribed_at, refused, reading_by, reading_until, look_after) overriding system value values
('client-id-of-the-oauth-app','a756c364-6e5f-4cda-a672-0d9d6866906d','2026-11-29 21:14:35.73+00','2026-11-29 21:14:02.221+00',NULL,NULL,NULL,'2026-11-29 21:15:35.7326+00');

insert into public.line (portal_id, id, provider, channel, address, state, state_reason, in_flight, gap, next_at, claimed_at, cursor, paused_by, state_at) overriding system value values
('4242','blind','simulator-blind','sms','+15550100003','active',NULL,'64','0','2026-11-29 21:14:06.421587+00','2026-11-29 21:14:06.421587+00',NULL,NULL,NULL),
('4242','broken','simulator','sms','+15550100008','paused','The phone network does not accept the key of this line. The key is wrong.','64','0','2026-11-29 21:14:06.570903+00','2026-11-29 21:14:06.570904+00',NULL,'relay','2026-11-29 21:14:06.574+00'),
('4242','desk','simulator','sms','+15550100005','active',NULL,'64','0','-infinity','-infinity','41',NULL,'2026-11-29 21:14:06.866+00'),
('4242','imessage','simulator','imessage','+15550100002','active',NULL,'64','0','2026-11-29 21:14:04.961765+00','2026-11-29 21:14:04.961766+00','41',NULL,NULL),
('4242','night','simulator','sms','+15550100006','paused','Maintenance until tomorrow.','64','0','2026-11-29 21:14:07.442215+00','2026-11-29 21:14:07.442216+00','40','person','2026-11-29 21:14:07.508+00'),
('4242','old','simulator','sms','+15550100007','retired','Maintenance until tomorrow.','64','0','-infinity','-infinity','1','person','2026-11-29 21:14:06.885+00'),
('4242','sms','simulator','sms','+15550100001','active',NULL,'64','0','2026-11-29 21:14:36.687309+00','2026-11-29 21:14:36.687309+00','40',NULL,NULL),
('5101','main','simulator','sms','+15550200000','active',NULL,'64','0','2026-11-29 21:14:11.563165+00','2026-11-29 21:14:11.563165+00','42',NULL,NULL),
('5102','main','simulator','sms','+15550200001','paused','We are leaving.','64','0','2026-11-29 21:14:11.991882+00','2026-11-29 21:14:11.991882+00','42','person','2026-11-29 21:14:12.413+00'),
('5103','main','simulator','sms','+15550200002','paused','We are leaving.','64','0','2026-11-29 21:14:12.551082+00','2026-11-29 21:14:12.551082+00','41','person','2026-11-29 21:14:12.975+00'),
('5104','main','simulator','sms','+15550200003','paused','The provider blocked this line.','64','0','2026-11-29 21:14:13.272705+00','2026-11-29 21:14:13.272705+00','42','provider','2026-11-29 21:14:37.029413+00');

insert into public.line_event (portal_id, id, line_id, at, kind, data) overriding system value values
('4242','1','broken','2026-11-29 21:14:06.574+00','paused','{"by": "relay", "reason": "The phone network does not accept the key of this line. The key is wrong."}'),
('4242','2','night','2026-11-29 21:14:06.848+00','paused','{"by": "person", "reason": "Maintenance until tomorrow."}'),
('4242','3','desk','2026-11-29 21:14:06.866+00','paused','{"by": "person", "reason": "Maintenance until tomorrow."}'),
('4242','4','old','2026-11-29 21:14:06.885+00','paused','{"by": "person", "reason": "Maintenance until tomorrow."}'),
('4242','5','night','2026-11-29 21:14:07.002+00','active','{"by": "person"}'),
('4242','6','night','2026-11-29 21:14:07.508+00','paused','{"by": "person", "reason": "Maintenance until tomorrow."}'),
('5102','7','main','2026-11-29 21:14:12.413+00','paused','{"by": "person", "reason": "We are leaving."}'),
('5103','8','main','2026-11-29 21:14:12.975+00','paused','{"by": "person", "reason": "We are leaving."}');

insert into public.line_health (portal_id, line_id, window_start, sent, failed) overriding system value values
('4242','blind','2026-11-29 21:14:06.429+00','1','0'),
('4242','imessage','2026-11-29 21:14:04.655+00','2','0'),
('4242','night','2026-11-29 21:14:07.449+00','1','0'),
('4242','sms','2026-11-29 21:14:02.401+00','19','1'),
('5101','main','2026-11-29 21:14:11.58+00','1','0'),
('5102','main','2026-11-29 21:14:11.996+00','1','0'),
('5103','main','2026-11-29 21:14:12.555+00','1','0'),
('5104','main','2026-11-29 21:14:13.277+00','1','0');

insert into public.message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address, subject, body, status, error_code, error_detail, error_retryable, idempotency_key, request_hash, provider_id, actor, created_at, changed_at, fallback_of, fallback_reason, followed_by, ladder, template, attachments) overriding system value values
('4242','01980000-0000-7000-8000-000000000002','outbound','card','101','01980000-0000-7000-8000-000000000001','mail','email','ada@example.com','Your order','An email of a line that is gone.','sent',NULL,NULL,NULL,NULL,NULL,'<1@mail.example>','{"email": "robin@company.example"}','2026-11-29 21:14:37.035231+00','2026-11-29 21:14:37.035231+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-61c6-76ee-b596-ae4494711545','outbound','card','101','01a22928-61c6-717e-ba8d-20d36003e82e','sms','sms','+12025560001',NULL,'Your order is on its way.','read',NULL,NULL,NULL,'card:8ff48773-e848-49ab-9f8c-d98faa5ca6e6',E'\\x4ff640de2c830bbc7443b90eeb34baa941ee17acb4bb9240d806e55c83dc8345','d5454318-e259-48d2-bb3f-eff4b0f42c03','{}','2026-11-29 21:14:02.054+00','2026-11-29 21:14:03.098+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-664d-7608-af4a-bbb5455754c3','inbound','reply','101','01a22928-61c6-717e-ba8d-20d36003e82e','sms','sms','+12025560001',NULL,'Thank you!','delivered',NULL,NULL,NULL,NULL,NULL,'ceddf249-b90f-4e21-b1f9-6039147ac1eb',NULL,'2026-11-29 21:14:03.179+00','2026-11-29 21:14:03.213+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-6668-73fa-b4c2-dcc8796f815e','outbound','card','101','01a22928-61c6-717e-ba8d-20d36003e82e','sms','sms','+12025560001',NULL,'You are welcome.','delivered',NULL,NULL,NULL,'card:14719f1a-5609-4ad9-a27a-a231958452d9',E'\\x2b25841ec079a048ca7d68491df4a1739b14ceb7e7579ea26d1a903929038e05','9ded5692-58f7-4e66-b101-8aee9b71903d','{}','2026-11-29 21:14:03.24+00','2026-11-29 21:14:03.472+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-67f1-7886-816f-98b41c765a25','outbound','card','102','01a22928-67f1-7322-b8b2-ca27cd4f8322','sms','sms','+12025560002',NULL,'You blocked us.','failed','recipient_refused','The phone network does not send to this address. +12025560002 does not take messages.','false','card:eb4a2126-c2ba-4d62-be25-0ca29a8ef85f',E'\\x90b075257d563accb80cabc3007811585ac8f042442d9bebfecd1110fce9b53c',NULL,'{}','2026-11-29 21:14:03.633+00','2026-11-29 21:14:03.728+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-687e-7bb0-a733-2f96f06da0a5','outbound','card','103','01a22928-687e-7edd-8252-ccdecac13550','sms','sms','+12025560003',NULL,'Your phone is off.','undelivered','recipient_unreachable','The phone could not be reached.','false','card:ed736f36-cb90-423d-a5b9-cd5faa23a935',E'\\x262143d372fc7adcc7f9c41b8f947bfc6f326d8538827fccb685490c26705ede','dd9b4f57-5a2c-41aa-91d0-ac5610bc2d78','{}','2026-11-29 21:14:03.774+00','2026-11-29 21:14:04.027+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-69c1-7e77-8ece-94cc942245fa','outbound','card','104','01a22928-69c1-7bab-863f-644e84bc5fa7','imessage','imessage','+12025560004',NULL,'Blue or green?','failed','not_capable','+12025560004 cannot be reached by iMessage.','false','card:8f645b2e-e2b9-470e-97bf-0f89730cdf3a',E'\\xa9d624cd8cd2d75e9e88744ba12a192ed9fa0af6d69ec90acb097f10cbdf5b34',NULL,'{}','2026-11-29 21:14:04.097+00','2026-11-29 21:14:04.202+00',NULL,NULL,'01a22928-6a2a-77d6-9324-51369084c78e','[{"when": {"failed": ["address", "undelivered", "line"], "notCapable": true, "notDeliveredMinutes": 5}, "address": "+12025560004", "channel": "sms", "lineIds": ["sms"], "subject": null, "template": null}]',NULL,NULL),
('4242','01a22928-6a2a-77d6-9324-51369084c78e','outbound','card','104','01a22928-6a2a-76d8-b7ed-546d2f9f84d2','sms','sms','+12025560004',NULL,'Blue or green?','sent',NULL,NULL,NULL,'fallback:01a22928-69c1-7e77-8ece-94cc942245fa',E'\\x00','962ba1ac-c9a9-46cf-9464-c85b93d83fca','{}','2026-11-29 21:14:04.202+00','2026-11-29 21:14:04.347+00','01a22928-69c1-7e77-8ece-94cc942245fa','this address cannot get iMessage',NULL,NULL,NULL,NULL),
('4242','01a22928-6b84-73e6-a081-7287c618f354','outbound','card','105','01a22928-6b84-7553-9016-83dc57e0d4eb','imessage','imessage','+12025560006',NULL,'Waits to be delivered.','sent',NULL,NULL,NULL,'card:d52dca30-61ab-4c20-8673-5ade83e9a1c0',E'\\xed323259a71f1384a239f6731a006e9490d1af8f1dc9bc6903f7c887b91d9771','0e4978ec-086d-47d7-af04-89b6de0ea84a','{}','2026-11-29 21:14:04.548+00','2026-11-29 21:14:04.655+00',NULL,NULL,NULL,'[{"when": {"failed": ["address", "undelivered", "line"], "notCapable": true, "notDeliveredMinutes": 5}, "address": "+12025560006", "channel": "sms", "lineIds": ["sms"], "subject": null, "template": null}]',NULL,NULL),
('4242','01a22928-6cf8-7229-906a-743cd2f2506d','outbound','card','106','01a22928-6cf8-737b-91b0-12702bfa72c9','imessage','imessage','+12025560007',NULL,'Delivered in time.','delivered',NULL,NULL,NULL,'card:6332b125-07bd-4481-a04c-10972a012aef',E'\\xfdebeb3c749f7797b0bbf882be0f4d4b11f6df3a6b9219f737849a10442de974','b7811537-9e7e-4a6c-a998-f528b7256f84','{}','2026-11-29 21:14:04.92+00','2026-11-29 21:14:05.081+00',NULL,NULL,NULL,'[{"when": {"failed": ["address", "undelivered", "line"], "notCapable": true, "notDeliveredMinutes": 5}, "address": "+12025560007", "channel": "sms", "lineIds": ["sms"], "subject": null, "template": null}]',NULL,NULL),
('4242','01a22928-6dc5-7d7a-a162-aa265ae62c4a','outbound','card','107','01a22928-6dc5-7734-84de-4954dc0fa204','sms','sms','+12025560008',NULL,'News every day.','sent',NULL,NULL,NULL,'card:75955a90-63a4-4789-a192-8689dd7d458f',E'\\x21b1f41e77d8d4dfac0a207d87851ab20a31d0d4065a053efcd808b3101d0ff8','4a106adf-d087-4c91-ad11-a58b073f04d8','{}','2026-11-29 21:14:05.125+00','2026-11-29 21:14:05.186+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-6e8c-748a-949b-168857abc2d8','inbound','reply','107','01a22928-6dc5-7734-84de-4954dc0fa204','sms','sms','+12025560008',NULL,'STOP','delivered',NULL,NULL,NULL,NULL,NULL,'49ed83df-d772-48db-9628-5c02a4d8f74f',NULL,'2026-11-29 21:14:05.22+00','2026-11-29 21:14:05.324+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-6ebd-704e-bab7-a29646e6f8fd','outbound','card','108','01a22928-6ebd-7b14-a10f-98032be79ee9','sms','sms','+12025560009',NULL,'News every week.','sent',NULL,NULL,NULL,'card:5b076b41-f5ec-45f5-8d58-5a08e03b4c58',E'\\x6230b1638544203d659dbb0da2422fa90941e5be294678e0504873bdc825bacb','d1cb74cc-92c6-48c5-a3d8-80d016cd993e','{}','2026-11-29 21:14:05.373+00','2026-11-29 21:14:05.399+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-6f15-7476-9e34-cab997ad7070','inbound','reply','108','01a22928-6ebd-7b14-a10f-98032be79ee9','sms','sms','+12025560009',NULL,'STOP','delivered',NULL,NULL,NULL,NULL,NULL,'218e3fa1-b97a-4b73-8461-3effe36d51f4',NULL,'2026-11-29 21:14:05.448+00','2026-11-29 21:14:05.461+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-6f5d-7cfb-bf2a-a8259f467e5a','inbound','reply','108','01a22928-6ebd-7b14-a10f-98032be79ee9','sms','sms','+12025560009',NULL,'START','delivered',NULL,NULL,NULL,NULL,NULL,'4fa5c05d-f7bc-4fd2-856c-0690a392eb97',NULL,'2026-11-29 21:14:05.502+00','2026-11-29 21:14:05.533+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-6f9b-797a-a935-6af3e3ce8b2e','inbound','reply',NULL,NULL,'sms','sms','+12025569901',NULL,'Who are you?','delivered',NULL,NULL,NULL,NULL,NULL,'a2e8bb20-ce5a-4926-a385-75508a26f085',NULL,'2026-11-29 21:14:05.56+00','2026-11-29 21:14:05.595+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-6fe4-7953-b19a-6630e999a6f3','inbound','reply',NULL,NULL,'sms','sms','+12025560010',NULL,'One of two.','delivered',NULL,NULL,NULL,NULL,NULL,'0e5e4163-22ce-48ae-a2f7-d5bd1162026a',NULL,'2026-11-29 21:14:05.619+00','2026-11-29 21:14:05.668+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-6ffc-75a6-8e32-4631d50199b2','outbound','workflow','101','01a22928-61c6-717e-ba8d-20d36003e82e','sms','sms','+12025560001',NULL,'From a workflow.','sent',NULL,NULL,NULL,'workflow:ap-4242-1-1-0',E'\\x7d2e6d117c465dc5673fb59a9e9d237ce3e38446d68473924de23fe093dbe929','f21c64e6-978e-4f90-87ea-d0ca5944ccbf','{"callbackId": "ap-4242-1-1-0", "workflowId": "7"}','2026-11-29 21:14:05.692+00','2026-11-29 21:14:05.723+00',NULL,NULL,NULL,'[{"when": {"failed": ["line"]}, "address": "+12025560001", "channel": "sms", "lineIds": ["old", "desk", "night", "broken", "blind"], "subject": null, "template": null}]',NULL,NULL),
('4242','01a22928-7049-75fb-808e-5ed6a665edad','outbound','card','111','01a22928-7049-7434-993b-6b5b6e2b5066','blind','sms','+12025560012',NULL,'Is Lou reached?','unknown','outcome_unknown','no answer from The phone network (ECONNRESET)','false','card:822be4ca-8f2b-46fc-bfa4-332d25e1ee1f',E'\\x623743f736c06d587c0a79bbed19cb8613aea94bcf784b57ee96941af5a1e641',NULL,'{}','2026-11-29 21:14:05.769+00','2026-11-29 21:14:05.856+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-70f5-7be3-887b-d4407c765d88','outbound','card','112','01a22928-70f5-7cf8-9bcc-c9abdaae9b89','blind','sms','+12025560013',NULL,'Is Mac reached?','unknown','outcome_unknown','no answer from The phone network (ECONNRESET)','false','card:504ae552-e5f1-4c3b-b36d-88a1f81e9daf',E'\\xff4c4788633bbc20ffd0dcce259854098d0bff72d3a15af4f8728644eee98e98',NULL,'{}','2026-11-29 21:14:05.941+00','2026-11-29 21:14:05.972+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-7151-758c-a88f-aabda430b502','outbound','card','113','01a22928-7151-76df-9801-ce4d543cda91','blind','sms','+12025560014',NULL,'Is Nan reached?','sent',NULL,NULL,NULL,'card:258024d8-b61c-4ebe-9666-38eeecc093cc',E'\\xd3691ba3833d2f42da18a731b119fcc5331b10e252c6f6e2136431eea7f9e1a6',NULL,'{}','2026-11-29 21:14:06.033+00','2026-11-29 21:14:06.224+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-7259-7a17-9cb3-63bba3fae38d','outbound','card','114','01a22928-7259-75fa-969f-97dd2b650aaa','blind','sms','+12025560015',NULL,'Is Oli reached?','failed','settled_not_sent','Somebody looked and said that this was not sent.','true','card:2df6b869-9ee5-494a-9b31-01c7e9ae1ba9',E'\\xee324d33b576175e157905420c6fb465ec9855e7b01ff862cc4c7f4a9012a4e3',NULL,'{}','2026-11-29 21:14:06.297+00','2026-11-29 21:14:06.379+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-72c1-70ce-9148-abb83955fce8','outbound','card','114','01a22928-7259-75fa-969f-97dd2b650aaa','blind','sms','+12025560015',NULL,'Is Oli reached?','sent',NULL,NULL,NULL,'card:again.01a22928-7259-7a17-9cb3-63bba3fae38d',E'\\xee324d33b576175e157905420c6fb465ec9855e7b01ff862cc4c7f4a9012a4e3','090e595f-0b41-45e9-a925-c659a72355a9','{}','2026-11-29 21:14:06.401+00','2026-11-29 21:14:06.429+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-7353-7328-9cce-a7f8bc549afc','outbound','card','115','01a22928-7353-7b42-be70-d153f119b0e2','broken','sms','+12025560016',NULL,'Our key is wrong.','queued','provider_key_refused','The phone network does not accept the key of this line. The key is wrong.','true','card:2f4454eb-813e-4764-957d-68252e62eb3a',E'\\x2ae0fdb357e4bdb1506cc2e65381da416858676cb79edf8921ae8408e379ba51',NULL,'{}','2026-11-29 21:14:06.547+00','2026-11-29 21:14:06.574+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-739d-7025-88af-20086f87318f','outbound','card','987654321','01a22928-739d-74ca-9527-258f15bf8dec','sms','sms','+12025560017',NULL,'HubSpot has no such contact.','sent',NULL,NULL,NULL,'card:53d438b1-c7d9-44d6-a2d9-126fdd746047',E'\\x829cd7286d7a0f421e6b00b432892306879748383b0fee6a5f5198e261799b37','a31788df-fc29-4233-abd5-4389dd261be0','{}','2026-11-29 21:14:06.621+00','2026-11-29 21:14:06.658+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-74b0-7018-abc5-a305c0775b5b','outbound','card','116','01a22928-74b0-7ddd-adb7-2500070d58ca','night','sms','+12025560018',NULL,'He opts out while this waits.','cancelled','opted_out','The contact opted out before this message left.','false','card:de602011-f1c2-445f-a2b4-8080e335d201',E'\\x21fb2a7349188f845afef80e6ea3a31e9aa34cf987ac749da9d0261567e5abed',NULL,'{}','2026-11-29 21:14:06.896+00','2026-11-29 21:14:07.449+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-74dc-7cb3-aaea-9d7b03a030d5','inbound','reply','116','01a22928-74b0-7ddd-adb7-2500070d58ca','night','sms','+12025560018',NULL,'STOP','delivered',NULL,NULL,NULL,NULL,NULL,'21d7dd97-11c9-4b64-bfaa-cead97046104',NULL,'2026-11-29 21:14:06.914+00','2026-11-29 21:14:06.94+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-7744-72cd-baf2-4a95f7a94753','outbound','card','117','01a22928-7744-76e8-b86b-ca3c286e3009','night','sms','+12025560019',NULL,'Waits on a paused line, first.','queued',NULL,NULL,NULL,'card:15660996-144e-43f9-a253-cf605ebecfdf',E'\\x248b26ecab56d760a803cda9c08ef167b2c3942fea03e5f13978390c8ff8d202',NULL,'{}','2026-11-29 21:14:07.556+00','2026-11-29 21:14:07.556+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-7755-7b53-879b-07f221918a7f','outbound','card','117','01a22928-7744-76e8-b86b-ca3c286e3009','night','sms','+12025560019',NULL,'Waits on a paused line, second.','queued',NULL,NULL,NULL,'card:f7b54103-eeaa-4440-9060-1bfb415d875a',E'\\xf9a8feb3ca85b0a9de1c8e4afeac2ae30b4a0661ec964f0e799cb0cef119e7de',NULL,'{}','2026-11-29 21:14:07.573+00','2026-11-29 21:14:07.573+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-776d-71a1-a09e-4553d15b0e0e','outbound','card','117','01a22928-776d-7f98-8faa-4022a1c39147','old','sms','+12025560019',NULL,'Waits on a removed line.','queued',NULL,NULL,NULL,'card:fec35707-a47a-4983-90a1-11418d8f7cd5',E'\\x952758cb945f032a5153082646a1afef85de7ef5ccac8698977fb425dd38105e',NULL,'{}','2026-11-29 21:14:07.597+00','2026-11-29 21:14:07.597+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-7783-72a1-895d-cde56df5e920','outbound','card','118','01a22928-7783-702f-81ef-3980c4447d0d','desk','sms','+12025560020',NULL,'Is due, first.','queued',NULL,NULL,NULL,'card:562b0da7-51f4-4fff-9251-d2af204b7fa4',E'\\x29ae7d5d09ec54ffbfd9c0b72aafb49fdef20ccfa2d9270592c0013e8675c695',NULL,'{}','2026-11-29 21:14:07.619+00','2026-11-29 21:14:07.619+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-7791-71f3-b837-36528c262f00','outbound','card','118','01a22928-7783-702f-81ef-3980c4447d0d','desk','sms','+12025560020',NULL,'Is due, second.','queued',NULL,NULL,NULL,'card:6571e698-0267-4cab-af80-dd5ac9157ff9',E'\\xd0c3ba158f1002ce1b15f7e60658b93ef1eab9cb78ef3d2a182dfc57e718d715',NULL,'{}','2026-11-29 21:14:07.633+00','2026-11-29 21:14:07.633+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-77ac-738a-a330-bed7a959f27c','outbound','card','119','01a22928-77ac-7fef-8898-ec358e25962f','sms','sms','+12025560021',NULL,'Was asked to wait a little.','queued','provider_throttled','The phone network takes no more messages right now.','true','card:70aa1aef-f393-48a0-b273-a5bffcf344e9',E'\\xce8e0240533a559007e473f0d5f205374afbef209a6b079608dc3a9a8b946b69',NULL,'{}','2026-11-29 21:14:07.66+00','2026-11-29 21:14:07.687+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-77ed-79a1-837f-7c262c9deac5','outbound','card','120','01a22928-77ed-749a-a403-dce8b7ed7097','sms','sms','+12025560022',NULL,'Was asked to wait a day.','queued','provider_throttled','The phone network takes no more messages right now.','true','card:2ccd46d1-ffde-4574-85b0-926fbeddbb48',E'\\xe7b989f44dcf9c5ed927d385768d38b1c15fa26f59c7239107db9b87ca61dbd0',NULL,'{}','2026-11-29 21:14:07.725+00','2026-11-29 21:14:07.746+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-7833-72b2-8dbe-68acf9f7d048','outbound','card','121','01a22928-7833-718b-a5f9-2197dfcf78f7','sms','sms','+12025560023',NULL,'Before Wes changes.','sent',NULL,NULL,NULL,'card:bc074fe4-85f3-4d87-afd8-6e42973b43de',E'\\x50c92053ca730b2cd65ee7f9d76a385e70046e5b044dd8e5f90f5cc56dff229d','aeb26ce0-2780-458b-8128-4012ee5cf70f','{}','2026-11-29 21:14:07.795+00','2026-11-29 21:14:07.837+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-7a8c-7051-a807-7020f2fd7da2','outbound','card','122','01a22928-7a8c-7eae-b6f9-ca02eacd1714','sms','sms','+12025560024',NULL,'Before Xia changes.','sent',NULL,NULL,NULL,'card:aebec899-c0cc-4387-b32b-8766edd44f9b',E'\\x289429ea789548f94a406611108e0ad12f76067aa089aa0bfd4bcb8abfe70ebc','0a6a0875-7883-4f8e-86a3-961461272430','{}','2026-11-29 21:14:08.397+00','2026-11-29 21:14:08.453+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-7c61-7e84-b06d-c47a3a27db1b','outbound','card','123','01a22928-7c62-7355-8ce2-c6f510cef7e6','sms','sms','+12025560025',NULL,'Before Yan changes.','sent',NULL,NULL,NULL,'card:28bdd756-a889-48ce-86ab-42ed264d8724',E'\\x0203659b7700dadf562e83e098b851761c343c9f196bdca7e41830c75e53c61b','b7697208-0552-45ef-b545-2f9629a42bc5','{}','2026-11-29 21:14:08.866+00','2026-11-29 21:14:08.919+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-7e9d-76a6-9fa9-1681dbf49939','outbound','card','123','01a22928-7e9d-7d07-ab9e-8c1b633dce6e','sms','sms','+12025560026',NULL,'Before Zoe changes.','sent',NULL,NULL,NULL,'card:13c099a1-2068-451b-88db-837d16c8887d',E'\\xb9faef25135228c10f4a41673c0adc1d839a61c98ae5a20a26c00c2d97668fb4','7753c688-c896-4d1e-8c70-f05a02e1e961','{}','2026-11-29 21:14:09.437+00','2026-11-29 21:14:11.079+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-8048-73a7-a4c7-124a2d187ee7','outbound','card','125','01a22928-8048-701e-9c5d-81826b5c9496','sms','sms','',NULL,'','sent',NULL,NULL,NULL,'card:6337eeba-d6bf-43fa-89fa-32d7d5643ef8',NULL,'007e1d2e-bcc5-417d-85ff-3949c1be9340','{}','2026-11-29 21:14:09.864+00','2026-11-29 21:14:11.157+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-8261-7ddc-99bb-fec3d0d474d3','outbound','card','126','01a22928-8261-704b-a463-fceee0f59b47','sms','sms','+12025560028',NULL,'Before Bea changes.','sent',NULL,NULL,NULL,'card:31385486-2e4a-4a94-b5c5-ee48a50282b5',E'\\x03eb040b9bf872b2e72edac552f164ea5da0d2b8bd0f821d03f967edd569e191','15ea0f79-7985-47b5-9bb3-97a7bfb79ae0','{}','2026-11-29 21:14:10.401+00','2026-11-29 21:14:10.509+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-8491-770a-92bb-1017e6c11993','inbound','reply','121','01a22928-7833-718b-a5f9-2197dfcf78f7','sms','sms','+12025560023',NULL,'From somebody deleted.','delivered',NULL,NULL,NULL,NULL,NULL,'66e80ec4-0c52-4f78-a4a7-5ec90527812b',NULL,'2026-11-29 21:14:10.926+00','2026-11-29 21:14:10.961+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-a344-7b98-bbf8-2599cb1286b5','outbound','card','128','01a22928-a344-7f44-9c96-ae55ad0f2632','sms','sms','+12025560031',NULL,'HubSpot does not answer: reset-after.','sent',NULL,NULL,NULL,'card:f76e0628-8478-4fd2-86af-12dddb5b0610',E'\\xaa8be3acd3c4304aaa58cbddf04e9c55dafb3d41c32658ed535bc19ef9d3573b','06a94b43-7453-4682-a0cb-dfd211835443','{}','2026-11-29 21:14:18.82+00','2026-11-29 21:14:19.335+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-ba85-7ee3-a1d9-53adc3ac6d02','outbound','card','129','01a22928-ba85-7bcb-bc4f-f13ad123add8','sms','sms','+12025560032',NULL,'HubSpot does not answer: hang.','sent',NULL,NULL,NULL,'card:e32ead6b-6826-47fc-808b-56025a28b5f5',E'\\xabece4cc5ee2c717eabf645615427fbdbb6d24a891413e54800a162a0f1c3119','0348dffa-f94d-4bda-8605-1ed4da5220ad','{}','2026-11-29 21:14:24.774+00','2026-11-29 21:14:25.145+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-d3f6-7be7-b3da-b64d14971709','outbound','card','130','01a22928-d3f6-76fc-9779-bb355b7d105a','sms','sms','+12025560033',NULL,'Delivered after it was written.','delivered',NULL,NULL,NULL,'card:4c05accb-d2b7-4c36-a850-b31c982d30f8',E'\\xb99331ef91a8521cc13e1f5365ecd5da08eec15b6c44478ddc63f9a337c36fa9','5a77cdad-dc93-4a88-bb89-2b12096b4624','{}','2026-11-29 21:14:31.286+00','2026-11-29 21:14:31.735+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-e4da-73e4-b012-e864430a782b','outbound','card','131','01a22928-e4da-7967-baf0-31e00edd4d58','sms','sms','+12025560034',NULL,'Its entry still waits.','sent',NULL,NULL,NULL,'card:264b3616-b805-4fac-9507-73cb450c4698',E'\\x16055809ab6f7155a633bdadbdf0a41c6321c504fbbd0d006bf71ca6e53883d5','cbf08d9d-6025-4746-834e-1a9610b6e493','{}','2026-11-29 21:14:35.61+00','2026-11-29 21:14:35.765+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-e5ba-7e74-9885-a902ccd481eb','outbound','card','132','01a22928-e5ba-785c-afca-50a73d2d334b','sms','sms','+12025560040',NULL,'Deleted before this was written.','sent',NULL,NULL,NULL,'card:a5247fa6-c450-4800-aba0-eb1a12b1b2c6',E'\\x787485b27fbfafb33e07ac3ed8e438912bbfa2d7bf62aa98cfb28e185a1ac0ab','1bc864b4-3cd3-4dfd-a8f5-345d2ddfd0db','{}','2026-11-29 21:14:35.835+00','2026-11-29 21:14:35.928+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-e79d-753a-833e-de16ad68481d','outbound','card','133','01a22928-e79d-7240-8267-eca18c0512d5','sms','sms','+12025560035',NULL,'Did this reach Hew?','unknown','outcome_unknown','no answer from The phone network (ECONNRESET)','false','card:53956f9a-9ceb-4ef6-815c-9c7e7634d18d',E'\\xab9003850bd5784b2efd10f044ecfd2a2b8a7f316eacb07ae631f3f3f726699c',NULL,'{}','2026-11-29 21:14:36.317+00','2026-11-29 21:14:36.362+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-e81d-7b79-9e77-8abe40b9fb52','outbound','card','134','01a22928-e81d-704e-99be-648794add54b','sms','sms','+12025560036',NULL,'Did this reach Ira?','unknown','outcome_unknown','no answer from The phone network (ECONNRESET)','false','card:549eb9f2-1a79-4029-b302-0833253e3186',E'\\xe69c2ab9e5f628c043a6d58afe4a60ca3a8c182fcf5259835def0a7b019e74a7',NULL,'{}','2026-11-29 21:14:36.445+00','2026-11-29 21:14:36.518+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-e8b3-7d71-8861-7cc36ce3374e','outbound','card','135','01a22928-e8b3-709e-b420-afc26bccf738','sms','sms','+12025560037',NULL,'Is leaving to Jan.','sending',NULL,NULL,NULL,'card:a3184db5-daf9-4240-a23e-20175d529422',E'\\xa5a81dfcc6f864db934dd1fb2e562c7299a7cd71e74a036692a52d5901d1f31a',NULL,'{}','2026-11-29 21:14:36.595+00','2026-11-29 21:14:36.622361+00',NULL,NULL,NULL,NULL,NULL,NULL),
('4242','01a22928-e8fb-7d2e-b1f2-a81cce837b32','outbound','card','136','01a22928-e8fb-7f46-ad95-fc83fbc340e9','sms','sms','+12025560038',NULL,'Is leaving to Kay.','sending',NULL,NULL,NULL,'card:f65ed7b4-05db-41fd-bd81-9555d4621326',E'\\x98831cf63427c2cfa4b4d635d19873c8ff85a49d1606304e4f5f741cf3ef52fd',NULL,'{}','2026-11-29 21:14:36.667+00','2026-11-29 21:14:36.687211+00',NULL,NULL,NULL,NULL,NULL,NULL),
('5101','01a22928-86cb-7e8e-b5e6-f41d383e5e46','outbound','card','101','01a22928-86cb-7242-8507-88de35579177','main','sms','+12025555101',NULL,'Hello from 5101.','sent',NULL,NULL,NULL,'card:Hello-fr-5101',E'\\x2c494f2dde891538112444aceb739d2a98e220ab7831ba31cfbe2d8e559cc90e','6e24f6c2-2f7e-42f8-8d7e-b5ca1c1d3c1b','{"userId": "7"}','2026-11-29 21:14:11.531+00','2026-11-29 21:14:11.58+00',NULL,NULL,NULL,NULL,NULL,NULL),
('5102','01a22928-888c-7f5f-804c-cbabaaf20d51','outbound','card','101','01a22928-888c-7c1a-a6e0-28ca6515396c','main','sms','+12025555102',NULL,'Hello from 5102.','sent',NULL,NULL,NULL,'card:Hello-fr-5102',E'\\xd42327c1b49636ec1581fd3ab0d264ffb427288a8810d235de83e9c4f3d485c8','c12d6f95-9742-415d-a6be-26d1b3c678d0','{"userId": "7"}','2026-11-29 21:14:11.98+00','2026-11-29 21:14:11.996+00',NULL,NULL,NULL,NULL,NULL,NULL),
('5102','01a22928-8a51-7ae6-9909-3fca830db08a','outbound','card','101','01a22928-888c-7c1a-a6e0-28ca6515396c','main','sms','+12025555102',NULL,'Never left.','queued',NULL,NULL,NULL,'card:Never-le-5102',E'\\x25f150c849701432a74c8c7bc8ab3907c09996bc721752c9b6d78b098d8f7c1f',NULL,'{"userId": "7"}','2026-11-29 21:14:12.433+00','2026-11-29 21:14:12.433+00',NULL,NULL,NULL,NULL,NULL,NULL),
('5103','01a22928-8ab7-7381-b11c-2991ecca5222','outbound','card','101','01a22928-8ab7-78eb-8d2d-b6d837644d1a','main','sms','+12025555103',NULL,'Hello from 5103.','sent',NULL,NULL,NULL,'card:Hello-fr-5103',E'\\x3ad63bf3991b62f8ed0fb30de2f77722e5309c63f97a0fcd6b360ea74479067c','5d9d48c8-4994-4f67-9577-cacd5cf37250','{"userId": "7"}','2026-11-29 21:14:12.535+00','2026-11-29 21:14:12.555+00',NULL,NULL,NULL,NULL,NULL,NULL),
('5103','01a22928-8c85-72f5-877f-da281d2c4cd8','outbound','card','101','01a22928-8ab7-78eb-8d2d-b6d837644d1a','main','sms','+12025555103',NULL,'Never left.','queued',NULL,NULL,NULL,'card:Never-le-5103',E'\\xe211bbfe531693ef30e4635726d346e1b27aecf36d31b6104c3deba4cf3a089b',NULL,'{"userId": "7"}','2026-11-29 21:14:12.997+00','2026-11-29 21:14:12.997+00',NULL,NULL,NULL,NULL,NULL,NULL),
('5104','01a22928-8d6b-7db2-ad46-1060c95a0398','outbound','card','101','01a22928-8d6b-7074-9c10-b988ed61af29','main','sms','+12025555104',NULL,'Hello from 5104.','sent',NULL,NULL,NULL,'card:Hello-fr-5104',E'\\xea4f18b0958861440435fb27047b2e2b445612d491e289b08180fe7bd5628b5b','ca3f1f17-0e69-45d4-aea8-d67ea662c3f2','{"userId": "7"}','2026-11-29 21:14:13.227+00','2026-11-29 21:14:13.277+00',NULL,NULL,NULL,NULL,NULL,NULL);

insert into public.message_event (portal_id, id, message_id, at, kind, data) overriding system value values
('4242','1','01a22928-61c6-76ee-b596-ae4494711545','2026-11-29 21:14:02.054+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','10','01a22928-6668-73fa-b4c2-dcc8796f815e','2026-11-29 21:14:03.472+00','delivered','{"providerAt": "2026-11-29T21:14:03.378+00:00"}'),
('4242','100','01a22928-8261-7ddc-99bb-fec3d0d474d3','2026-11-29 21:14:10.49751+00','sending','{"attempt": 1}'),
('4242','101','01a22928-8261-7ddc-99bb-fec3d0d474d3','2026-11-29 21:14:10.509+00','sent','{"providerId": "15ea0f79-7985-47b5-9bb3-97a7bfb79ae0"}'),
('4242','102','01a22928-8491-770a-92bb-1017e6c11993','2026-11-29 21:14:10.961+00','received','{}'),
('4242','11','01a22928-67f1-7886-816f-98b41c765a25','2026-11-29 21:14:03.633+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','117','01a22928-a344-7b98-bbf8-2599cb1286b5','2026-11-29 21:14:18.82+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','118','01a22928-a344-7b98-bbf8-2599cb1286b5','2026-11-29 21:14:19.284966+00','sending','{"attempt": 1}'),
('4242','119','01a22928-a344-7b98-bbf8-2599cb1286b5','2026-11-29 21:14:19.335+00','sent','{"providerId": "06a94b43-7453-4682-a0cb-dfd211835443"}'),
('4242','12','01a22928-67f1-7886-816f-98b41c765a25','2026-11-29 21:14:03.711065+00','sending','{"attempt": 1}'),
('4242','120','01a22928-ba85-7ee3-a1d9-53adc3ac6d02','2026-11-29 21:14:24.774+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','121','01a22928-ba85-7ee3-a1d9-53adc3ac6d02','2026-11-29 21:14:24.979818+00','sending','{"attempt": 1}'),
('4242','122','01a22928-ba85-7ee3-a1d9-53adc3ac6d02','2026-11-29 21:14:25.145+00','sent','{"providerId": "0348dffa-f94d-4bda-8605-1ed4da5220ad"}'),
('4242','123','01a22928-d3f6-7be7-b3da-b64d14971709','2026-11-29 21:14:31.286+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','124','01a22928-d3f6-7be7-b3da-b64d14971709','2026-11-29 21:14:31.410311+00','sending','{"attempt": 1}'),
('4242','125','01a22928-d3f6-7be7-b3da-b64d14971709','2026-11-29 21:14:31.466+00','sent','{"providerId": "5a77cdad-dc93-4a88-bb89-2b12096b4624"}'),
('4242','126','01a22928-d3f6-7be7-b3da-b64d14971709','2026-11-29 21:14:31.735+00','delivered','{"providerAt": "2026-11-29T21:14:31.635+00:00"}'),
('4242','127','01a22928-e4da-73e4-b012-e864430a782b','2026-11-29 21:14:35.61+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','128','01a22928-e4da-73e4-b012-e864430a782b','2026-11-29 21:14:35.73584+00','sending','{"attempt": 1}'),
('4242','129','01a22928-e4da-73e4-b012-e864430a782b','2026-11-29 21:14:35.765+00','sent','{"providerId": "cbf08d9d-6025-4746-834e-1a9610b6e493"}'),
('4242','13','01a22928-67f1-7886-816f-98b41c765a25','2026-11-29 21:14:03.728+00','failed','{"code": "recipient_refused", "detail": "The phone network does not send to this address. +12025560002 does not take messages."}'),
('4242','130','01a22928-e5ba-7e74-9885-a902ccd481eb','2026-11-29 21:14:35.835+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','131','01a22928-e5ba-7e74-9885-a902ccd481eb','2026-11-29 21:14:35.899048+00','sending','{"attempt": 1}'),
('4242','132','01a22928-e5ba-7e74-9885-a902ccd481eb','2026-11-29 21:14:35.928+00','sent','{"providerId": "1bc864b4-3cd3-4dfd-a8f5-345d2ddfd0db"}'),
('4242','133','01a22928-e79d-753a-833e-de16ad68481d','2026-11-29 21:14:36.317+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','134','01a22928-e79d-753a-833e-de16ad68481d','2026-11-29 21:14:36.339243+00','sending','{"attempt": 1}'),
('4242','135','01a22928-e79d-753a-833e-de16ad68481d','2026-11-29 21:14:36.362+00','unknown','{"code": "outcome_unknown", "detail": "no answer from The phone network (ECONNRESET)"}'),
('4242','136','01a22928-e81d-7b79-9e77-8abe40b9fb52','2026-11-29 21:14:36.445+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','137','01a22928-e81d-7b79-9e77-8abe40b9fb52','2026-11-29 21:14:36.512542+00','sending','{"attempt": 1}'),
('4242','138','01a22928-e81d-7b79-9e77-8abe40b9fb52','2026-11-29 21:14:36.518+00','unknown','{"code": "outcome_unknown", "detail": "no answer from The phone network (ECONNRESET)"}'),
('4242','139','01a22928-e8b3-7d71-8861-7cc36ce3374e','2026-11-29 21:14:36.595+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','14','01a22928-687e-7bb0-a733-2f96f06da0a5','2026-11-29 21:14:03.774+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','140','01a22928-e8b3-7d71-8861-7cc36ce3374e','2026-11-29 21:14:36.622415+00','sending','{"attempt": 1}'),
('4242','141','01a22928-e8fb-7d2e-b1f2-a81cce837b32','2026-11-29 21:14:36.667+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','142','01a22928-e8fb-7d2e-b1f2-a81cce837b32','2026-11-29 21:14:36.68727+00','sending','{"attempt": 1}'),
('4242','143','01980000-0000-7000-8000-000000000002','2026-11-29 21:14:37.039658+00','sent','{}'),
('4242','15','01a22928-687e-7bb0-a733-2f96f06da0a5','2026-11-29 21:14:03.803068+00','sending','{"attempt": 1}'),
('4242','16','01a22928-687e-7bb0-a733-2f96f06da0a5','2026-11-29 21:14:03.822+00','sent','{"providerId": "dd9b4f57-5a2c-41aa-91d0-ac5610bc2d78"}'),
('4242','17','01a22928-687e-7bb0-a733-2f96f06da0a5','2026-11-29 21:14:04.027+00','undelivered','{"code": "recipient_unreachable", "detail": "The phone could not be reached.", "providerAt": "2026-11-29T21:14:03.917+00:00"}'),
('4242','18','01a22928-69c1-7e77-8ece-94cc942245fa','2026-11-29 21:14:04.097+00','accepted','{"line": "imessage", "source": "card", "channel": "imessage"}'),
('4242','19','01a22928-69c1-7e77-8ece-94cc942245fa','2026-11-29 21:14:04.111821+00','sending','{"attempt": 1}'),
('4242','2','01a22928-61c6-76ee-b596-ae4494711545','2026-11-29 21:14:02.311581+00','sending','{"attempt": 1}'),
('4242','20','01a22928-69c1-7e77-8ece-94cc942245fa','2026-11-29 21:14:04.128+00','failed','{"code": "not_capable", "detail": "+12025560004 cannot be reached by iMessage."}'),
('4242','21','01a22928-6a2a-77d6-9324-51369084c78e','2026-11-29 21:14:04.202+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','22','01a22928-69c1-7e77-8ece-94cc942245fa','2026-11-29 21:14:04.202+00','fell_back','{"to": "01a22928-6a2a-77d6-9324-51369084c78e", "line": "sms", "reason": "this address cannot get iMessage", "channel": "sms"}'),
('4242','23','01a22928-6a2a-77d6-9324-51369084c78e','2026-11-29 21:14:04.327981+00','sending','{"attempt": 1}'),
('4242','24','01a22928-6a2a-77d6-9324-51369084c78e','2026-11-29 21:14:04.347+00','sent','{"providerId": "962ba1ac-c9a9-46cf-9464-c85b93d83fca"}'),
('4242','25','01a22928-6b84-73e6-a081-7287c618f354','2026-11-29 21:14:04.548+00','accepted','{"line": "imessage", "source": "card", "channel": "imessage"}'),
('4242','26','01a22928-6b84-73e6-a081-7287c618f354','2026-11-29 21:14:04.634353+00','sending','{"attempt": 1}'),
('4242','27','01a22928-6b84-73e6-a081-7287c618f354','2026-11-29 21:14:04.655+00','sent','{"providerId": "0e4978ec-086d-47d7-af04-89b6de0ea84a"}'),
('4242','28','01a22928-6cf8-7229-906a-743cd2f2506d','2026-11-29 21:14:04.92+00','accepted','{"line": "imessage", "source": "card", "channel": "imessage"}'),
('4242','29','01a22928-6cf8-7229-906a-743cd2f2506d','2026-11-29 21:14:04.961714+00','sending','{"attempt": 1}'),
('4242','3','01a22928-61c6-76ee-b596-ae4494711545','2026-11-29 21:14:02.401+00','sent','{"providerId": "d5454318-e259-48d2-bb3f-eff4b0f42c03"}'),
('4242','30','01a22928-6cf8-7229-906a-743cd2f2506d','2026-11-29 21:14:04.985+00','sent','{"providerId": "b7811537-9e7e-4a6c-a998-f528b7256f84"}'),
('4242','31','01a22928-6cf8-7229-906a-743cd2f2506d','2026-11-29 21:14:05.081+00','delivered','{"providerAt": "2026-11-29T21:14:05.061+00:00"}'),
('4242','32','01a22928-6dc5-7d7a-a162-aa265ae62c4a','2026-11-29 21:14:05.125+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','33','01a22928-6dc5-7d7a-a162-aa265ae62c4a','2026-11-29 21:14:05.171421+00','sending','{"attempt": 1}'),
('4242','34','01a22928-6dc5-7d7a-a162-aa265ae62c4a','2026-11-29 21:14:05.186+00','sent','{"providerId": "4a106adf-d087-4c91-ad11-a58b073f04d8"}'),
('4242','35','01a22928-6e8c-748a-949b-168857abc2d8','2026-11-29 21:14:05.324+00','received','{}'),
('4242','36','01a22928-6ebd-704e-bab7-a29646e6f8fd','2026-11-29 21:14:05.373+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','37','01a22928-6ebd-704e-bab7-a29646e6f8fd','2026-11-29 21:14:05.393797+00','sending','{"attempt": 1}'),
('4242','38','01a22928-6ebd-704e-bab7-a29646e6f8fd','2026-11-29 21:14:05.399+00','sent','{"providerId": "d1cb74cc-92c6-48c5-a3d8-80d016cd993e"}'),
('4242','39','01a22928-6f15-7476-9e34-cab997ad7070','2026-11-29 21:14:05.461+00','received','{}'),
('4242','4','01a22928-61c6-76ee-b596-ae4494711545','2026-11-29 21:14:03.098+00','delivered','{"providerAt": "2026-11-29T21:14:02.966+00:00"}'),
('4242','40','01a22928-6f5d-7cfb-bf2a-a8259f467e5a','2026-11-29 21:14:05.533+00','received','{}'),
('4242','41','01a22928-6f9b-797a-a935-6af3e3ce8b2e','2026-11-29 21:14:05.595+00','unmatched','{"reason": "no contact has this address"}'),
('4242','42','01a22928-6fe4-7953-b19a-6630e999a6f3','2026-11-29 21:14:05.668+00','unmatched','{"reason": "2 contacts have this address"}'),
('4242','43','01a22928-6ffc-75a6-8e32-4631d50199b2','2026-11-29 21:14:05.692+00','accepted','{"line": "sms", "source": "workflow", "channel": "sms"}'),
('4242','44','01a22928-6ffc-75a6-8e32-4631d50199b2','2026-11-29 21:14:05.720543+00','sending','{"attempt": 1}'),
('4242','45','01a22928-6ffc-75a6-8e32-4631d50199b2','2026-11-29 21:14:05.723+00','sent','{"providerId": "f21c64e6-978e-4f90-87ea-d0ca5944ccbf"}'),
('4242','46','01a22928-7049-75fb-808e-5ed6a665edad','2026-11-29 21:14:05.769+00','accepted','{"line": "blind", "source": "card", "channel": "sms"}'),
('4242','47','01a22928-7049-75fb-808e-5ed6a665edad','2026-11-29 21:14:05.833696+00','sending','{"attempt": 1}'),
('4242','48','01a22928-7049-75fb-808e-5ed6a665edad','2026-11-29 21:14:05.856+00','unknown','{"code": "outcome_unknown", "detail": "no answer from The phone network (ECONNRESET)"}'),
('4242','49','01a22928-70f5-7be3-887b-d4407c765d88','2026-11-29 21:14:05.941+00','accepted','{"line": "blind", "source": "card", "channel": "sms"}'),
('4242','5','01a22928-61c6-76ee-b596-ae4494711545','2026-11-29 21:14:03.098+00','read','{"providerAt": "2026-11-29T21:14:02.981+00:00"}'),
('4242','50','01a22928-70f5-7be3-887b-d4407c765d88','2026-11-29 21:14:05.959889+00','sending','{"attempt": 1}'),
('4242','51','01a22928-70f5-7be3-887b-d4407c765d88','2026-11-29 21:14:05.972+00','unknown','{"code": "outcome_unknown", "detail": "no answer from The phone network (ECONNRESET)"}'),
('4242','52','01a22928-7151-758c-a88f-aabda430b502','2026-11-29 21:14:06.033+00','accepted','{"line": "blind", "source": "card", "channel": "sms"}'),
('4242','53','01a22928-7151-758c-a88f-aabda430b502','2026-11-29 21:14:06.142086+00','sending','{"attempt": 1}'),
('4242','54','01a22928-7151-758c-a88f-aabda430b502','2026-11-29 21:14:06.16+00','unknown','{"code": "outcome_unknown", "detail": "no answer from The phone network (ECONNRESET)"}'),
('4242','55','01a22928-7151-758c-a88f-aabda430b502','2026-11-29 21:14:06.224+00','settled','{"actor": {"claimedUserEmail": "robin@company.example"}, "outcome": "sent"}'),
('4242','56','01a22928-7259-7a17-9cb3-63bba3fae38d','2026-11-29 21:14:06.297+00','accepted','{"line": "blind", "source": "card", "channel": "sms"}'),
('4242','57','01a22928-7259-7a17-9cb3-63bba3fae38d','2026-11-29 21:14:06.324904+00','sending','{"attempt": 1}'),
('4242','58','01a22928-7259-7a17-9cb3-63bba3fae38d','2026-11-29 21:14:06.341+00','unknown','{"code": "outcome_unknown", "detail": "no answer from The phone network (ECONNRESET)"}'),
('4242','59','01a22928-7259-7a17-9cb3-63bba3fae38d','2026-11-29 21:14:06.379+00','settled','{"actor": {"claimedUserEmail": "robin@company.example"}, "outcome": "not_sent"}'),
('4242','6','01a22928-664d-7608-af4a-bbb5455754c3','2026-11-29 21:14:03.213+00','received','{}'),
('4242','60','01a22928-72c1-70ce-9148-abb83955fce8','2026-11-29 21:14:06.401+00','accepted','{"line": "blind", "source": "card", "channel": "sms"}'),
('4242','61','01a22928-72c1-70ce-9148-abb83955fce8','2026-11-29 21:14:06.421532+00','sending','{"attempt": 1}'),
('4242','62','01a22928-72c1-70ce-9148-abb83955fce8','2026-11-29 21:14:06.429+00','sent','{"providerId": "090e595f-0b41-45e9-a925-c659a72355a9"}'),
('4242','63','01a22928-7353-7328-9cce-a7f8bc549afc','2026-11-29 21:14:06.547+00','accepted','{"line": "broken", "source": "card", "channel": "sms"}'),
('4242','64','01a22928-7353-7328-9cce-a7f8bc549afc','2026-11-29 21:14:06.57087+00','sending','{"attempt": 1}'),
('4242','65','01a22928-7353-7328-9cce-a7f8bc549afc','2026-11-29 21:14:06.574+00','postponed','{"code": "provider_key_refused", "dueAt": "2026-11-29T21:14:07.574+00:00", "detail": "The phone network does not accept the key of this line. The key is wrong."}'),
('4242','66','01a22928-739d-7025-88af-20086f87318f','2026-11-29 21:14:06.621+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','67','01a22928-739d-7025-88af-20086f87318f','2026-11-29 21:14:06.6502+00','sending','{"attempt": 1}'),
('4242','68','01a22928-739d-7025-88af-20086f87318f','2026-11-29 21:14:06.658+00','sent','{"providerId": "a31788df-fc29-4233-abd5-4389dd261be0"}'),
('4242','69','01a22928-74b0-7018-abc5-a305c0775b5b','2026-11-29 21:14:06.896+00','accepted','{"line": "night", "source": "card", "channel": "sms"}'),
('4242','7','01a22928-6668-73fa-b4c2-dcc8796f815e','2026-11-29 21:14:03.24+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','70','01a22928-74dc-7cb3-aaea-9d7b03a030d5','2026-11-29 21:14:06.94+00','received','{}'),
('4242','71','01a22928-74b0-7018-abc5-a305c0775b5b','2026-11-29 21:14:07.442144+00','sending','{"attempt": 1}'),
('4242','72','01a22928-74b0-7018-abc5-a305c0775b5b','2026-11-29 21:14:07.449+00','cancelled','{"code": "opted_out", "detail": "The contact opted out before this message left."}'),
('4242','73','01a22928-7744-72cd-baf2-4a95f7a94753','2026-11-29 21:14:07.556+00','accepted','{"line": "night", "source": "card", "channel": "sms"}'),
('4242','74','01a22928-7755-7b53-879b-07f221918a7f','2026-11-29 21:14:07.573+00','accepted','{"line": "night", "source": "card", "channel": "sms"}'),
('4242','75','01a22928-776d-71a1-a09e-4553d15b0e0e','2026-11-29 21:14:07.597+00','accepted','{"line": "old", "source": "card", "channel": "sms"}'),
('4242','76','01a22928-7783-72a1-895d-cde56df5e920','2026-11-29 21:14:07.619+00','accepted','{"line": "desk", "source": "card", "channel": "sms"}'),
('4242','77','01a22928-7791-71f3-b837-36528c262f00','2026-11-29 21:14:07.633+00','accepted','{"line": "desk", "source": "card", "channel": "sms"}'),
('4242','78','01a22928-77ac-738a-a330-bed7a959f27c','2026-11-29 21:14:07.66+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','79','01a22928-77ac-738a-a330-bed7a959f27c','2026-11-29 21:14:07.676531+00','sending','{"attempt": 1}'),
('4242','8','01a22928-6668-73fa-b4c2-dcc8796f815e','2026-11-29 21:14:03.292619+00','sending','{"attempt": 1}'),
('4242','80','01a22928-77ac-738a-a330-bed7a959f27c','2026-11-29 21:14:07.687+00','postponed','{"code": "provider_throttled", "dueAt": "2026-11-29T21:34:07.687+00:00", "detail": "The phone network takes no more messages right now."}'),
('4242','81','01a22928-77ed-79a1-837f-7c262c9deac5','2026-11-29 21:14:07.725+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','82','01a22928-77ed-79a1-837f-7c262c9deac5','2026-11-29 21:14:07.741614+00','sending','{"attempt": 1}'),
('4242','83','01a22928-77ed-79a1-837f-7c262c9deac5','2026-11-29 21:14:07.746+00','postponed','{"code": "provider_throttled", "dueAt": "2026-11-30T21:14:07.746+00:00", "detail": "The phone network takes no more messages right now."}'),
('4242','84','01a22928-7833-72b2-8dbe-68acf9f7d048','2026-11-29 21:14:07.795+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','85','01a22928-7833-72b2-8dbe-68acf9f7d048','2026-11-29 21:14:07.814377+00','sending','{"attempt": 1}'),
('4242','86','01a22928-7833-72b2-8dbe-68acf9f7d048','2026-11-29 21:14:07.837+00','sent','{"providerId": "aeb26ce0-2780-458b-8128-4012ee5cf70f"}'),
('4242','87','01a22928-7a8c-7051-a807-7020f2fd7da2','2026-11-29 21:14:08.397+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','88','01a22928-7a8c-7051-a807-7020f2fd7da2','2026-11-29 21:14:08.439785+00','sending','{"attempt": 1}'),
('4242','89','01a22928-7a8c-7051-a807-7020f2fd7da2','2026-11-29 21:14:08.453+00','sent','{"providerId": "0a6a0875-7883-4f8e-86a3-961461272430"}'),
('4242','9','01a22928-6668-73fa-b4c2-dcc8796f815e','2026-11-29 21:14:03.298+00','sent','{"providerId": "9ded5692-58f7-4e66-b101-8aee9b71903d"}'),
('4242','90','01a22928-7c61-7e84-b06d-c47a3a27db1b','2026-11-29 21:14:08.866+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','91','01a22928-7c61-7e84-b06d-c47a3a27db1b','2026-11-29 21:14:08.886868+00','sending','{"attempt": 1}'),
('4242','92','01a22928-7c61-7e84-b06d-c47a3a27db1b','2026-11-29 21:14:08.919+00','sent','{"providerId": "b7697208-0552-45ef-b545-2f9629a42bc5"}'),
('4242','93','01a22928-7e9d-76a6-9fa9-1681dbf49939','2026-11-29 21:14:09.437+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','94','01a22928-7e9d-76a6-9fa9-1681dbf49939','2026-11-29 21:14:09.490834+00','sending','{"attempt": 1}'),
('4242','95','01a22928-7e9d-76a6-9fa9-1681dbf49939','2026-11-29 21:14:09.512+00','sent','{"providerId": "7753c688-c896-4d1e-8c70-f05a02e1e961"}'),
('4242','96','01a22928-8048-73a7-a4c7-124a2d187ee7','2026-11-29 21:14:09.864+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('4242','97','01a22928-8048-73a7-a4c7-124a2d187ee7','2026-11-29 21:14:09.879034+00','sending','{"attempt": 1}'),
('4242','98','01a22928-8048-73a7-a4c7-124a2d187ee7','2026-11-29 21:14:09.888+00','sent','{}'),
('4242','99','01a22928-8261-7ddc-99bb-fec3d0d474d3','2026-11-29 21:14:10.401+00','accepted','{"line": "sms", "source": "card", "channel": "sms"}'),
('5101','103','01a22928-86cb-7e8e-b5e6-f41d383e5e46','2026-11-29 21:14:11.531+00','accepted','{"line": "main", "source": "card", "channel": "sms"}'),
('5101','104','01a22928-86cb-7e8e-b5e6-f41d383e5e46','2026-11-29 21:14:11.563122+00','sending','{"attempt": 1}'),
('5101','105','01a22928-86cb-7e8e-b5e6-f41d383e5e46','2026-11-29 21:14:11.58+00','sent','{"providerId": "6e24f6c2-2f7e-42f8-8d7e-b5ca1c1d3c1b"}'),
('5102','106','01a22928-888c-7f5f-804c-cbabaaf20d51','2026-11-29 21:14:11.98+00','accepted','{"line": "main", "source": "card", "channel": "sms"}'),
('5102','107','01a22928-888c-7f5f-804c-cbabaaf20d51','2026-11-29 21:14:11.991836+00','sending','{"attempt": 1}'),
('5102','108','01a22928-888c-7f5f-804c-cbabaaf20d51','2026-11-29 21:14:11.996+00','sent','{"providerId": "c12d6f95-9742-415d-a6be-26d1b3c678d0"}'),
('5102','109','01a22928-8a51-7ae6-9909-3fca830db08a','2026-11-29 21:14:12.433+00','accepted','{"line": "main", "source": "card", "channel": "sms"}'),
('5103','110','01a22928-8ab7-7381-b11c-2991ecca5222','2026-11-29 21:14:12.535+00','accepted','{"line": "main", "source": "card", "channel": "sms"}'),
('5103','111','01a22928-8ab7-7381-b11c-2991ecca5222','2026-11-29 21:14:12.551047+00','sending','{"attempt": 1}'),
('5103','112','01a22928-8ab7-7381-b11c-2991ecca5222','2026-11-29 21:14:12.555+00','sent','{"providerId": "5d9d48c8-4994-4f67-9577-cacd5cf37250"}'),
('5103','113','01a22928-8c85-72f5-877f-da281d2c4cd8','2026-11-29 21:14:12.997+00','accepted','{"line": "main", "source": "card", "channel": "sms"}'),
('5104','114','01a22928-8d6b-7db2-ad46-1060c95a0398','2026-11-29 21:14:13.227+00','accepted','{"line": "main", "source": "card", "channel": "sms"}'),
('5104','115','01a22928-8d6b-7db2-ad46-1060c95a0398','2026-11-29 21:14:13.272669+00','sending','{"attempt": 1}'),
('5104','116','01a22928-8d6b-7db2-ad46-1060c95a0398','2026-11-29 21:14:13.277+00','sent','{"providerId": "ca3f1f17-0e69-45d4-aea8-d67ea662c3f2"}');

insert into public.migration (number, name, checksum, applied_at) overriding system value values
('1','0001-spine.sql','7020cad8305d20090d028104fd9a516b647fefc331a9ea490fa4e9ccd9d12f97','2026-11-29 21:14:00.822303+00'),
('10','0010-settings.sql','784499e1cb6aa7ace71c0fe4425b96c3ebe49cef0325067fc89407a31526bedb','2026-11-29 21:14:00.963048+00'),
('11','0011-address-changes.sql','2f552d0528c6134cf75fdc4f0b54597dbd4f64a0f0f1658b840fa322f668eb36','2026-11-29 21:14:00.9688+00'),
('12','0012-audit-in-one-step.sql','d089e41262a09d5b5fafe228a4d778030ad438dc4922828b29dd6a94ccc90c26','2026-11-29 21:14:00.971283+00'),
('2','0002-transports.sql','d42ad2036218af92f5ffec366180340567932b0a097c2d1e97fe967a26438bc5','2026-11-29 21:14:00.849008+00'),
('3','0003-portals.sql','6e5059bf63474311847e76419170bc65bca8f0f02fc8baca7cc66f0aa326dd39','2026-11-29 21:14:00.870307+00'),
('4','0004-audit.sql','7dec1209d783338109baad75ce9c9d97db771ac40308b23627f0d199a3ad7a70','2026-11-29 21:14:00.891473+00'),
('5','0005-aliases.sql','943698f3a053b9e19ac1aadaf667a453705523178375571a9546b908cb79a3a6','2026-11-29 21:14:00.904466+00'),
('6','0006-hubspot-events.sql','8424ec4d93060467f4e258e61795f2d937817307300435244300f3917ef76be2','2026-11-29 21:14:00.909872+00'),
('7','0007-request-ids.sql','68a7f66f0abe370d5d5e909d24cdc61e31826c94827d8a8d58e15ac8d105cd5d','2026-11-29 21:14:00.932721+00'),
('8','0008-row-level-security.sql','5f999fb9b20a4c68f8d8267ccf5f4ec588c02f4a33913c03734461208378654d','2026-11-29 21:14:00.941415+00'),
('9','0009-journal.sql','647de7eaa1608240ed6f86772f5117d75206a9994219ceba84659fd479cbe72b','2026-11-29 21:14:00.960554+00');

insert into public.portal (portal_id, edition, credential, state, state_reason, workspace, hub_domain, scopes, access_token, refresh_token, token_version, renew_at, expires_at, renewing_by, renewing_until, renewal_failures, renewal_after, installed_at, installed_by, changed_at) overriding system value values
('4242','private','private_app','active',NULL,'portal-4242',NULL,'{}',NULL,NULL,'0',NULL,NULL,NULL,NULL,'0','-infinity','2026-11-29 21:14:01.132+00',NULL,'2026-11-29 21:14:01.132+00'),
('5101','marketplace','oauth','active',NULL,'portal-5101','company.example','{oauth,crm.objects.contacts.read,crm.objects.contacts.write,sales-email-read}','ATJ2JoOInhvahW_6Gc2neiLthGaWbUzlpuuOSWOe4k6ZwSmIiYaXplo3zePv5LjdkrCoCcjkOdiePr47gFmH7ybQ16yTWduj3NU1xcT-y8KwqBVfQB9kqKmCE04_biY3509Z_0ETmlPFDQU_8Ea1WuXuqhQGmdN5xtUr2sh9sWqrLSBnCCTQ6uuxOjt3e5EHTMOPJWbrz8b6mlDpYXQWHW--MsasHxpZaMZKlQTl3j7gzLHDkwFquozKODRtHHLZyekIsjB_gxm7afKfs3bMNoKzufl1ctH4ilRt1OS1FVTIijSBYS_dFoEu1squOQtrqmRdbwusacnEVsBOrumARADxZJ0_KaK-rI376rFaAtELj2NXZaigxoEj3mZ1t3wjFvx1OpjXaZb6lk8Zs9X6dxLamhPIJy4LhmSVWT257-Kqsck-3KwQyiDMGu9nnvNIHJyZGfZV-CrM8y8iRKKvj3kUFMa0KBFfz9aSW-H9pdhbRhBpi6JU','ATJ2JoOInhvafxyyLB7c2Q22d5HiB3T4dx9w_ywDGKVv5fV5D-PZPGZ3FgK1cyv2Vb5S9njSfSLd8JAm1AB7HMNkyC8MOF_j3Z07ZYITppcbmE6ZXFG8QrHUkpOOihJHeThRlyo4rLtfgBqY6boZNN0jU1eH0IXKxfY0NQsjdM7g-xQnWrMOATs','0','2026-11-29 22:54:11.48+00','2026-11-29 23:14:11.48+00',NULL,NULL,'0','-infinity','2026-11-29 21:14:11.493+00','admin@example.com','2026-11-29 21:14:11.493+00'),
('5102','marketplace','oauth','revoked','HubSpot says BAD_REFRESH_TOKEN','portal-5102','company.example','{oauth,crm.objects.contacts.read,crm.objects.contacts.write,sales-email-read}',NULL,NULL,'1',NULL,NULL,NULL,NULL,'0','-infinity','2026-11-29 21:14:11.942+00','admin@example.com','2026-11-29 21:14:12.483+00'),
('5103','marketplace','oauth','uninstalled','Homing was uninstalled by whoever runs the relay','portal-5103','company.example','{oauth,crm.objects.contacts.read,crm.objects.contacts.write,sales-email-read}',NULL,NULL,'1',NULL,NULL,NULL,NULL,'0','-infinity','2026-11-29 21:14:12.518+00','admin@example.com','2026-11-29 21:14:13.018+00'),
('5104','marketplace','oauth','active',NULL,'portal-5104','company.example','{oauth,crm.objects.contacts.read,crm.objects.contacts.write,sales-email-read}','ATJ2JoOInhvaI9M67MQzD9wftj0Sh_VGqwtJV6YCshDFzgD9zId8Xg3wvEtbB_2grzweSKWKVIasZYw9SjJLgyB27fy0LVDXYNWWPPZpT_ugGpoedHgyOMKpH2Nud3NpAK18qsPMhByPBpSYzjwCqIrqEv8ZbQliskBZADN0BFScLPoDkN5-0dnz8jckf1UxuPky_R7dsM9FHTuDEggwNiIoTy9QdcpTu2yuCkdHpAYWHfwM1FA1K6LGb1bkLJNH0dVQEnyL7kI_IrtLmxdRgXOMIDALud9a1U-Qflp8PAbHzT5MokVbyc_hNalYumH7w0PTVID837zFpaOuZIk0Zn_GobbC8shSoSWbwANSNBfDdOadt1CCLCbHuPM52aF6Enzk1MiIAwwDowGvLhk7zbb_FP-_Ry2O0jcA2JembUBfd5qlQ54Jh_Sbf90dE1sK0X9zPclmTGbKZu_JMesD_FHOIgmPErs86lTsnFcz2GOnqTwMFqtu','ATJ2JoOInhvaszA9wXypie7Be6Bjuy7INIB7jyNNwJe1TaceX8py3Xv8m3T5P_FEy_5bF51EEOz2nkj68TJWoajfajZHsTZimPxxlQrtuvgnL-2_EEGkC1j9iDgyKeNY88VuEJRfjaWJ3a9AzL3oPVDuBz8TsQyhI-StSKizIdMCGCmC1MTKTEk','0','2026-11-29 22:54:13.065+00','2026-11-29 23:14:13.065+00',NULL,NULL,'0','-infinity','2026-11-29 21:14:13.163+00','admin@example.com','2026-11-29 21:14:13.163+00'),
('6001','private','service_key','revoked','HubSpot refuses the service key','company-6001',NULL,'{}',NULL,NULL,'0',NULL,NULL,NULL,NULL,'0','-infinity','2026-11-29 21:14:37.049012+00',NULL,'2026-11-29 21:14:37.049012+00'),
('6002','private','private_app','uninstalled',NULL,'company-6002',NULL,'{}',NULL,NULL,'0',NULL,NULL,NULL,NULL,'0','-infinity','2026-11-29 21:14:37.049012+00',NULL,'2026-11-29 21:14:37.049012+00');

insert into public.request_id (portal_id, door, id, expires_at) overriding system value values
('0','oauth state','5cdirmZf-HQ8QkIeNApfx51s2pw7vR4GmZzto3UmbqA','2026-11-29 21:29:12.508+00'),
('0','oauth state','NBJLQPXccPvh16VQuXrsBYQi5PIr96BZsWIp2R98Ejg','2026-11-29 21:29:11.921+00'),
('0','oauth state','SZAEQaly_q6H01jXscgYTJsUAFFe0nkDRRuY3BBbE_Y','2026-11-29 21:29:13.057+00'),
('0','oauth state','q7erdAzAzgfyc6ZQ6fUlXYaF2N7zzpjMtzKru7Q05Tc','2026-11-29 21:29:11.473+00'),
('0','operator','2578f1cc-dce5-4a2a-a712-6356f518fb42','2026-11-29 21:29:06.998+00'),
('0','operator','2dbc2f69-a545-425d-8721-995eec99ebcc','2026-11-29 21:29:12.442+00'),
('0','operator','39afc89f-b59e-4529-b51b-671a4da8e78b','2026-11-29 21:29:06.846+00'),
('0','operator','641332d7-e5cb-4c70-b387-acd6b0a967c6','2026-11-29 21:29:06.863+00'),
('0','operator','6cfda54d-1903-4588-996e-d88e26cf2ed9','2026-11-29 21:29:12.41+00'),
('0','operator','7cbaf7fa-6fa3-42da-b83e-6cd96149416e','2026-11-29 21:29:12.968+00'),
('0','operator','aa0c61b1-3cf0-4f73-bdee-3c4407ea3281','2026-11-29 21:29:13.007+00'),
('0','operator','bbe7a778-a99d-4d32-9c05-e5c216591dd9','2026-11-29 21:29:07.506+00'),
('0','operator','ce73b22e-b118-47f4-afeb-4b7912a0b2da','2026-11-29 21:29:06.882+00'),
('4242','function','098435b6-f50a-489f-a113-012c8abc85ca','2026-11-29 21:29:36.312+00'),
('4242','function','09e2d775-9688-4fb5-ac80-0dda54886594','2026-11-29 21:29:04.442+00'),
('4242','function','12c8fd51-8537-406a-a74b-dff0d41c4e76','2026-11-29 21:29:03.235+00'),
('4242','function','13980ad3-196c-4862-81c7-247ec84f55a4','2026-11-29 21:29:08.382+00'),
('4242','function','15468ba8-cfb3-472e-bb61-676fceec87fb','2026-11-29 21:29:02.002+00'),
('4242','function','1d77fa19-2be6-4512-bf8d-0b40f3858305','2026-11-29 21:29:07.541+00'),
('4242','function','1f5a4a18-4590-42a3-ac60-c2cbfd8142d6','2026-11-29 21:29:04.914+00'),
('4242','function','201a178d-8651-4e86-b2f4-ee031ef8293e','2026-11-29 21:29:03.606+00'),
('4242','function','264fc743-c4f9-462f-a6af-4528ebdbee95','2026-11-29 21:29:06.894+00'),
('4242','function','3a651616-fe77-44aa-aaee-5928c6f78635','2026-11-29 21:29:06.294+00'),
('4242','function','3f8aa671-ccd6-4d26-bc07-090c4c55ddc2','2026-11-29 21:29:10.364+00'),
('4242','function','43837457-3d75-413f-8501-12280f22b002','2026-11-29 21:29:06.028+00'),
('4242','function','441f4c9b-001b-4c76-924f-8edc5b37bae0','2026-11-29 21:29:07.723+00'),
('4242','function','4f8edc8b-25dc-464d-80d1-279a751e02fc','2026-11-29 21:29:36.665+00'),
('4242','function','57ba0ef8-dbd7-41f4-8b54-10821a5f5203','2026-11-29 21:29:05.938+00'),
('4242','function','6b566f51-2886-4421-96e9-4116a7e8c4e5','2026-11-29 21:29:09.428+00'),
('4242','function','79bfcb0d-083f-45d5-b8e1-1756f99a1842','2026-11-29 21:29:18.621+00'),
('4242','function','805e9cea-521a-466d-988a-7e304768454f','2026-11-29 21:29:07.657+00'),
('4242','function','834ce501-2a3c-44f5-afa0-1c94aa84f84f','2026-11-29 21:29:07.615+00'),
('4242','function','83e1ffbd-a084-49cd-b326-5efc32b49076','2026-11-29 21:29:06.618+00'),
('4242','function','8cb5be12-0d77-4fc5-a2ea-62fc70e0e174','2026-11-29 21:29:07.792+00'),
('4242','function','900131b5-3d83-45af-a9a7-f5d4e1792e06','2026-11-29 21:29:07.631+00'),
('4242','function','90dde7fd-31bc-4ac5-ade8-8816d893fbea','2026-11-29 21:29:03.761+00'),
('4242','function','95fe1ee4-402f-41f7-a8b5-2c6fe88110ac','2026-11-29 21:29:07.595+00'),
('4242','function','9dc74e33-54ae-40f1-949b-f35414a234aa','2026-11-29 21:29:24.655+00'),
('4242','function','a0fb0e5f-ea3b-476d-9df6-6707ef939b43','2026-11-29 21:29:08.862+00'),
('4242','function','a1f01481-603a-43d1-8b60-a50df21157ec','2026-11-29 21:29:07.571+00'),
('4242','function','a35838c4-65eb-4901-bf8b-d8a9aa7edc4a','2026-11-29 21:29:06.378+00'),
('4242','function','a44755f0-54b5-429f-a6dd-a7757613cf68','2026-11-29 21:29:06.222+00'),
('4242','function','aa03c880-8aba-4275-8a56-5fd4234c3a62','2026-11-29 21:29:05.122+00'),
('4242','function','c05ab411-d019-42a7-bf3c-fd288a34ad89','2026-11-29 21:29:36.442+00'),
('4242','function','cb143db2-b863-4898-acb3-740cdd31ad1c','2026-11-29 21:29:31.139+00'),
('4242','function','cf38e479-e1e9-4053-b2d2-7601d31c275b','2026-11-29 21:29:06.541+00'),
('4242','function','d0f0c4f2-735d-4a9e-b3c1-7df3653f047a','2026-11-29 21:29:06.398+00'),
('4242','function','d54441c2-2fd5-42c9-b93c-10c20e805b6e','2026-11-29 21:29:35.502+00'),
('4242','function','d7722da9-e299-4efc-be03-65caf4380720','2026-11-29 21:29:05.767+00'),
('4242','function','dadda35a-2606-4c61-bc44-68273745b078','2026-11-29 21:29:36.592+00'),
('4242','function','eddec81c-7706-4fa8-88a9-655aba4fc07d','2026-11-29 21:29:04.081+00'),
('4242','function','f2097426-6560-42e0-8853-1e95e3b17a51','2026-11-29 21:29:05.363+00'),
('4242','function','fdee9241-f1ae-41a4-b91c-dfa125fe6da0','2026-11-29 21:29:09.862+00'),
('4242','function','ffabac30-698f-4235-8602-5590325c0d4f','2026-11-29 21:29:35.832+00');

insert into public.setting (portal_id, name, digest, key_id) overriding system value values
('0','defaultCountry','4f0b9d77b61f4932',NULL),
('0','hubspotUrl','573aba8a5e4df161',NULL),
('0','masterKeys','fea5a25edd53e695','ac910598b0ec90fa'),
('0','oauthClientId','7d690cf1ec468a92',NULL),
('0','oauthClientSecrets','606226f90a705345','ac910598b0ec90fa'),
('0','operatorSecrets','396456869823ab7b','ac910598b0ec90fa'),
('0','publicUrl','993a3aa5d797286d',NULL),
('0','rateLimits','05c2b274b806972c',NULL),
('0','trustedProxies','78b0b0ec29045f56',NULL),
('4242','accessToken','6e6e150cfdd327a3','ac910598b0ec90fa'),
('4242','clientSecrets','6dab230add61d0fd','ac910598b0ec90fa'),
('4242','credential','2ca1fc936b4dbba2',NULL),
('4242','functionSecrets','089322a28e57946d','ac910598b0ec90fa'),
('4242','line blind settings','181d614bf0379811','ac910598b0ec90fa'),
('4242','line blind','f2957ef449d17aee',NULL),
('4242','line broken settings','f2690d931e511805','ac910598b0ec90fa'),
('4242','line broken','e924b6c4a91cb852',NULL),
('4242','line desk settings','247cef9c909fd2e8','ac910598b0ec90fa'),
('4242','line desk','f4524dd52875b421',NULL),
('4242','line imessage settings','ccc85edcbf225e82','ac910598b0ec90fa'),
('4242','line imessage','3fd4a7eb2682b01b',NULL),
('4242','line night settings','8643b7692821702a','ac910598b0ec90fa'),
('4242','line night','86e751150f922c62',NULL),
('4242','line sms settings','da8e1af3ceb18eeb','ac910598b0ec90fa'),
('4242','line sms','1c2414144460d0c4',NULL),
('4242','routing','42c831ecd3aec395',NULL),
('5101','line main settings','b9fc37fd1efdac5e','ac910598b0ec90fa'),
('5101','line main','8ffbfc37a2b61fce',NULL),
('5101','routing','c4ac7749ae617632',NULL),
('5102','line main settings','3e15190d568ff5ea','ac910598b0ec90fa'),
('5102','line main','fae2c3784fb45e3e',NULL),
('5102','routing','a5f8254333ad9365',NULL),
('5103','line main settings','6cb6a7e07339d760','ac910598b0ec90fa'),
('5103','line main','ecc8f1fc854826cc',NULL),
('5103','routing','644a81413e018e1a',NULL),
('5104','line main settings','54db5417466fa7ee','ac910598b0ec90fa'),
('5104','line main','393fd7a9d49d6ba8',NULL),
('5104','routing','ca5a9d7abc0e5aca',NULL);

insert into public.suppression (portal_id, digest, at) overriding system value values
('4242',E'\\xd1d1155cc0b8c28df244f91e8f940f1dbc32164f3de00dda6e262c3ee2534018','2026-11-29 21:14:11.157+00');

insert into public.suppression_key (portal_id, inner_pad, outer_pad) overriding system value values
('4242',E'\\x6e3db741fc7bc0387fc186f49597f974dc8f4f6ae5de5d98004a02f7ae12483a3636363636363636363636363636363636363636363636363636363636363636',E'\\x0457dd2b9611aa5215abec9efffd931eb6e525008fb437f26a20689dc47822505c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c');

insert into public.timeline_entry (portal_id, message_id, object, state, due_at, batch_id, engagement_id, wanted, written, attempts, reason) overriding system value values
('4242','01980000-0000-7000-8000-000000000002','emails','waiting','2026-11-29 21:14:37.041893+00',NULL,NULL,'1','0','0',NULL),
('4242','01a22928-61c6-76ee-b596-ae4494711545','communications','created','2026-11-29 21:14:03.476+00','a46b6ea3-2ccb-4ff3-99bd-507f0f9eaee1','70000000001','3','3','0',NULL),
('4242','01a22928-664d-7608-af4a-bbb5455754c3','communications','created','2026-11-29 21:14:03.468+00','77a869a1-399d-4322-b50d-624afb791f2a','70000000002','1','1','0',NULL),
('4242','01a22928-6668-73fa-b4c2-dcc8796f815e','communications','created','2026-11-29 21:14:03.957+00','0f77a353-3628-4ec5-b140-bf2c7d025f5f','70000000003','2','2','0',NULL),
('4242','01a22928-67f1-7886-816f-98b41c765a25','communications','created','2026-11-29 21:14:03.957+00','0f77a353-3628-4ec5-b140-bf2c7d025f5f','70000000004','1','1','0',NULL),
('4242','01a22928-687e-7bb0-a733-2f96f06da0a5','communications','created','2026-11-29 21:14:04.505+00','5f3e5af9-4436-415c-9ae4-07eb48c7bcc9','70000000005','2','2','0',NULL),
('4242','01a22928-6a2a-77d6-9324-51369084c78e','communications','created','2026-11-29 21:14:05.058+00','405486a8-21bb-4087-8365-95b32ce5a373','70000000006','1','1','0',NULL),
('4242','01a22928-6b84-73e6-a081-7287c618f354','communications','created','2026-11-29 21:14:05.086+00','019b69e4-586e-42f7-9133-69ad6c1ce568','70000000007','1','1','0',NULL),
('4242','01a22928-6cf8-7229-906a-743cd2f2506d','communications','created','2026-11-29 21:14:05.485+00','4aa9b1d1-d517-43fd-bb09-f8237b6b4574','70000000008','2','2','0',NULL),
('4242','01a22928-6dc5-7d7a-a162-aa265ae62c4a','communications','created','2026-11-29 21:14:05.485+00','4aa9b1d1-d517-43fd-bb09-f8237b6b4574','70000000009','1','1','0',NULL),
('4242','01a22928-6e8c-748a-949b-168857abc2d8','communications','created','2026-11-29 21:14:06.032+00','45aebc7d-bbc9-421e-b055-577795be0cd2','70000000010','1','1','0',NULL),
('4242','01a22928-6ebd-704e-bab7-a29646e6f8fd','communications','created','2026-11-29 21:14:06.032+00','45aebc7d-bbc9-421e-b055-577795be0cd2','70000000011','1','1','0',NULL),
('4242','01a22928-6f15-7476-9e34-cab997ad7070','communications','created','2026-11-29 21:14:06.032+00','45aebc7d-bbc9-421e-b055-577795be0cd2','70000000012','1','1','0',NULL),
('4242','01a22928-6f5d-7cfb-bf2a-a8259f467e5a','communications','created','2026-11-29 21:14:06.032+00','45aebc7d-bbc9-421e-b055-577795be0cd2','70000000013','1','1','0',NULL),
('4242','01a22928-6ffc-75a6-8e32-4631d50199b2','communications','created','2026-11-29 21:14:06.032+00','45aebc7d-bbc9-421e-b055-577795be0cd2','70000000014','1','1','0',NULL),
('4242','01a22928-7049-75fb-808e-5ed6a665edad','communications','created','2026-11-29 21:14:06.511+00','2e36527e-7ce2-423a-9ff0-41a7e969e60b','70000000015','1','1','0',NULL),
('4242','01a22928-70f5-7be3-887b-d4407c765d88','communications','created','2026-11-29 21:14:06.511+00','2e36527e-7ce2-423a-9ff0-41a7e969e60b','70000000016','1','1','0',NULL),
('4242','01a22928-7151-758c-a88f-aabda430b502','communications','created','2026-11-29 21:14:06.511+00','2e36527e-7ce2-423a-9ff0-41a7e969e60b','70000000017','2','2','0',NULL),
('4242','01a22928-7259-7a17-9cb3-63bba3fae38d','communications','created','2026-11-29 21:14:06.975+00','d26f1f7c-494c-480f-9eef-0f0dfd55676d','70000000018','2','2','0',NULL),
('4242','01a22928-72c1-70ce-9148-abb83955fce8','communications','created','2026-11-29 21:14:06.975+00','d26f1f7c-494c-480f-9eef-0f0dfd55676d','70000000019','1','1','0',NULL),
('4242','01a22928-739d-7025-88af-20086f87318f','communications','parked','2026-11-29 21:14:09.313+00','d26f1f7c-494c-480f-9eef-0f0dfd55676d',NULL,'1','0','1','No contact with ID 987654321 exists'),
('4242','01a22928-74b0-7018-abc5-a305c0775b5b','communications','created','2026-11-29 21:14:07.988+00','c99ea957-573c-4693-af50-eecf10e0918a','70000000021','1','1','0',NULL),
('4242','01a22928-74dc-7cb3-aaea-9d7b03a030d5','communications','created','2026-11-29 21:14:07.495+00','3196c8bf-9070-48aa-9a14-956443bb29a7','70000000020','1','1','0',NULL),
('4242','01a22928-7833-72b2-8dbe-68acf9f7d048','communications','created','2026-11-29 21:14:08.483+00','eaf12f3c-1312-4d38-b84f-d88989e5bf31','70000000022','1','1','0',NULL),
('4242','01a22928-7a8c-7051-a807-7020f2fd7da2','communications','created','2026-11-29 21:14:08.986+00','0dc351a2-f261-4645-a548-91943bbc31be','70000000023','1','1','0',NULL),
('4242','01a22928-7c61-7e84-b06d-c47a3a27db1b','communications','created','2026-11-29 21:14:09.508+00','059eae73-856b-4776-9d13-dc801730c49c','70000000024','1','1','0',NULL),
('4242','01a22928-7e9d-76a6-9fa9-1681dbf49939','communications','created','2026-11-29 21:14:09.988+00','6d1b72ac-0bdf-470f-a069-b429623f77cc','70000000025','1','1','0',NULL),
('4242','01a22928-8048-73a7-a4c7-124a2d187ee7','communications','created','2026-11-29 21:14:10.486+00','6fad3e67-8d23-47d4-81dd-42bf8c01a6fb','70000000026','1','1','0',NULL),
('4242','01a22928-8261-7ddc-99bb-fec3d0d474d3','communications','created','2026-11-29 21:14:10.981+00','ac72f4c5-ee34-4dad-b859-8b802f1c6d2a','70000000027','1','1','0',NULL),
('4242','01a22928-8491-770a-92bb-1017e6c11993','communications','created','2026-11-29 21:14:11.503+00','d9c7daef-0d8c-441e-b7c7-742d4a09cb9b','70000000028','1','1','0',NULL),
('4242','01a22928-a344-7b98-bbf8-2599cb1286b5','communications','creating','2026-11-29 21:24:19.584+00','65adc005-3761-450c-ba1d-588bf3f74ba3',NULL,'1','0','1',NULL),
('4242','01a22928-ba85-7ee3-a1d9-53adc3ac6d02','communications','creating','2026-11-29 21:24:25.452+00','c30ee283-3974-4129-bbb8-6a845325b39c',NULL,'1','0','1',NULL),
('4242','01a22928-d3f6-7be7-b3da-b64d14971709','communications','created','2026-11-29 21:24:31.735+00','cbc8b5a3-eaab-4010-87c0-2357a2875d2b','70000000030','2','1','0',NULL),
('4242','01a22928-e4da-73e4-b012-e864430a782b','communications','waiting','2026-11-29 21:15:35.765+00',NULL,NULL,'1','0','0',NULL),
('4242','01a22928-e5ba-7e74-9885-a902ccd481eb','communications','parked','2026-11-29 21:15:35.928+00',NULL,NULL,'1','0','0','the contact was deleted in HubSpot'),
('4242','01a22928-e79d-753a-833e-de16ad68481d','communications','waiting','2026-11-29 21:15:36.362+00',NULL,NULL,'1','0','0',NULL),
('4242','01a22928-e81d-7b79-9e77-8abe40b9fb52','communications','waiting','2026-11-29 21:15:36.518+00',NULL,NULL,'1','0','0',NULL),
('5101','01a22928-86cb-7e8e-b5e6-f41d383e5e46','communications','created','2026-11-29 21:14:12.004+00','74fb5791-423d-420c-9f17-c8b5b73ea857','70000000001','1','1','0',NULL),
('5102','01a22928-888c-7f5f-804c-cbabaaf20d51','communications','created','2026-11-29 21:14:12.548+00','554c6461-a4b8-4d00-bb32-ad6822d554e8','70000000001','1','1','0',NULL),
('5103','01a22928-8ab7-7381-b11c-2991ecca5222','communications','created','2026-11-29 21:14:13.078+00','80f88142-c74a-485b-b0d9-f12a279e8576','70000000001','1','1','0',NULL),
('5104','01a22928-8d6b-7db2-ad46-1060c95a0398','communications','created','2026-11-29 21:14:13.566+00','ed628234-c9ef-4c10-8def-f1904b664be2','70000000001','1','1','0',NULL);

insert into pgboss.version (version, cron_on, bam_on, flow_on, reindex_on, monitor_backoff_on) overriding system value values
('43',NULL,'2026-11-29 21:14:01.512696+00','2026-11-29 21:14:30.631151+00',NULL,NULL);

insert into pgboss.queue (name, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, retention_seconds, deletion_seconds, dead_letter, partition, table_name, deferred_count, queued_count, ready_count, warning_queued, active_count, failed_count, total_count, created_delta, completed_delta, failed_delta, delta_on, delta_seconds, ready_history, heartbeat_seconds, notify, singletons_active, monitor_claim_on, monitor_on, maintain_on, created_on, updated_on) overriding system value values
('auto-send','standard','100','5','true','600','60','1209600','604800',NULL,'false','job_common','1','1','0','0','0','0','1','0','0','0',NULL,NULL,'{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}',NULL,'false',NULL,'2026-11-29 21:14:36.078966+00','2026-11-29 21:14:36.109936+00','2026-11-29 21:14:02.584185+00','2026-11-29 21:14:01.549592+00','2026-11-29 21:14:35.028305+00'),
('catch-up','short','1000','2','true','300','60','1209600','604800',NULL,'false','job_common','5','5','0','0','3','0','46','0','0','0',NULL,NULL,'{0,0,7,5,0,0,0,0,0,0,0,0,0,0,1}',NULL,'false',NULL,'2026-11-29 21:14:36.078966+00','2026-11-29 21:14:36.109936+00','2026-11-29 21:14:02.584185+00','2026-11-29 21:14:01.514935+00','2026-11-29 21:14:35.008171+00'),
('change-line','standard','1000','1','true','60','60','1209600','604800',NULL,'false','job_common','0','0','0','0','0','0','1','0','0','0',NULL,NULL,'{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}',NULL,'false',NULL,'2026-11-29 21:14:36.078966+00','2026-11-29 21:14:36.109936+00','2026-11-29 21:14:02.584185+00','2026-11-29 21:14:01.540749+00','2026-11-29 21:14:35.022172+00'),
('fall-back','standard','1000','1','true','60','60','1209600','604800',NULL,'false','job_common','3','3','0','0','0','0','4','0','0','0',NULL,NULL,'{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}',NULL,'false',NULL,'2026-11-29 21:14:36.078966+00','2026-11-29 21:14:36.109936+00','2026-11-29 21:14:02.584185+00','2026-11-29 21:14:01.529414+00','2026-11-29 21:14:35.015519+00'),
('receive-replies','standard','1000','1','true','300','60','1209600','604800',NULL,'false','job_common','0','0','0','0','0','0','23','0','0','0',NULL,NULL,'{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}',NULL,'false',NULL,'2026-11-29 21:14:36.078966+00','2026-11-29 21:14:36.109936+00','2026-11-29 21:14:02.584185+00','2026-11-29 21:14:01.481705+00','2026-11-29 21:14:34.971418+00'),
('reconcile-delivery','short','20','2','true','3600','60','1209600','604800',NULL,'false','job_common','0','0','0','0','0','0','0','0','0','0',NULL,NULL,'{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}',NULL,'false',NULL,'2026-11-29 21:14:36.078966+00','2026-11-29 21:14:36.109936+00','2026-11-29 21:14:02.584185+00','2026-11-29 21:14:01.506199+00','2026-11-29 21:14:35.004555+00'),
('record-timeline','short','1000','1','true','300','60','1209600','604800',NULL,'false','job_common','2','2','0','0','2','0','33','0','0','0',NULL,NULL,'{0,0,0,0,0,0,0,1,1,1,0,0,1,2,1}',NULL,'false',NULL,'2026-11-29 21:14:36.078966+00','2026-11-29 21:14:36.109936+00','2026-11-29 21:14:02.584185+00','2026-11-29 21:14:01.48837+00','2026-11-29 21:14:34.996165+00'),
('take-hubspot-events','standard','1000','1','true','300','60','1209600','604800',NULL,'false','job_common','3','3','0','0','0','0','9','0','0','0',NULL,NULL,'{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}',NULL,'false',NULL,'2026-11-29 21:14:36.078966+00','2026-11-29 21:14:36.109936+00','2026-11-29 21:14:02.584185+00','2026-11-29 21:14:01.544069+00','2026-11-29 21:14:35.025241+00');

insert into pgboss.job (id, name, priority, data, state, retry_limit, retry_count, retry_delay, retry_backoff, retry_delay_max, expire_seconds, deletion_seconds, singleton_key, singleton_on, group_id, group_tier, start_after, created_on, started_on, completed_on, keep_until, output, dead_letter, policy, heartbeat_on, heartbeat_seconds, blocked, blocking, pending_dependencies, source_name, source_id, source_created_on, source_retry_count, source_output, source_root_id) overriding system value values
('018e1ed9-4514-4521-b3bd-5e1ec1eeac12','catch-up','0','{"lineId": "night", "portalId": "4242"}','failed','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-12-13 21:14:37.052534+00','{"reason": "it failed too often"}',NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('022eeb5f-17f1-418b-b567-04fbf606161a','record-timeline','0','{"portalId": "5102"}','completed','1000','0','1','true','300','60','604800','5102/new',NULL,NULL,NULL,'2026-11-29 21:14:12.06+00','2026-11-29 21:14:11.99655+00','2026-11-29 21:14:12.356187+00','2026-11-29 21:14:12.413122+00','2026-12-13 21:14:12.06+00',NULL,NULL,'short','2026-11-29 21:14:12.356187+00',NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('0458a701-1df4-41da-887a-686e8c6cf1e8','catch-up','0','{"lineId": "main", "portalId": "5103"}','completed','1000','0','2','true','300','60','604800','5103/main',NULL,NULL,NULL,'2026-11-29 21:14:18.671969+00','2026-11-29 21:14:18.671969+00','2026-11-29 21:14:19.458537+00','2026-11-29 21:14:19.520179+00','2026-12-13 21:14:18.671969+00',NULL,NULL,'short','2026-11-29 21:14:19.458537+00',NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('0a3edb90-c411-4d88-8278-af8da6a0bb9c','take-hubspot-events','0','{"portalId": "4242"}','completed','1000','0','1','true','300','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:36.207865+00','2026-11-29 21:14:36.207865+00','2026-11-29 21:14:36.253502+00','2026-11-29 21:14:36.309898+00','2026-12-13 21:14:36.207865+00',NULL,NULL,'standard','2026-11-29 21:14:36.253502+00',NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('129a3eba-a506-44b3-92f7-363d471a117f','fall-back','0','{"failure": "not_capable", "portalId": "4242", "messageId": "01a22928-69c1-7e77-8ece-94cc942245fa"}','active','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('12dd7b89-f5d2-4f3d-85bb-71c7b73e8d77','take-hubspot-events','0','{"portalId": "4242"}','active','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('1310b91b-b03f-48b3-a0ff-444a782f3ac8','catch-up','0','{"lineId": "broken", "portalId": "4242"}','retry','1000','1','2','true','300','60','604800','4242/broken',NULL,NULL,NULL,'2026-11-29 21:14:38.91996+00','2026-11-29 21:14:24.697888+00','2026-11-29 21:14:31.26321+00',NULL,'2026-12-13 21:14:24.697888+00','{"reason": "history_failed"}',NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('15e95e16-e424-41c4-8df4-ba6f5ceaa06d','take-hubspot-events','0','{"portalId": "4242"}','failed','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-12-13 21:14:37.052534+00','{"reason": "it failed too often"}',NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('1e4e2057-bee7-4e17-a2cd-7edb4c548934','receive-replies','0','{"inboxIds": ["01a22928-6596-7779-892d-ca98cde0ef85", "01a22928-65a2-7e40-841b-4bee95b8b279"], "portalId": "4242"}','retry','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('25efb540-ab71-4a25-8749-b2021fd66454','take-hubspot-events','0','{"again": ["125"], "portalId": "4242"}','created','1000','0','1','true','300','60','604800',NULL,NULL,NULL,NULL,'2026-11-30 21:14:11.194+00','2026-11-29 21:14:11.151201+00',NULL,NULL,'2026-12-14 21:14:11.194+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('2ab91e6a-40e7-48fb-a981-4152ad656ac6','auto-send','0','{"portalId": "4242", "contactId": "127"}','retry','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('2c740535-047b-4e05-9831-2cb62875b579','reconcile-delivery','0','{"portalId": "4242", "messageId": "01a22928-e79d-753a-833e-de16ad68481d"}','active','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('2fd05a13-216a-4d3a-acc4-521585c08a12','receive-replies','0','{"inboxIds": ["01a22928-6596-7779-892d-ca98cde0ef85", "01a22928-65a2-7e40-841b-4bee95b8b279"], "portalId": "4242"}','completed','1000','0','1','true','300','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:03.044933+00','2026-11-29 21:14:03.044933+00','2026-11-29 21:14:03.073468+00','2026-11-29 21:14:03.135373+00','2026-12-13 21:14:03.044933+00',NULL,NULL,'standard','2026-11-29 21:14:03.073468+00',NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('3b07cb9c-698f-49fa-add8-6cbf84baea35','auto-send','0','{"portalId": "4242", "contactId": "127"}','active','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('49893ac3-b0cc-4d58-be1e-1f44143cca70','catch-up','0','{"lineId": "broken", "portalId": "4242"}','retry','1000','3','2','true','300','60','604800','4242/broken',NULL,NULL,NULL,'2026-11-29 21:15:00.074676+00','2026-11-29 21:14:02.055419+00','2026-11-29 21:14:35.624751+00',NULL,'2026-12-13 21:14:02.055419+00','{"reason": "history_failed"}',NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('4bb51ded-6156-4f4c-af0a-63c4d91eab22','catch-up','0','{"lineId": "night", "portalId": "4242"}','created','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('5b0b199c-f4af-4f71-bdaf-e9cc3571d3da','catch-up','0','{"lineId": "broken", "portalId": "4242"}','retry','1000','1','2','true','300','60','604800','4242/broken',NULL,NULL,NULL,'2026-11-29 21:14:43.162026+00','2026-11-29 21:14:31.221753+00','2026-11-29 21:14:35.624751+00',NULL,'2026-12-13 21:14:31.221753+00','{"reason": "history_failed"}',NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('5eafaa74-1da7-4f40-b1e1-037886a7e320','record-timeline','0','{"portalId": "4242"}','created','1000','0','1','true','300','60','604800','4242/changed',NULL,NULL,NULL,'2026-11-29 21:24:19.591+00','2026-11-29 21:14:19.642736+00',NULL,NULL,'2026-12-13 21:24:19.591+00',NULL,NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('6260c352-d458-40b9-853d-6cbe4064c5ce','record-timeline','0','{"portalId": "4242"}','active','1000','0','1','true','300','60','604800','4242/new',NULL,NULL,NULL,'2026-11-29 21:14:25.242+00','2026-11-29 21:14:25.167444+00','2026-11-29 21:14:25.444189+00',NULL,'2026-12-13 21:14:25.242+00',NULL,NULL,'short','2026-11-29 21:14:25.444189+00',NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('62d93cb1-ce09-4bd7-8926-5520a7c95df0','fall-back','0','{"failure": "not_delivered", "portalId": "4242", "messageId": "01a22928-69c1-7e77-8ece-94cc942245fa"}','created','1000','0','1','true','60','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:19:04.101+00','2026-11-29 21:14:04.097881+00',NULL,NULL,'2026-12-13 21:19:04.101+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('64946bde-bf7f-4c52-b7ea-ad0ef61a53dc','change-line','0','{"at": "2026-11-29T21:14:06.574Z", "by": "relay", "to": "paused", "lineId": "broken", "reason": "The phone network does not accept the key of this line. The key is wrong.", "portalId": "4242"}','retry','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('652c6a91-0c97-41f2-bd94-02fcc58e764a','record-timeline','0','{"portalId": "4242"}','created','1000','0','1','true','300','60','604800','4242/new',NULL,NULL,NULL,'2026-11-29 21:15:35.78+00','2026-11-29 21:14:35.765427+00',NULL,NULL,'2026-12-13 21:15:35.78+00',NULL,NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('80214bc5-c4fc-4793-92f9-81eef4838f26','reconcile-delivery','0','{"portalId": "4242", "messageId": "01a22928-e79d-753a-833e-de16ad68481d"}','created','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('86aa40a5-850e-4b89-9656-688cdb9a1869','fall-back','0','{"failure": "undelivered", "portalId": "4242", "messageId": "01a22928-6b84-73e6-a081-7287c618f354"}','retry','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.049718+00','2026-11-29 21:14:37.049718+00',NULL,NULL,'2026-12-13 21:14:37.049718+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('8cd22956-c580-4fcb-8336-0e847496a82a','change-line','0','{"at": "2026-11-29T20:00:00.000Z", "by": "provider", "to": "paused", "lineId": "blind", "reason": "The provider blocked this line.", "portalId": "4242"}','created','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.049718+00','2026-11-29 21:14:37.049718+00',NULL,NULL,'2026-12-13 21:14:37.049718+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('934171a1-e356-4874-980a-8c2f7e333b1e','fall-back','0','{"failure": "not_capable", "portalId": "4242", "messageId": "01a22928-69c1-7e77-8ece-94cc942245fa"}','completed','1000','0','1','true','60','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:04.128603+00','2026-11-29 21:14:04.128603+00','2026-11-29 21:14:04.156207+00','2026-11-29 21:14:04.312259+00','2026-12-13 21:14:04.128603+00',NULL,NULL,'standard','2026-11-29 21:14:04.156207+00',NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('945043ea-2188-4e0a-9a81-17dfd0b2004f','reconcile-delivery','0','{"portalId": "4242", "messageId": "01a22928-e79d-753a-833e-de16ad68481d"}','retry','20','0','2','true','3600','60','604800','01a22928-e79d-753a-833e-de16ad68481d',NULL,NULL,NULL,'2026-11-29 21:14:40.32829+00','2026-11-29 21:14:36.363256+00','2026-11-29 21:14:36.934561+00',NULL,'2026-12-13 21:14:36.667+00','{"reason": "provider_failed"}',NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('95df94d1-a7c8-4a91-8171-ea3505f79314','change-line','0','{"at": "2026-11-29T21:14:06.574Z", "by": "relay", "to": "paused", "lineId": "broken", "reason": "The phone network does not accept the key of this line. The key is wrong.", "portalId": "4242"}','active','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('99e409cb-a70e-40ae-8624-f41aaa3febed','fall-back','0','{"failure": "not_capable", "portalId": "4242", "messageId": "01a22928-69c1-7e77-8ece-94cc942245fa"}','failed','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-12-13 21:14:37.052534+00','{"reason": "it failed too often"}',NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('9f8256bb-50cb-4e4f-883b-f585e6c18a82','take-hubspot-events','0','{"again": ["125"], "portalId": "4242"}','created','1000','0','1','true','300','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:15:11.193+00','2026-11-29 21:14:11.151201+00',NULL,NULL,'2026-12-13 21:15:11.193+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('a4162532-685a-4fd3-928b-73fba0b1f3ec','receive-replies','0','{"inboxIds": ["01a22928-e9db-7a77-b309-4afab8cd7939"], "portalId": "4242"}','active','1000','0','1','true','300','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:36.896596+00','2026-11-29 21:14:36.896596+00','2026-11-29 21:14:36.911892+00',NULL,'2026-12-13 21:14:36.896596+00',NULL,NULL,'standard','2026-11-29 21:14:36.911892+00',NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('a4dba22c-aa6c-4152-847f-682c44ca59da','catch-up','0','{"lineId": "night", "portalId": "4242"}','active','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('af2fd863-cf1e-4e64-91b6-797f33e65386','reconcile-delivery','0','{"portalId": "4242", "messageId": "01a22928-e81d-7b79-9e77-8abe40b9fb52"}','retry','20','0','2','true','3600','60','604800','01a22928-e81d-7b79-9e77-8abe40b9fb52',NULL,NULL,NULL,'2026-11-29 21:14:39.423064+00','2026-11-29 21:14:36.519152+00','2026-11-29 21:14:36.934561+00',NULL,'2026-12-13 21:14:36.828+00','{"reason": "provider_failed"}',NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('b4650c9a-1e89-49d9-9fbe-3ae77e13325b','receive-replies','0','{"inboxIds": ["01a22928-ea21-7fb5-9716-dcc553bd7968"], "portalId": "4242"}','created','1000','0','1','true','300','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:36.968812+00','2026-11-29 21:14:36.968812+00',NULL,NULL,'2026-12-13 21:14:36.968812+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('b9346f5e-15db-4623-907d-9239b0954bc6','record-timeline','0','{"portalId": "4242"}','retry','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00',NULL,'2026-12-13 21:14:37.052534+00',NULL,NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('c1ff9472-e94d-4ab1-975d-27874d0ce47a','change-line','0','{"at": "2026-11-29T21:14:06.574Z", "by": "relay", "to": "paused", "lineId": "broken", "reason": "The phone network does not accept the key of this line. The key is wrong.", "portalId": "4242"}','failed','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-12-13 21:14:37.052534+00','{"reason": "it failed too often"}',NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('c29e3783-e80d-4240-ae52-5d3eae3c4b6e','fall-back','0','{"failure": "not_delivered", "portalId": "4242", "messageId": "01a22928-6b84-73e6-a081-7287c618f354"}','created','1000','0','1','true','60','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:19:04.564+00','2026-11-29 21:14:04.552195+00',NULL,NULL,'2026-12-13 21:19:04.564+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('c9e040ff-8be5-44da-82f5-f9d018fa97ad','receive-replies','0','{"inboxIds": ["01a22928-ea17-7304-bcc4-602417515a99"], "portalId": "4242"}','created','1000','0','1','true','300','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:36.953771+00','2026-11-29 21:14:36.953771+00',NULL,NULL,'2026-12-13 21:14:36.953771+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('cc8e557c-7e26-4651-8239-86f8a4caf296','auto-send','0','{"portalId": "4242", "contactId": "127"}','failed','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-12-13 21:14:37.052534+00','{"reason": "it failed too often"}',NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('cdf01050-cb48-4d34-9998-d1c51730e9a3','catch-up','0','{"lineId": "broken", "portalId": "4242"}','retry','1000','2','2','true','300','60','604800','4242/broken',NULL,NULL,NULL,'2026-11-29 21:14:46.993184+00','2026-11-29 21:14:18.668203+00','2026-11-29 21:14:31.26321+00',NULL,'2026-12-13 21:14:18.668203+00','{"reason": "history_failed"}',NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('d01c8499-e0c4-4411-9531-00949799bf60','fall-back','0','{"failure": "not_delivered", "portalId": "4242", "messageId": "01a22928-6cf8-7229-906a-743cd2f2506d"}','created','1000','0','1','true','60','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:19:04.937+00','2026-11-29 21:14:04.921122+00',NULL,NULL,'2026-12-13 21:19:04.937+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('da8f9d1b-ce42-4db7-bfc8-5b3e39e2d287','record-timeline','0','{"portalId": "5104"}','active','1000','0','1','true','300','60','604800','5104/new',NULL,NULL,NULL,'2026-11-29 21:14:13.331+00','2026-11-29 21:14:13.277555+00','2026-11-29 21:14:13.359607+00',NULL,'2026-12-13 21:14:13.331+00',NULL,NULL,'short','2026-11-29 21:14:13.359607+00',NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('daf37134-bf65-479b-8d0f-dc969d5b04ea','change-line','0','{"at": "2026-11-29T21:14:06.574Z", "by": "relay", "to": "paused", "lineId": "broken", "reason": "The phone network does not accept the key of this line. The key is wrong.", "portalId": "4242"}','completed','1000','0','1','true','60','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:06.574697+00','2026-11-29 21:14:06.574697+00','2026-11-29 21:14:06.587186+00','2026-11-29 21:14:06.601961+00','2026-12-13 21:14:06.574697+00',NULL,NULL,'standard','2026-11-29 21:14:06.587186+00',NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('dbfd70b4-a21c-4137-a252-2ead7fdf85eb','record-timeline','0','{"portalId": "4242"}','failed','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-12-13 21:14:37.052534+00','{"reason": "it failed too often"}',NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('ee318cce-7a48-402d-a1e0-2207c195127c','reconcile-delivery','0','{"portalId": "4242", "messageId": "01a22928-e79d-753a-833e-de16ad68481d"}','failed','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-12-13 21:14:37.052534+00','{"reason": "it failed too often"}',NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('f3e374f0-ad20-4df3-96e8-78e83e40f444','catch-up','0','{"lineId": "broken", "portalId": "4242"}','retry','1000','0','2','true','300','60','604800','4242/broken',NULL,NULL,NULL,'2026-11-29 21:14:39.885075+00','2026-11-29 21:14:35.542876+00','2026-11-29 21:14:35.846019+00',NULL,'2026-12-13 21:14:35.542876+00','{"reason": "history_failed"}',NULL,'short',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('f83b6b50-6a64-4258-b934-9f4ac929fcdd','take-hubspot-events','0','{"again": ["124"], "portalId": "4242"}','created','1000','0','1','true','300','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:15:11.099+00','2026-11-29 21:14:11.070327+00',NULL,NULL,'2026-12-13 21:15:11.099+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('fab2417c-a5dd-4210-9e32-050feb8a94ac','auto-send','0','{"portalId": "4242", "contactId": "127"}','created','100','0','5','true','600','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:44:11.36+00','2026-11-29 21:14:11.360069+00',NULL,NULL,'2026-12-13 21:44:11.36+00',NULL,NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('fcffc4a1-5fcc-412b-a16f-40b62b6b43a5','take-hubspot-events','0','{"portalId": "4242"}','retry','1000','0','1','true','300','60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:38.059516+00','2026-11-29 21:14:36.738442+00','2026-11-29 21:14:36.761957+00',NULL,'2026-12-13 21:14:36.738442+00','{"reason": "contact_busy"}',NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL),
('fdafa557-1c5c-4676-acc1-f8d13ed9baf6','receive-replies','0','{"inboxIds": ["01a22928-6596-7779-892d-ca98cde0ef85", "01a22928-65a2-7e40-841b-4bee95b8b279"], "portalId": "4242"}','failed','1000','0','1','true',NULL,'60','604800',NULL,NULL,NULL,NULL,'2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-11-29 21:14:37.052534+00','2026-12-13 21:14:37.052534+00','{"reason": "it failed too often"}',NULL,'standard',NULL,NULL,'false','false','0',NULL,NULL,NULL,NULL,NULL,NULL);

select setval(pg_get_serial_sequence('line_event', 'id'), (select max(id) from line_event));
select setval(pg_get_serial_sequence('message_event', 'id'), (select max(id) from message_event));
