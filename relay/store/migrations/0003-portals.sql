-- Portals: many HubSpot accounts on one relay, each with its own credential.

create table portal (
  portal_id        bigint primary key,
  edition          text not null check (edition in ('private', 'marketplace')),
  credential       text not null check (credential in ('oauth', 'private_app', 'service_key')),
  state            text not null check (state in ('active', 'revoked', 'uninstalled')),
  state_reason     text,
  workspace        text not null unique,     -- bound at the first installation, never changed
  hub_domain       text,
  scopes           text[] not null default '{}',
  access_token     text,                     -- sealed, like the next; null where the configuration holds it
  refresh_token    text,
  token_version    integer not null default 0, -- grows with each new access token
  renew_at         timestamptz,              -- from then on whoever needs the token renews it
  expires_at       timestamptz,
  renewing_by      uuid,                     -- one process asks HubSpot, the others wait for what it stores
  renewing_until   timestamptz,              -- by then it has its answer or is gone
  renewal_failures integer not null default 0,
  renewal_after    timestamptz not null default '-infinity', -- nobody asks before
  installed_at     timestamptz not null,
  installed_by     text,
  changed_at       timestamptz not null
);

-- An installation on its way through HubSpot. What it will belong to is not known yet, so there is no portal_id.
create table oauth_state (
  state_hash   bytea primary key,            -- SHA-256: the table lets nobody finish an installation
  browser_hash bytea not null,
  workspace    text,                         -- null: one of its own
  verifier     text not null,                -- sealed
  expires_at   timestamptz not null,
  used_at      timestamptz
);
create index oauth_state_by_expiry on oauth_state (expires_at);
