-- Whose a delivery from a provider is: keys of the names and ids that stand in it, so that it is found when a person is to be
-- forgotten. Null: it came before this, or nobody could tell, and is read itself; 0: nobody's, or those in inbox_about.
alter table inbox
  add column name_key bigint,
  add column id_key   bigint;

-- Of deliveries in which several stand.
create table inbox_about (
  portal_id bigint not null,
  inbox_id  uuid not null,
  key       bigint not null,
  primary key (portal_id, inbox_id, key)
);
create index inbox_about_key on inbox_about (portal_id, key);
call keep_apart('inbox_about');

-- Stories lose rows all the time, once they are old enough: what is dead is cleaned up by thousands.
alter table message_event set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_scale_factor = 0.05);
