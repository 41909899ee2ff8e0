/**
 * SQL: whether an account wants a message on its timeline, by what it had configured when the message came: what is switched on later
 * concerns what comes from then on. `message` is what names a row with `portal_id`, `id`, `channel` and `source`.
 */
export function isMirrored(message: string): string {
  // The first 48 bits of an id are the milliseconds of when it was made (RFC 9562 §5.7).
  const came = `to_timestamp(('x' || replace(left(${message}.id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)`
  return `coalesce((
    select coalesce(s.value -> 'channels' ? ${message}.channel, true)
           and (${message}.source <> 'elsewhere' or coalesce((s.value ->> 'elsewhere')::boolean, true))
    from account_section s join account_version v on v.portal_id = s.portal_id and v.version = s.version
    where s.portal_id = ${message}.portal_id and s.section = 'timeline' and v.at <= ${came}
    order by s.version desc limit 1), true)`
}
