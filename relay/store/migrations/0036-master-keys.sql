-- The master keys that relays seal with, so that one which was given another is told before it seals anything.
create table master_key (
  start text primary key,                    -- what the envelopes of this key begin with; it tells nothing of the key
  word  text not null,                       -- sealed with it: whoever opens it has that very key
  since timestamptz(3) not null default instant()
);
