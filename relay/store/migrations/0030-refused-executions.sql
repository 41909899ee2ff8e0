-- What a workflow was told that may not send: a repeated execution gets the first answer. One that sent is known by its message's key.
create table refused_execution (
  portal_id   bigint not null,
  callback_id text not null,
  code        text not null,
  expires_at  timestamptz not null,
  primary key (portal_id, callback_id)
);
create index refused_execution_by_expiry on refused_execution (portal_id, expires_at);
call keep_apart('refused_execution');
