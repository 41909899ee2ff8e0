/**
 * `ready`: the lines, of all accounts, on which a message waits for nothing but its turn, with the first of these. From one to the next in the index, so that what
 * it takes hangs on how many such lines there are, and not on how many messages or other lines. The first of a `with recursive`.
 */
export const readyLines = `ready (portal_id, line_id, priority, place) as (
  (select portal_id, line_id, priority, place from delivery where state = 'due' and waits is null
   order by portal_id, line_id, priority, place limit 1)
  union all
  select n.* from ready r cross join lateral (
    select d.portal_id, d.line_id, d.priority, d.place from delivery d
    where d.state = 'due' and d.waits is null and (d.portal_id, d.line_id) > (r.portal_id, r.line_id)
    order by d.portal_id, d.line_id, d.priority, d.place limit 1) n
)`
