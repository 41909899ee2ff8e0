-- The app that an account installed, as HubSpot numbers it: a card's request may name no other.
alter table portal add column app_id text;
