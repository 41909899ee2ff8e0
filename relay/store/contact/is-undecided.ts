/**
 * A condition, in SQL: the person under these names said on this channel what may be an opt-out, and somebody has still to decide one of
 * it. All three are SQL; `names` is an array of every spelling of one address.
 */
export function isUndecided({ portal, channel, names }: { portal: string; channel: string; names: string }): string {
  return `exists (select from consent_question q
    where q.portal_id = ${portal} and q.channel = ${channel} and q.address = any(${names}))`
}
