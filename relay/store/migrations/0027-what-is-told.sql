-- What providers tell of messages beside that they came and how they stand. Columns are added without reading the big tables.

alter table message
  add column service         text,           -- what really carried it: iMessage, SMS, MMS, RCS, WhatsApp
  add column made            boolean,        -- its body is our sentence about what came, not what was typed
  add column provisional     boolean,        -- its body only says that something is still to come
  add column edited_at       timestamptz,    -- whoever wrote it changed its words; the earlier ones stand in its story
  add column unsent_at       timestamptz,    -- whoever wrote it took it back
  add column reactions       jsonb,          -- signs beside it: who, which, when
  add column aside           text,           -- why it is probably no person's word: on no timeline until a person says so
  add column aside_contact_id bigint;        -- whose it would be
-- One that left its line without us, in the vendor's app or on the phone itself, has no delivery.
alter table message drop constraint message_source_check;
alter table message add constraint message_source_check check (source in ('card', 'workflow', 'reply', 'elsewhere')) not valid;

alter table conversation add column service text;   -- what carried the contact's newest message
alter table delivery add column deferred integer not null default 0; -- the newest attempt that its provider took and put off itself
alter table line add column rests_until timestamptz; -- its provider takes nothing more until then

-- Provider ids of attempts that are over, because the provider put them off: what is still told of them is known by these.
create table former_id (
  portal_id   bigint not null,
  line_id     text not null,
  provider_id text not null,
  message_id  uuid not null,
  primary key (portal_id, line_id, provider_id)
);
create index former_id_of_message on former_id (portal_id, message_id);
call keep_apart('former_id');

-- All of a mail as text, where its body leaves out what is quoted. Gone with the story of its message.
create table message_original (
  portal_id  bigint not null,
  message_id uuid not null,
  body       text not null,
  primary key (portal_id, message_id)
);
call keep_apart('message_original');

-- An address said what may be an opt-out, and a person has not decided yet. Until then nothing leaves by itself.
create table consent_question (
  portal_id  bigint not null,
  channel    text not null,
  address    text not null,
  message_id uuid not null,                  -- what it said
  at         timestamptz not null,
  primary key (portal_id, channel, address)
);
call keep_apart('consent_question');

-- As before, with the attempt that was put off and the id that the provider knows the newest one by.
drop function hold_deliveries(jsonb);
create function hold_deliveries(asked jsonb) returns table (
  portal_id bigint, message_id uuid, state text, status text, attempts integer, passed boolean, followed boolean,
  error_code text, line_id text, contact_id bigint, conversation_id uuid, channel text, address text, has_ladder boolean,
  deferred integer, provider_id text
) language plpgsql as $$
#variable_conflict use_column
begin
  perform 1 from delivery d
  join (select portal_id, message_id from rows from (jsonb_to_recordset(asked) as (portal_id bigint, message_id uuid))
          with ordinality where ordinality between 1 and 1000000) x
    using (portal_id, message_id)
  order by d.message_id for update of d;
  return query
    select d.portal_id, d.message_id, d.state, m.status, d.attempts, d.passed_at is not null, m.followed_by is not null,
           m.error_code, d.line_id, m.contact_id, m.conversation_id, m.channel, m.address,
           coalesce(jsonb_array_length(m.ladder), 0) > 0, d.deferred, m.provider_id
    from delivery d
    join (select portal_id, message_id from rows from (jsonb_to_recordset(asked) as (portal_id bigint, message_id uuid))
          with ordinality where ordinality between 1 and 1000000) x
      using (portal_id, message_id)
    join message m on m.portal_id = d.portal_id and m.id = d.message_id;
end
$$;

-- Which status may follow which is said in contract/moves-forward.ts alone.
drop function moves_forward(text, text);
drop function status_rank(text);
