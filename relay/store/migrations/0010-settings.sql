-- Settings as they were when a relay last started, as digests: what changed can be told, and never what it was or is.
create table setting (
  portal_id bigint not null,                 -- 0: of the relay itself
  name      text not null,
  digest    text not null,
  key_id    text,                            -- of the key that went into the digest; null where nothing in it is secret
  primary key (portal_id, name)
);
call keep_apart('setting');

-- An installation on its way travels with the browser now; that it was used up stands in request_id.
drop table oauth_state;
