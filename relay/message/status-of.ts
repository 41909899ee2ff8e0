/**
 * SQL: the status of a message `m` beside its delivery `d`, which may be none. That its provider is being called stands at the delivery alone, so
 * that a claim need not write the message, too; at both where an earlier attempt left something behind.
 */
export const statusOf = `case when m.status = 'queued' and d.state = 'sending' then 'sending' else m.status end`
