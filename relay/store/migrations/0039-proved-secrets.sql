-- When something that came in was first genuine by this value and not by the one before it, while both counted; null: never, or nothing
-- stood beside it. A value that was never proved may be a slip of whoever entered it.
alter table account_secret add column proved_at timestamptz(3);
