/** SQL for a FROM: deliveries of `inbox` that are not over, those that nobody has looked at yet among them. */
export const openInbox = `(
  select * from inbox where done_at is null
  union all
  select i.* from inbox_fresh f join inbox i on i.portal_id = f.portal_id and i.id = f.inbox_id)`
