import type { Attachment } from '../../contract/attachment.ts'
import type { PortalDb } from '../store/database.ts'
import type { PlannedStep } from './planned-step.ts'

/** What a message that stands in for another takes over, and the steps that are still open. */
export interface Ladder {
  source: 'card' | 'workflow'
  contactId: string
  subject: string | null
  body: string
  actor: Record<string, string>
  attachments: Attachment[]
  ladder: PlannedStep[]
  /** Milliseconds since it was accepted, by the database's clock; 0 where that clock was ahead then. */
  age: number
}

/** The open ladder of a message whose delivery the caller holds; null when no step is left. */
export async function readLadder(tx: PortalDb, messageId: string): Promise<Ladder | null> {
  const [row] = await tx.query<Omit<Ladder, 'actor' | 'attachments' | 'ladder'> & Record<string, unknown>>(
    `select source, contact_id as "contactId", subject, body, coalesce(actor, '{}') as actor,
            coalesce(attachments, '[]') as attachments, ladder,
            greatest(0, extract(epoch from instant() - created_at) * 1000)::float8 as age
     from message where portal_id = $1 and id = $2 and ladder is not null`,
    [tx.portalId, messageId],
  )
  return (row as Ladder | undefined) ?? null
}
