-- Whether it is proved who wrote a mail that came; null: it is. 'none': nobody says so, 'fail': the server that received it denies it.
alter table message add column proof text;
