-- concurrently
-- Each change of a row that an index holds is written into all of its indexes; nothing looks by these any more.
drop index concurrently if exists message_by_change;
drop index concurrently if exists delivery_due;
drop index concurrently if exists delivery_lease;
drop index concurrently if exists delivery_unknown;
drop index concurrently if exists inbox_open;
-- Room on each page for what a message becomes within its first minute.
alter table message set (fillfactor = 85);
