/**
 * SQL: whether the line of a delivery leads elsewhere by now than when it was first attempted: what another vendor or account knows or does not
 * know of it proves nothing.
 */
export function isElsewhere(delivery: string): string {
  return `exists (
    select from line l where l.portal_id = ${delivery}.portal_id and l.id = ${delivery}.line_id and l.led_since > (
      select min(at) from message_event e
      where e.portal_id = ${delivery}.portal_id and e.message_id = ${delivery}.message_id and e.kind = 'sending'))`
}
