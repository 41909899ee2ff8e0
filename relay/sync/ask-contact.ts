import type { IsContactThere } from '../hubspot/is-contact-there.ts'
import type { Database } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import type { TaskHandler } from '../store/jobs/tasks.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'
import { takeStandings } from './take-standings.ts'

export interface AskContactNeeds {
  database: Database
  jobs: Jobs
  isContactThere: IsContactThere
}

/**
 * HubSpot told that a contact was deleted and that it was restored, in one millisecond or at a time that it did not say: what it has
 * of the contact now is what stands, until it tells of something later.
 */
export function createAskContact(needs: AskContactNeeds): TaskHandler<'ask-contact'> {
  return async ({ portalId, key: contactId, data: { at } }) => {
    const state = (await needs.isContactThere(portalId, contactId)) ? 'present' : 'deleted'
    await needs.database.forPortal(portalId).transaction(async (tx) => {
      const { released } = await takeStandings(tx, [{ contactId, state, at: new Date(at) }], { sure: true })
      if (released) await tellTimeline(needs.jobs, tx, portalId)
    })
  }
}
