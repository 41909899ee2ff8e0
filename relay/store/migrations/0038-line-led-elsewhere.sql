-- Since when a line is what it is: of this provider, address and settings. What was attempted before, another vendor or account may have
-- taken, of which this one knows nothing. Null: as long as it is known here.
alter table line add column led_since timestamptz;
