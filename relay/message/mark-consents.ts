import type { PortalDb } from '../store/database.ts'

/** What replies were taken to say of consent by words that came later than they: edited, or in the place of provisional ones. */
export async function markConsents(
  tx: PortalDb,
  said: readonly { messageId: string; state: 'opted_out' | 'opted_in' }[],
): Promise<void> {
  if (said.length === 0) return
  await tx.query(
    `update message m set consent = x.state, changed_at = instant()
     from unnest($2::uuid[], $3::text[]) as x(id, state)
     where m.portal_id = $1 and m.id = x.id and m.direction = 'inbound'`,
    [tx.portalId, said.map(({ messageId }) => messageId), said.map(({ state }) => state)],
  )
}
