import type { WaitingDone, WaitingRequest } from '../../contract/waiting.ts'
import { Invalid } from '../errors.ts'
import { dismissEntry } from '../message/dismiss-entry.ts'
import { dismissReply } from '../message/dismiss-reply.ts'
import { holdReply } from '../message/give-reply.ts'
import { move, type MoveNeeds } from '../message/move.ts'
import { tellDecision } from '../message/tell-decision.ts'
import { appendAudit } from '../store/audit/audit.ts'
import { endConsentQuestion } from '../store/contact/consent-questions.ts'
import type { Database, PortalDb } from '../store/database.ts'
import { dismissWaiting } from '../store/waiting/dismiss-waiting.ts'
import { readWaiting } from '../store/waiting/find-waiting.ts'
import { auditOf } from './audit-of.ts'
import type { By } from '../http/desks.ts'
import { notWaiting } from './not-waiting.ts'
import { splitId } from './split-id.ts'
import { isErasure } from './is-erasure.ts'

export interface DismissNeeds extends MoveNeeds {
  database: Database
  now: () => Date
}

/** A person has looked at it, and nothing more is done about it. Once it was dismissed, saying so again changes nothing. */
export function createDismiss(needs: DismissNeeds) {
  return async ({ portalId, id }: WaitingRequest, by: By): Promise<WaitingDone> => {
    const { kind, key } = splitId(portalId, id)
    const done = { id, done: 'dismissed', contactId: null } as const
    return needs.database.forPortal(portalId).transaction(async (tx) => {
      const one = await readWaiting(tx, kind, key)
      if (one?.kind === 'entry' && !one.parked) {
        throw new Invalid('deed_not_possible', `${id} cannot be dismissed: it is written again by itself.`)
      }
      if (one && isErasure(one)) {
        throw new Invalid(
          'deed_not_possible',
          `${id} cannot be dismissed: HubSpot asked for this contact to be forgotten or merged. Mend what the reason says, then retry it.`,
        )
      }
      if (!one || !(await dismiss(tx, kind, key, by))) {
        const refusal = await notWaiting(tx, kind, key)
        if (refusal.code === 'already_dismissed') return { ...done, already: true }
        throw refusal
      }
      await appendAudit(tx, [
        { portalId, at: needs.now(), actor: by, action: 'waiting.dismissed', detail: auditOf(one) },
      ])
      return { ...done, already: false }
    })
  }

  async function dismiss(
    tx: PortalDb,
    kind: ReturnType<typeof splitId>['kind'],
    key: string,
    by: By,
  ): Promise<boolean> {
    if (kind === 'reply' || kind === 'aside') {
      const reply = await holdReply(tx, key)
      if (!reply || reply.contactId !== null || reply.dismissed) return false
      await dismissReply(tx, key, by)
      return true
    }
    if (kind === 'consent') {
      if (!(await endConsentQuestion(tx, key))) return false
      await tellDecision(tx, key, { optsOut: false, by })
      return true
    }
    if (kind === 'entry') return dismissEntry(tx, key)
    if (kind !== 'message') return dismissWaiting(tx, kind, key)
    const actor: Record<string, string> = by === 'operator' ? { operator: 'yes' } : { userId: by.slice('user:'.length) }
    const event = { kind: 'dismissed', actor } as const
    const [moved] = await move(tx, [{ portalId: tx.portalId, messageId: key, event }], needs)
    return moved?.result === 'moved'
  }
}
