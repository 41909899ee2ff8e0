-- HubSpot's Webhooks Journal: how far it was read. It tells our app of all accounts at once, so it belongs to none.

create table journal (
  client_id     text primary key,             -- another app has a journal of its own
  at_offset     text,                         -- what was read last and is stored; null: nothing yet
  read_at       timestamptz,                  -- when its end was last reached
  subscribed_at timestamptz,
  refused       text,                         -- why HubSpot does not let this app read it
  reading_by    uuid,                         -- one process reads, the others leave it alone
  reading_until timestamptz,                  -- by then it has stored something or is gone
  look_after    timestamptz not null default '-infinity'
);
