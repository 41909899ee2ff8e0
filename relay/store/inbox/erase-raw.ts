import type { PortalDb } from '../database.ts'
import { nameKey } from './name-key.ts'
import { wordsOf } from '../contact/words-of.ts'

/**
 * Deliveries in which one of these names, or one of these messages, stands. `open`: it came less than `mostWait` milliseconds ago and is not worked off
 * yet. Of those that an older relay stored nobody knows whose they are, so they are read; they are gone when their time is over.
 */
export async function findRaw(
  portal: PortalDb,
  asked: {
    names: string[]
    messages: { id: string; line_id: string; provider_id: string | null }[]
    mostWait: number
  },
): Promise<{ id: string; open: boolean }[]> {
  const { names, messages } = asked
  if (names.length + messages.length === 0) return []
  const keys = messages.flatMap(({ id, line_id: lineId, provider_id: providerId }) =>
    providerId === null ? [id] : [id, `${lineId}/${providerId}`],
  )
  // What is short stands in anything.
  const ids = messages.flatMap(({ id, provider_id: providerId }) => [
    id,
    ...(providerId && providerId.length >= 6 ? [providerId.toLowerCase()] : []),
  ])
  return portal.query<{ id: string; open: boolean }>(
    `with found as (
       select id from inbox where portal_id = $1 and name_key = any($2::bigint[])
       union select id from inbox where portal_id = $1 and id_key = any($2::bigint[])
       union select inbox_id from inbox_about where portal_id = $1 and key = any($2::bigint[])
       union select i.id from inbox i where portal_id = $1 and name_key is null
         and exists (select 1 from unnest($3::text[]) as x(word)
                     where strpos(lower(concat(encode(i.body, 'escape'), i.headers, i.parked, i.trouble)), x.word) > 0)
     )
     select i.id, (i.done_at is null and i.parked is null
                   or exists (select from inbox_fresh f where f.portal_id = $1 and f.inbox_id = i.id))
         and i.received_at > instant() - $4 * interval '1 millisecond' as open
     -- One by one: of few deliveries the planner would rather read all.
     from found cross join lateral (
       select id, done_at, parked, received_at from inbox where portal_id = $1 and id = found.id offset 0) i`,
    [portal.portalId, [...names, ...keys].map(nameKey), [...names.flatMap(wordsOf), ...ids], asked.mostWait],
  )
}

/** What stays of these deliveries is that they came. */
export async function eraseRaw(portal: PortalDb, ids: string[], reason: string): Promise<void> {
  await portal.query(
    `with held as (
       -- Whoever works one off holds it by this row, and comes to that of its bytes afterwards.
       select inbox_id from inbox_fresh where portal_id = $1 and inbox_id = any($2::uuid[]) order by inbox_id for update
     ), fresh as (
       delete from inbox_fresh where portal_id = $1 and inbox_id in (select inbox_id from held)
     ), forgotten as (
       delete from inbox_about where portal_id = $1 and inbox_id = any($2::uuid[])
     ), unasked as (
       delete from consent_question where portal_id = $1 and message_id = any($2::uuid[])
     )
     update inbox set headers = '{}', body = '', trouble = null, hindrance = null, done_at = coalesce(done_at, instant()),
       parked = case when parked is not null then $3 end, name_key = 0, id_key = 0
     where portal_id = $1 and id = any($2::uuid[]) and (select count(*) from held) >= 0`,
    [portal.portalId, ids, reason],
  )
}
