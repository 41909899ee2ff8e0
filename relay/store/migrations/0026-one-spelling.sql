-- concurrently: each statement by itself, beside relays that serve
-- A conversation is kept by the key of its person (relay/person). Tokens of those that became part of another: what names them in mail
-- that went out leads to that one.
do $$
begin
  if to_regclass('former_token') is not null then return; end if;
  create table former_token (
    portal_id       bigint not null,
    token           text not null,
    conversation_id uuid not null,
    primary key (portal_id, token)
  );
  create index former_token_of on former_token (portal_id, conversation_id);
  call keep_apart('former_token');
end
$$;
-- Those of before, in a spelling that is compared no more: there are few, and soon none.
create index concurrently if not exists conversation_respelt on conversation (portal_id, id)
  where address ~ '^\+(55\d\d[6-9]\d{7}|521\d{10}|549\d{10}|229\d{8}|225\d{8})$' or address ~ '@.*[^\x01-\x7f]';
