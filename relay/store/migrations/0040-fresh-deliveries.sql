-- Deliveries that came and were not looked at yet. Nearly all of them are worked off within a moment, and their own rows, which hold the
-- bytes, need not be written again for that: only these small ones are taken away. Of them `inbox.done_at` tells nothing; what is put off,
-- parked or left to HubSpot is here no more, and stands in `inbox` as before.
create table inbox_fresh (
  portal_id  bigint not null,
  inbox_id   uuid not null,
  primary key (portal_id, inbox_id)
);
call keep_apart('inbox_fresh');
alter table inbox_fresh set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_scale_factor = 0.05);
