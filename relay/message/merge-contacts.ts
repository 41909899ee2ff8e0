import { joinConversations } from './join-conversations.ts'
import { releaseParked } from './release-parked.ts'
import { moveDrafts } from '../store/draft/drafts.ts'
import { readContactNow } from '../store/contact/contact-standing.ts'
import type { PortalDb } from '../store/database.ts'

/**
 * Contacts became one: their conversations and messages move to the one that stays, and with the messages what still
 * waits for its timeline. Where both talked with the same address on the same line, the conversation of the one that
 * stays goes on. Merges may come in any order and repeatedly. Answers which contact they ended up in.
 */
export async function mergeContacts(
  portal: PortalDb,
  merge: { from: string[]; into: string; at: Date },
): Promise<string> {
  // The one that stays may have been merged in its turn, and that may have been told before.
  const { contactId: into } = await readContactNow(portal, merge.into)
  const from = merge.from.filter((id) => id !== into)
  if (from.length === 0) return into
  await portal.query(
    `insert into contact_standing (portal_id, contact_id, state, merged_into, at)
     select $1, contact_id, 'merged', $3, $4 from unnest($2::bigint[]) as x(contact_id) order by contact_id
     on conflict (portal_id, contact_id) do update set state = 'merged', merged_into = $3, at = $4
       where contact_standing.state <> 'forgotten'`,
    [portal.portalId, from, into, merge.at],
  )
  const conversations = await portal.query<{ id: string; stays: string; last_at: Date }>(
    `with held as (
       select id, line_id, address, contact_id, last_at from conversation
       where portal_id = $1 and contact_id = any($2::bigint[])
       order by line_id, address, contact_id for update
     )
     select id, first_value(id) over (partition by line_id, address order by (contact_id = $3) desc, last_at desc, id) as stays,
            max(last_at) over (partition by line_id, address) as last_at
     from held`,
    [portal.portalId, [...from, into], into],
  )
  await joinConversations(portal, conversations)
  await portal.query(
    'update message set contact_id = $3, changed_at = instant() where portal_id = $1 and contact_id = any($2::bigint[])',
    [portal.portalId, from, into],
  )
  await portal.query(
    'update message set aside_contact_id = $3 where portal_id = $1 and contact_id is null and aside_contact_id = any($2::bigint[])',
    [portal.portalId, from, into],
  )
  await moveDrafts(portal, from, into)
  const staying = conversations.filter(({ id, stays }) => id === stays)
  await portal.query(
    `update conversation c set contact_id = $4, last_at = greatest(c.last_at, x.last_at)
     from unnest($2::uuid[], $3::timestamptz[]) as x(id, last_at)
     where c.portal_id = $1 and c.id = x.id`,
    [portal.portalId, staying.map(({ id }) => id), staying.map(({ last_at }) => last_at), into],
  )
  return into
}

/** What was held back of the merged contacts goes on, unless the one that stays is gone itself. */
export async function releaseMerged(portal: PortalDb, into: string): Promise<boolean> {
  const { state } = await readContactNow(portal, into)
  return state === 'present' && (await releaseParked(portal, { contactIds: [into] })) > 0
}
