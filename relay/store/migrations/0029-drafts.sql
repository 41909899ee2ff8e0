-- What reps are writing and have not sent. Kept for a week; once a message has its key, it is no draft any more.
create table draft (
  portal_id  bigint not null,
  user_id    bigint not null,
  contact_id bigint not null,
  content    jsonb not null,
  key        text,                           -- the idempotency key of the message that it will be
  kept_at    timestamptz not null default instant(),
  primary key (portal_id, user_id, contact_id)
);
call keep_apart('draft');
create index draft_by_contact on draft (portal_id, contact_id);
