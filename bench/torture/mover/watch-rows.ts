import type { Db } from '../../../relay/store/database.ts'

/**
 * Has the database itself write down each change of a message and of its delivery, whoever makes it, in a table
 * `watched`; what becomes of them is judged elsewhere. A timer that outlives the ladder is written down when the
 * transaction that leaves it ends.
 */
export async function watchRows(db: Db): Promise<void> {
  await db.query(sql)
}

const sql = `
create table watched (
  id bigserial primary key, xid xid8 not null default pg_current_xact_id(), portal_id bigint not null, message_id uuid not null,
  what text not null, was jsonb, became jsonb
);

create function watch_delivery() returns trigger language plpgsql as $$
declare
  row delivery := coalesce(new, old);
begin
  insert into watched (portal_id, message_id, what, was, became) values (
    row.portal_id, row.message_id, 'delivery', to_jsonb(old),
    to_jsonb(new) || jsonb_build_object(
      'status', (select status from message m where m.portal_id = row.portal_id and m.id = row.message_id),
      'told', exists (select from message_event e where e.portal_id = row.portal_id and e.message_id = row.message_id
                        and e.xmin = pg_current_xact_id()::xid)));
  return null;
end $$;
create trigger watch_delivery_comes after insert or delete on delivery for each row execute function watch_delivery();
create trigger watch_delivery_changes after update on delivery for each row
  when ((old.portal_id, old.message_id, old.line_id, old.conversation_id, old.place, old.priority, old.state, old.attempts, old.deferred, old.passed_at, old.lease_until)
    is distinct from (new.portal_id, new.message_id, new.line_id, new.conversation_id, new.place, new.priority, new.state, new.attempts, new.deferred, new.passed_at, new.lease_until))
  execute function watch_delivery();

create function watch_message() returns trigger language plpgsql as $$
declare
  row message := coalesce(new, old);
begin
  insert into watched (portal_id, message_id, what, was, became) values (
    row.portal_id, row.id, 'message',
    jsonb_build_object('portal_id', old.portal_id, 'id', old.id, 'status', old.status, 'error_code', old.error_code,
      'provider_id', old.provider_id, 'followed_by', old.followed_by, 'ladder', old.ladder is not null),
    jsonb_build_object('portal_id', new.portal_id, 'id', new.id, 'status', new.status, 'error_code', new.error_code,
      'provider_id', new.provider_id, 'followed_by', new.followed_by, 'ladder', new.ladder is not null));
  return null;
end $$;
create trigger watch_message after update on message for each row
  when ((old.portal_id, old.id, old.status, old.error_code, old.provider_id, old.followed_by, old.ladder)
    is distinct from (new.portal_id, new.id, new.status, new.error_code, new.provider_id, new.followed_by, new.ladder))
  execute function watch_message();

create function watch_timer(portal bigint, message uuid) returns void language plpgsql as $$
begin
  insert into watched (portal_id, message_id, what, became)
  select t.portal_id, m.id, 'timer', to_jsonb(t) || jsonb_build_object('status', m.status)
  from task t join message m on m.portal_id = t.portal_id and m.id = message
  where t.portal_id = portal and t.kind = 'fall-back' and t.key = message::text
    and (m.status in ('delivered', 'read', 'cancelled') or m.followed_by is not null
      or exists (select from message_event e where e.portal_id = portal and e.message_id = message
                   and e.kind in ('resent', 'settled')));
end $$;
create function watch_timer_of_task() returns trigger language plpgsql as $$
begin
  perform watch_timer(new.portal_id, new.key::uuid);
  return null;
end $$;
create function watch_timer_of_message() returns trigger language plpgsql as $$
begin
  perform watch_timer(new.portal_id, new.id);
  return null;
end $$;
create constraint trigger watch_timer_of_task after insert or update on task deferrable initially deferred
  for each row when (new.kind = 'fall-back') execute function watch_timer_of_task();
create constraint trigger watch_timer_of_message after update on message deferrable initially deferred
  for each row execute function watch_timer_of_message();
`
