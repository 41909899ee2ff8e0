/**
 * Every account that there is, as `id`, for a FROM: those that are connected, and those that have lines by configuration alone. From one
 * to the next in the index, so that it hangs on how many accounts there are, and not on how many lines they have.
 */
export const everyAccount = `(
  with recursive by_line (id) as (
    (select portal_id from line order by portal_id limit 1)
    union all
    select n.portal_id from by_line b cross join lateral (
      select l.portal_id from line l where l.portal_id > b.id order by l.portal_id limit 1) n
  )
  select portal_id as id from portal union select id from by_line
)`
