import type { PortalDb } from '../database.ts'

/** What a workflow was told of an execution: the message that it made, or why it made none. */
export type FirstAnswer = { messageId: string } | { code: string }

/** Milliseconds. HubSpot repeats an execution for three days; the rest is for whoever repeats it by hand. */
const kept = 7 * 86_400_000

/** What was answered to an execution before, or null where this is its first time. `key` is its message's idempotency key. */
export async function readFirstAnswer(portal: PortalDb, callbackId: string, key: string): Promise<FirstAnswer | null> {
  const [row] = await portal.query<{ message_id: string | null; code: string | null }>(
    `select (select id from message where portal_id = $1 and idempotency_key = $3) as message_id,
            (select code from refused_execution where portal_id = $1 and callback_id = $2) as code`,
    [portal.portalId, callbackId, key],
  )
  if (row?.message_id) return { messageId: row.message_id }
  return row?.code ? { code: row.code } : null
}

/**
 * Keeps why an execution was refused, and answers with the reason that counts: that of whoever came first. Each removes up to two that
 * are over, so that they never pile up.
 */
export async function keepRefusal(portal: PortalDb, callbackId: string, code: string): Promise<string> {
  const [row] = await portal.query<{ code: string }>(
    `with old as (
       delete from refused_execution where (portal_id, callback_id) in (
         select portal_id, callback_id from refused_execution where portal_id = $1 and expires_at < instant()
         order by expires_at limit 2 for update skip locked)
     )
     insert into refused_execution (portal_id, callback_id, code, expires_at)
     values ($1, $2, $3, instant() + $4 * interval '1 millisecond')
     on conflict (portal_id, callback_id) do update set code = refused_execution.code
     returning code`,
    [portal.portalId, callbackId, code, kept],
  )
  return row?.code ?? code
}
