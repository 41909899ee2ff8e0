import type { Draft } from '../../../contract/draft.ts'
import type { PortalDb } from '../database.ts'
import type { Bite, Bitten } from '../retention/bite.ts'

/** Whose draft it is, and to whom. */
export interface DraftOf {
  userId: string
  contactId: string
}

/** For how long one is kept, as PostgreSQL says it. */
const life = `interval '7 days'`

/** A message has been accepted for it: then it is sent, whatever a card says of it later. */
const sent = `exists (select from message m where m.portal_id = d.portal_id and m.idempotency_key = 'card:' || d.key)`

/** In place of what was kept before. */
export async function keepDraft(portal: PortalDb, { userId, contactId }: DraftOf, draft: Draft): Promise<void> {
  await portal.query(
    `insert into draft (portal_id, user_id, contact_id, content, key) values ($1, $2, $3, $4, $5)
     on conflict (portal_id, user_id, contact_id) do update
       set content = excluded.content, key = excluded.key, kept_at = instant()`,
    [portal.portalId, userId, contactId, JSON.stringify(draft), draft.key],
  )
}

/** The user's, unless it was sent or is a week old. */
export async function readDraft(portal: PortalDb, { userId, contactId }: DraftOf): Promise<Draft | null> {
  const [row] = await portal.query<{ content: Draft }>(
    `select d.content from draft d
     where d.portal_id = $1 and d.user_id = $2 and d.contact_id = $3 and d.kept_at >= instant() - ${life}
       and (d.key is null or not ${sent})`,
    [portal.portalId, userId, contactId],
  )
  return row?.content ?? null
}

export async function forgetDraft(portal: PortalDb, { userId, contactId }: DraftOf): Promise<void> {
  await portal.query('delete from draft where portal_id = $1 and user_id = $2 and contact_id = $3', [
    portal.portalId,
    userId,
    contactId,
  ])
}

/** Removes those that are over; all that it looks at in one statement. */
export async function removeDrafts(portal: PortalDb, { before }: Bite): Promise<Bitten> {
  const gone = await portal.query('delete from draft where portal_id = $1 and kept_at < $2 returning user_id', [
    portal.portalId,
    before,
  ])
  return { removed: gone.length, last: null }
}

/** With the person goes what anybody was writing to them. */
export async function eraseDrafts(portal: PortalDb, contactId: string): Promise<void> {
  await portal.query('delete from draft where portal_id = $1 and contact_id = $2', [portal.portalId, contactId])
}

/** Contacts became one: what was written to each of them and not sent stands in one draft, one below the other. */
export async function moveDrafts(portal: PortalDb, from: readonly string[], into: string): Promise<void> {
  await portal.query(
    `delete from draft d where d.portal_id = $1 and d.contact_id = any($2::bigint[])
       and (d.kept_at < instant() - ${life} or d.key is not null and ${sent})`,
    [portal.portalId, [...from, into]],
  )
  for (const contactId of from) {
    await portal.query(
      `with moved as (
         delete from draft where portal_id = $1 and contact_id = $2 returning user_id, content, key, kept_at
       )
       insert into draft as d (portal_id, user_id, contact_id, content, key, kept_at)
       select $1, user_id, $3, content, key, kept_at from moved
       on conflict (portal_id, user_id, contact_id) do update set kept_at = greatest(d.kept_at, excluded.kept_at),
         content = d.content || jsonb_build_object(
           'body', left(concat_ws(E'\n', nullif(d.content ->> 'body', ''), nullif(excluded.content ->> 'body', '')), 100000),
           'subject', coalesce(nullif(d.content ->> 'subject', ''), excluded.content ->> 'subject'),
           'files', jsonb_path_query_array((d.content -> 'files') || (excluded.content -> 'files'), '$[0 to 19]'))`,
      [portal.portalId, contactId, into],
    )
  }
}
