-- Properties that this account's HubSpot does not take, and when it said so: {"communications hs_engagement_source_id": "2026-…"}.
alter table portal add column refused_properties jsonb not null default '{}';

-- How often in a row HubSpot's answer to this entry alone was none, while it answered everything else.
alter table timeline_entry add column blocked integer not null default 0;
