-- What became of each contact of which HubSpot told that it is new, while its account had auto-send on. What is still to be done of it
-- is a task; what was sent is a message.
create table auto_send (
  portal_id  bigint not null,
  contact_id bigint not null,                -- as it was created
  told_at    timestamptz(3) not null default instant(),
  state      text not null default 'waits' check (state in ('waits', 'sent', 'not_sent')),
  at         timestamptz(3) not null default instant(), -- since when
  code       text,                           -- why it waits, or was not sent
  words      text,
  became     bigint,                         -- whoever that contact was by then, where it is another
  message_id uuid,
  primary key (portal_id, contact_id)
);
call keep_apart('auto_send');
create index auto_send_by_time on auto_send (portal_id, at, contact_id);
