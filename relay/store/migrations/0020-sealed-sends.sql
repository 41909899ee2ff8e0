-- concurrently: each statement by itself, beside relays that serve
-- Sends come into the chain of the audit log in batches (seal-sends.ts): a leaf for each, which outlives its story.
do $$
begin
  if to_regclass('audit_leaf') is not null then return; end if;
  create table audit_leaf (
    portal_id  bigint not null,
    event      bigint not null,                -- the message's event "accepted": its place in the seals
    message_id uuid not null,
    events     smallint not null,              -- the first so many of its story are sealed
    digest     bytea not null,                 -- SHA-256, see audit-leaf.ts
    words      bytea not null,                 -- 16 random bytes; when its words are erased, the digest that they had
    primary key (portal_id, event)
  );
  create trigger audit_leaf_stays before delete or truncate on audit_leaf
    for each statement execute function refuse_audit_change();
  create trigger audit_leaf_outlives_words before update on audit_leaf
    for each row when ((new.portal_id, new.event, new.message_id, new.events, new.digest)
                         is distinct from (old.portal_id, old.event, old.message_id, old.events, old.digest)
                       or octet_length(old.words) <> 16 or octet_length(new.words) <> 32)
    execute function refuse_audit_change();
  call keep_apart('audit_leaf');

  -- Up to which event "accepted" an account's sends are sealed. Those before were told one by one as they were accepted.
  create table audit_sealed (
    portal_id bigint not null primary key,
    last      bigint not null
  );
  call keep_apart('audit_sealed');
  insert into audit_sealed (portal_id, last)
  select h.portal_id, s.last_value - case when s.is_called then 0 else 1 end from audit_head h, message_event_id_seq s;
end
$$;
create index concurrently if not exists message_event_accepted on message_event (portal_id, id) where kind = 'accepted';
