import type { Database } from '../store/database.ts'
import { readContactNow } from '../store/contact/contact-standing.ts'
import { eraseContact } from '../message/erase-contact.ts'
import type { MoveNeeds } from '../message/move.ts'
import { mergeContacts, releaseMerged } from '../message/merge-contacts.ts'
import { contactBusy } from './contact-busy.ts'
import { longPatience } from '../store/patience.ts'
import type { TaskHandler } from '../store/jobs/tasks.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'

export interface GoOverContactNeeds extends MoveNeeds {
  database: Database
  now: () => Date
}

/** Milliseconds between the first time and the second. */
const aDay = 24 * 3_600_000

/**
 * A contact was merged or erased a while ago: a reply that was being worked off in that moment, or a status that came late, knew
 * nothing of it and is treated likewise now. An erasure is gone over once more a day later.
 */
export function createGoOverContact(needs: GoOverContactNeeds): TaskHandler<'go-over-contact'> {
  return async ({ portalId, key: contactId, data: { rounds = 1 } }) => {
    const done = await needs.database.forPortal(portalId).transaction(async (tx) => {
      const { contactId: into, state } = await readContactNow(tx, contactId)
      if (into !== contactId) {
        await mergeContacts(tx, { from: [contactId], into, at: needs.now() })
        if (await releaseMerged(tx, into)) await tellTimeline(needs.jobs, tx, portalId)
      }
      return state === 'forgotten' ? eraseContact(tx, into, needs.now(), needs) : 'not_to_be_erased'
      // An erasure may read what an older relay stored.
    }, longPatience)
    // Not within it, or what was cancelled would wait again.
    if (done === 'busy') throw contactBusy()
    return done === 'erased' && rounds > 1 ? { again: aDay, data: { rounds: rounds - 1 } } : undefined
  }
}
