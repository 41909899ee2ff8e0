import type { SettleMessageRequest, SettleMessageResponse } from '../../contract/settle-message.ts'
import { Invalid } from '../errors.ts'
import { isMessageOf } from '../message/is-message-of.ts'
import { move, type MoveNeeds } from '../message/move.ts'
import { appendAudit } from '../store/audit/audit.ts'
import type { Database } from '../store/database.ts'
import { auditActor } from './audit-actor.ts'

export interface SettleNeeds extends MoveNeeds {
  database: Database
  now: () => Date
}

/**
 * A rep settles a message in doubt. "Not sent" makes it one that can be sent again, as a new message. Should the provider
 * say otherwise later, its word stands. Throws `Invalid`: `unknown_message`, or `not_in_doubt` once it is settled.
 */
export function createSettle(needs: SettleNeeds) {
  return async (request: SettleMessageRequest & { actor: Record<string, string> }): Promise<SettleMessageResponse> => {
    const { portalId, contact, messageId, outcome, actor } = request
    return needs.database.forPortal(portalId).transaction(async (tx) => {
      if (!(await isMessageOf(tx, contact.id, messageId))) {
        throw new Invalid('unknown_message', 'This contact has no such message. Reload the card.', { status: 404 })
      }
      const kind = outcome === 'sent' ? 'settled_sent' : 'settled_not_sent'
      const [settled] = await move(tx, [{ portalId, messageId, event: { kind, actor } }], needs)
      if (settled?.result !== 'moved') {
        throw new Invalid(
          'not_in_doubt',
          'It has become known meanwhile what became of this message. Reload the card.',
          { status: 409 },
        )
      }
      const detail = { messageId, contactId: contact.id, outcome }
      await appendAudit(tx, [
        { portalId, at: needs.now(), actor: auditActor('card', actor), action: 'send.settled', detail },
      ])
      return { messageId, status: settled.after.status }
    })
  }
}
