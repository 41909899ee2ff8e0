-- concurrently: a thousand rows at a time, beside relays that serve
-- What is open goes on, in the order in which it was accepted. Rows that already have a place came after 0013, or were
-- converted before this was interrupted.
create temporary table open_delivery as
select d.portal_id, d.message_id, m.conversation_id, m.source,
       row_number() over (order by m.created_at, m.id) as nth
from delivery d join message m on m.portal_id = d.portal_id and m.id = d.message_id
where d.state in ('due', 'sending', 'unknown') and d.place is null;
create index on open_delivery (nth);
analyze open_delivery;
do $$
declare
  rest bigint := (select coalesce(max(nth), 0) from open_delivery);
  -- What an earlier run placed stays before the rest.
  placed bigint := (select coalesce(max(place), 0) from delivery
                    where place < 1000000000000 and state in ('due', 'sending', 'unknown'));
begin
  for done in 0..rest by 1000 loop
    update delivery d set conversation_id = o.conversation_id, priority = case o.source when 'card' then 1 else 2 end,
      place = placed + o.nth, since = coalesce(d.since, least(d.due_at, instant())),
      waits = case when d.state = 'due' and d.due_at > instant() then 'retry' else d.waits end,
      attention_since = case when d.state = 'unknown' then d.due_at else d.attention_since end
    from open_delivery o
    where o.nth > done and o.nth <= done + 1000 and d.portal_id = o.portal_id and d.message_id = o.message_id
      and d.place is null and d.state in ('due', 'sending', 'unknown');
    commit;
  end loop;
end
$$;
drop table open_delivery;
