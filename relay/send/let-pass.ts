import type { LetPassRequest, LetPassResponse } from '../../contract/let-pass.ts'
import { Invalid } from '../errors.ts'
import { isMessageOf } from '../message/is-message-of.ts'
import { move, type MoveNeeds } from '../message/move.ts'
import { appendAudit } from '../store/audit/audit.ts'
import type { Database } from '../store/database.ts'
import { auditActor } from './audit-actor.ts'

export interface LetPassNeeds extends MoveNeeds {
  database: Database
  now: () => Date
  /** What waited for it may leave. */
  wake: () => void
}

/**
 * A rep lets later messages of a conversation leave before one that was tried and is still open. Throws `Invalid`:
 * `unknown_message`, or `nothing_waits` where it holds nothing up any more.
 */
export function createLetPass(needs: LetPassNeeds) {
  return async (request: LetPassRequest & { actor: Record<string, string> }): Promise<LetPassResponse> => {
    const { portalId, contact, messageId, actor } = request
    await needs.database.forPortal(portalId).transaction(async (tx) => {
      if (!(await isMessageOf(tx, contact.id, messageId))) {
        throw new Invalid('unknown_message', 'This contact has no such message. Reload the card.', { status: 404 })
      }
      const [passed] = await move(tx, [{ portalId, messageId, event: { kind: 'let_pass', actor } }], needs)
      if (passed?.result !== 'moved') {
        throw new Invalid(
          'nothing_waits',
          'No message waits for this one any more. The card shows how they stand in a moment.',
          { status: 409 },
        )
      }
      const detail = { messageId, contactId: contact.id }
      await appendAudit(tx, [
        { portalId, at: needs.now(), actor: auditActor('card', actor), action: 'send.let_pass', detail },
      ])
    })
    needs.wake()
    return { messageId }
  }
}
