import type { PortalDb } from '../store/database.ts'

/** The address to which the conversation of each of these replies goes; one that is in none is left out. By the reply's id. */
export async function readWrittenTo(portal: PortalDb, messageIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await portal.query<{ id: string; address: string }>(
    `select m.id, c.address from message m
     join conversation c on c.portal_id = m.portal_id and c.id = m.conversation_id
     where m.portal_id = $1 and m.id = any($2::uuid[])`,
    [portal.portalId, messageIds],
  )
  return new Map(rows.map(({ id, address }) => [id, address]))
}
