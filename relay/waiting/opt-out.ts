import type { WaitingDone, WaitingRequest } from '../../contract/waiting.ts'
import { Invalid } from '../errors.ts'
import { holdReply } from '../message/give-reply.ts'
import { tellDecision } from '../message/tell-decision.ts'
import { appendAudit } from '../store/audit/audit.ts'
import { endConsentQuestion } from '../store/contact/consent-questions.ts'
import { storeConsents } from '../store/contact/store-consents.ts'
import type { Database } from '../store/database.ts'
import { readWaiting } from '../store/waiting/find-waiting.ts'
import { auditOf } from './audit-of.ts'
import type { By } from '../http/desks.ts'
import { notWaiting } from './not-waiting.ts'
import { splitId } from './split-id.ts'

export interface OptOutNeeds {
  database: Database
  now: () => Date
}

/** What might be an opt-out is one: its address is not written to any more, as if it had said STOP when it wrote. */
export function createOptOut(needs: OptOutNeeds) {
  return async ({ portalId, id }: WaitingRequest, by: By): Promise<WaitingDone> => {
    const { kind, key } = splitId(portalId, id)
    if (kind !== 'consent') throw new Invalid('deed_not_possible', 'Only what may be an opt-out can be taken for one.')
    return needs.database.forPortal(portalId).transaction(async (tx) => {
      const one = await readWaiting(tx, kind, key)
      const asked = one && (await endConsentQuestion(tx, key))
      if (!asked) throw await notWaiting(tx, kind, key)
      // Where it came from, too, which may be a second mailbox.
      const reply = await holdReply(tx, key)
      const names = new Set([asked.address, reply?.address ?? asked.address])
      await storeConsents(
        tx,
        [...names].map((address) => ({ ...asked, address, state: 'opted_out', messageId: key, at: one.since })),
      )
      await tellDecision(tx, key, { optsOut: true, by })
      await appendAudit(tx, [
        { portalId, at: needs.now(), actor: by, action: 'waiting.opted_out', detail: auditOf(one) },
      ])
      return { id, done: 'opted_out', already: false, contactId: one.contactId }
    })
  }
}
