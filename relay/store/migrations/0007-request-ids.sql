-- Signed requests that have been believed: the same one is not believed a second time, by whichever process.
create table request_id (
  portal_id  bigint not null,
  door       text not null,
  id         text not null,
  expires_at timestamptz not null,           -- by then its time is too old for any process
  primary key (portal_id, door, id)
);
create index request_id_by_expiry on request_id (expires_at);
