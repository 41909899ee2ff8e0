import type { PortalDb } from '../store/database.ts'

/** Adds to a message's story what became of its ladder: a step that was passed over, or that there was none left. */
export async function tellLadder(
  tx: PortalDb,
  told: { messageId: string; kind: 'step_skipped' | 'ladder_ended'; data: Record<string, string> },
): Promise<void> {
  await tx.query(
    'insert into message_event (portal_id, message_id, at, kind, data) values ($1, $2, instant(), $3, $4)',
    [tx.portalId, told.messageId, told.kind, told.data],
  )
}
