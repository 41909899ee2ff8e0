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
