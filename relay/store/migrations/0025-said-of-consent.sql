-- What a reply was taken to say of whether its channel may be used, by the provider's word or a keyword; null: nothing, or it came
-- before this.
alter table message add column consent text;
