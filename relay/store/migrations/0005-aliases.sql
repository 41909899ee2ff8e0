-- Other names under which an address has been seen to write: WhatsApp gives people an id of their own beside the number,
-- and later leaves the number out.
create table alias (
  portal_id bigint not null,
  channel   text not null,
  alias     text not null,
  address   text not null,
  at        timestamptz not null,
  primary key (portal_id, channel, alias)
);
