import type { SettleMessageRequest, SettleMessageResponse } from '../../contract/settle-message.ts'
import { Invalid } from '../errors.ts'
import { appendAudit } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import type { Jobs } from '../store/jobs.ts'
import { settleUnknown } from '../message/settle-unknown.ts'
import { tellTimeline } from '../store/tell-timeline.ts'
import { auditActor } from './audit-acceptance.ts'

export interface SettleNeeds {
  database: Database
  jobs: Jobs
  now: () => Date
  timelineGather: number
}

/**
 * A rep settles a message in doubt. "Not sent" makes it one that can be sent again, as a new message. Should the provider
 * say otherwise later, its word stands. Throws `Invalid`: `unknown_message`, or `not_in_doubt` once it is settled.
 */
export function createSettle(needs: SettleNeeds) {
  return async (request: SettleMessageRequest & { actor: Record<string, string> }): Promise<SettleMessageResponse> => {
    const { portalId, contact, messageId, outcome, actor } = request
    const at = needs.now()
    const recordAt = new Date(at.getTime() + needs.timelineGather)
    return needs.database.forPortal(portalId).transaction(async (tx) => {
      const settled = await settleUnknown(tx, {
        contactId: contact.id,
        messageId,
        outcome,
        actor,
        at,
        recordAt,
      })
      if (!settled) {
        throw new Invalid('unknown_message', 'This contact has no such message. Reload the card.', { status: 404 })
      }
      if (!settled.changed) {
        throw new Invalid(
          'not_in_doubt',
          'It has become known meanwhile what became of this message. Reload the card.',
          {
            status: 409,
          },
        )
      }
      await tellTimeline(needs.jobs, tx, portalId, 'new', needs.timelineGather)
      await appendAudit(tx, [
        {
          portalId,
          at,
          actor: auditActor('card', actor),
          action: 'send.settled',
          detail: { messageId, contactId: contact.id, outcome },
        },
      ])
      return { messageId, status: settled.status }
    })
  }
}
