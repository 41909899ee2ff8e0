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
