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
