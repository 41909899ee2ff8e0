/**
 * SQL: a CTE, `fresh`, that takes these deliveries out of what came and was not looked at yet, for a statement of an account, `$1`, that
 * settles them or has them wait in `inbox`. `ids` is a parameter with an array of them.
 */
export function freshNoMore(ids: `$${number}`): string {
  return `fresh as (
    delete from inbox_fresh where portal_id = $1 and inbox_id = any(${ids}::uuid[]) returning inbox_id
  )`
}

/** SQL, beside that: the delivery `t` is still open, whichever of both it was. */
export const isOpen = '(t.done_at is null or t.id in (select inbox_id from fresh))'
