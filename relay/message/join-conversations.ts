import type { PortalDb } from '../store/database.ts'

/**
 * Conversations become part of others, which their caller holds, with all that was said in them: their messages, what of these
 * waits to leave, and their tokens, since mail that names one may still come.
 */
export async function joinConversations(tx: PortalDb, pairs: readonly { id: string; stays: string }[]): Promise<void> {
  const over = pairs.filter(({ id, stays }) => id !== stays)
  if (over.length === 0) return
  const ids = over.map(({ id }) => id)
  const stays = over.map((one) => one.stays)
  await tx.query(
    `update message m set conversation_id = x.stays, changed_at = instant()
     from unnest($2::uuid[], $3::uuid[]) as x(id, stays) where m.portal_id = $1 and m.conversation_id = x.id`,
    [tx.portalId, ids, stays],
  )
  // They wait for one another from now on as those of one conversation do.
  await tx.query(
    `update delivery d set conversation_id = m.conversation_id, waits = case when d.waits = 'order' then null else d.waits end
     from message m
     where m.portal_id = $1 and m.conversation_id = any($2::uuid[]) and d.portal_id = $1 and d.message_id = m.id
       and d.state in ('due', 'sending', 'unknown') and d.conversation_id is distinct from m.conversation_id`,
    [tx.portalId, stays],
  )
  await tx.query(
    `with x as (
       select * from unnest($2::uuid[], $3::uuid[]) as x(id, stays)
     ), known as (
       update former_token f set conversation_id = x.stays from x where f.portal_id = $1 and f.conversation_id = x.id
     ), gone as (
       delete from conversation c using x where c.portal_id = $1 and c.id = x.id returning c.token, x.stays
     )
     insert into former_token (portal_id, token, conversation_id) select $1, token, stays from gone on conflict do nothing`,
    [tx.portalId, ids, stays],
  )
}
