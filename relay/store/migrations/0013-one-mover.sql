-- One owner for each state: what a message waits for, in which order it leaves, and what is still to be done for it.
-- Columns are added without reading the big tables; the indexes follow in 0014, and 0015 converts the rows that are open.

-- What the database compares with, everywhere: one clock for all relays. Tests replace this function to move it.
create function instant() returns timestamptz language sql stable parallel safe as 'select statement_timestamp()';

-- What is still to be done, and when: the truth of which a job is only a hint. Gone when it is done.
create table task (
  portal_id  bigint not null,
  kind       text not null,
  key        text not null,                  -- what it is about: a message, a contact, a line
  data       jsonb not null default '{}',
  due_at     timestamptz not null,
  version    integer not null default 1,     -- grows when it is asked for anew, also while it is worked on
  lease_until timestamptz,                   -- somebody is at it until then
  tries      integer not null default 0,     -- that failed by themselves
  backoff    integer not null default 0,     -- for how long it was put off last, milliseconds; it grows
  trouble    text,                           -- why the last try came to nothing
  hindrance  text,                           -- what must be mended first: account, or line:<id>
  parked_at  timestamptz,                    -- since when it waits for a person
  created_at timestamptz not null default instant(),
  primary key (portal_id, kind, key)
);
call keep_apart('task');
create index task_due on task (portal_id, due_at) where parked_at is null;
create index task_troubled on task (portal_id, created_at) where trouble is not null;

-- What is open already gets its places below these, in 0015.
create sequence delivery_place start 1000000000000;
alter table delivery
  add column conversation_id uuid,
  add column priority        smallint not null default 2, -- 1: a person's, 2: a workflow's, 3: bulk
  add column place           bigint,         -- in the queue, whenever it may go
  add column waits           text,           -- why it may not go yet; null: as soon as its line has a turn
  add column since           timestamptz,    -- since when it is in this state, or waits for this
  add column passed_at       timestamptz,    -- from then on later messages of its conversation do not wait for it
  add column attention_since timestamptz;    -- since when a person should look at how it ended
alter table delivery
  alter column place set default nextval('delivery_place'),
  add constraint delivery_priority check (priority between 1 and 3) not valid,
  add constraint delivery_waits check (waits in ('retry', 'scheduled', 'order')) not valid;

alter table message add column dismissed_at timestamptz;       -- a reply of nobody's that a person has put aside
alter table conversation add column given_at timestamptz;      -- a person said whose it is; HubSpot may know better
alter table line
  add column history_trouble    text,        -- why the provider's history cannot be read
  add column history_trouble_at timestamptz;

-- Of what is worked off: when it is looked at next, how often it failed by itself, why, and what must be mended first.
alter table inbox
  add column due_at    timestamptz,          -- null: at once
  add column asks      boolean not null default false, -- whose it is only HubSpot can say
  add column tries     integer not null default 0,
  add column backoff   integer not null default 0,
  add column trouble   text,
  add column hindrance text,
  add column parked_at timestamptz;
alter table hubspot_event
  add column due_at    timestamptz,
  add column tries     integer not null default 0,
  add column backoff   integer not null default 0,
  add column trouble   text,
  add column hindrance text,
  add column parked_at timestamptz;
alter table timeline_entry
  add column lease_until timestamptz,        -- a write is under way until then; only one is at a time
  add column rewrite_at  timestamptz,        -- a write that was given up may still land: once more from then on
  add column hindrance   text,
  add column parked_at   timestamptz;

-- Holds deliveries for the caller's transaction, in the order in which everyone does, and reads them with their messages
-- only then: what a statement sees of a joined row may be older than the lock it waited for.
create function hold_deliveries(asked jsonb) returns table (
  portal_id bigint, message_id uuid, state text, status text, attempts integer, passed boolean, followed boolean,
  error_code text, line_id text, contact_id bigint, conversation_id uuid, channel text, address text, has_ladder boolean
) language plpgsql as $$
#variable_conflict use_column
begin
  perform 1 from delivery d
  join jsonb_to_recordset(asked) as x(portal_id bigint, message_id uuid) using (portal_id, message_id)
  order by d.message_id for update of d;
  return query
    select d.portal_id, d.message_id, d.state, m.status, d.attempts, d.passed_at is not null, m.followed_by is not null,
           m.error_code, d.line_id, m.contact_id, m.conversation_id, m.channel, m.address,
           coalesce(jsonb_array_length(m.ladder), 0) > 0
    from delivery d
    join jsonb_to_recordset(asked) as x(portal_id bigint, message_id uuid) using (portal_id, message_id)
    join message m on m.portal_id = d.portal_id and m.id = d.message_id;
end
$$;

-- Every doubt is asked about, and what only jobs remembered stands in a table from now on.
insert into task (portal_id, kind, key, due_at)
select portal_id, 'reconcile-delivery', message_id::text, instant() from delivery where state = 'unknown';
do $$
begin
  if to_regclass('pgboss.job') is null then return; end if;
  insert into task (portal_id, kind, key, data, due_at)
  select distinct on (portal, name, key) portal, name, key, data, start_after from (
    select (data ->> 'portalId')::bigint as portal, name, data ->> 'messageId' as key,
           jsonb_build_object('failure', data ->> 'failure') as data, start_after
    from pgboss.job where name = 'fall-back' and state in ('created', 'retry', 'active', 'failed')
    union all
    select (data ->> 'portalId')::bigint, name, data ->> 'contactId', '{}', start_after
    from pgboss.job where name = 'auto-send' and state in ('created', 'retry', 'active', 'failed')
    union all
    select (data ->> 'portalId')::bigint, name, concat_ws('/', data ->> 'lineId', data ->> 'at'),
           jsonb_strip_nulls(data - 'portalId'), start_after
    from pgboss.job where name = 'change-line' and state in ('created', 'retry', 'active', 'failed')
    union all
    select (data ->> 'portalId')::bigint, 'go-over-contact', again.contact, '{}'::jsonb, start_after
    from pgboss.job cross join lateral jsonb_array_elements_text(coalesce(data -> 'again', '[]')) as again(contact)
    where name = 'take-hubspot-events' and state in ('created', 'retry', 'active', 'failed')
  ) remembered
  where portal is not null and key is not null
  -- Of a message's several, the one that tells of a failure: it is older news than any timer.
  order by portal, name, key, (data ->> 'failure' = 'not_delivered'), start_after
  on conflict do nothing;
end
$$;
