-- Each message that may be an opt-out is decided by itself. There are few.
alter table consent_question
  drop constraint consent_question_pkey,
  add primary key (portal_id, channel, address, message_id);
create index consent_question_of on consent_question (portal_id, message_id);
