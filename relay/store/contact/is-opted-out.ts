/** Channels that carry texts: what a person says of one of them on being written to holds for all (policy-rules §2.4, revocation). */
const text = `array['imessage', 'sms', 'whatsapp']`

/**
 * A condition, in SQL: the person under these names, on this channel or another on which their word holds, has opted out. The newest
 * word stands, of two at once the one against; without any, whoever was forgotten is not written to. All three are SQL; `names` is an array of every
 * spelling of one address.
 */
export function isOptedOut({ portal, channel, names }: { portal: string; channel: string; names: string }): string {
  return `coalesce(
    (select said.state = 'opted_out' from consent said
     where said.portal_id = ${portal} and said.address = any(${names})
       and said.channel = any(case ${channel} when 'email' then array['email'] else ${text} end)
     order by said.at desc, said.state desc limit 1),
    exists (select from unnest(${names}) as known(name) where is_suppressed(${portal}, known.name)))`
}
