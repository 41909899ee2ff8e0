/**
 * More CTEs of a statement and its last part, for messages that another stands in for and that surely never left: `from`
 * is a CTE with their `portal_id` and `id`. What no timeline shows yet is never shown; what may stand on one already is
 * written as it is by then. To follow what the `with` says, instead of a last statement.
 */
export function unwantTimeline(from: string): string {
  // The row as it is once it is locked, not as it was when the statement began: a write may have begun in between.
  return `, told_timeline as (
       select t.portal_id, t.message_id, t.state from timeline_entry t
       join ${from} w on t.portal_id = w.portal_id and t.message_id = w.id
       order by t.message_id for update of t
     ), untold as (
       delete from timeline_entry t using told_timeline h
       where t.portal_id = h.portal_id and t.message_id = h.message_id and h.state = 'waiting'
     )
     update timeline_entry t set wanted = t.wanted + 1 from told_timeline h
     where t.portal_id = h.portal_id and t.message_id = h.message_id and h.state <> 'waiting'`
}
