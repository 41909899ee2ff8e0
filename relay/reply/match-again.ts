import type { ContactAddresses } from '../hubspot/contact-addresses.ts'
import type { ContactSearch } from '../hubspot/contact-search.ts'
import { findUnmatched, type Unmatched } from '../message/find-unmatched.ts'
import { giveReply, holdReply, type HeldReply } from '../message/give-reply.ts'
import { appendAudit } from '../store/audit/audit.ts'
import { presentContacts } from '../store/contact/contact-standing.ts'
import type { Database, PortalDatabase } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import type { TaskHandlers } from '../store/jobs/tasks.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'

export interface MatchAgainNeeds {
  database: Database
  jobs: Jobs
  now: () => Date
  findContacts: ContactSearch
  addressesOf: ContactAddresses
  timelineGather: number
}

/** Replies looked at in one go, at most. */
const together = 200

/**
 * Replies that were nobody's when they came are looked at again: those that a contact may have written which HubSpot told of, or
 * one that a person wants to have looked at. As ever, one contact or none.
 */
export function createMatchAgain(needs: MatchAgainNeeds): Pick<TaskHandlers, 'match-contact' | 'match-reply'> {
  return {
    async 'match-contact'({ portalId, key, data: { after = null } }) {
      const portal = needs.database.forPortal(portalId)
      const [contactId] = await presentContacts(portal, [key])
      if (contactId === undefined) return undefined
      const addresses = await needs.addressesOf(portalId, contactId)
      const replies = await findUnmatched(portal, addresses, { after, limit: together })
      for (const some of Map.groupBy(replies, ({ lineId, address }) => `${lineId}/${address}`).values()) {
        await match(portal, some, [contactId])
      }
      const last = replies.at(-1)
      return last && replies.length === together ? { again: 0, data: { after: last.id } } : undefined
    },

    async 'match-reply'({ portalId, key }) {
      const portal = needs.database.forPortal(portalId)
      const reply = await portal.transaction((tx) => holdReply(tx, key))
      if (reply && reply.contactId === null && !reply.dismissed) await match(portal, [reply], [])
    },
  }

  /** All of these came from one address by one line. `known` have the address, whether HubSpot's search knows that or not. */
  async function match(portal: PortalDatabase, replies: Unmatched[], known: string[]): Promise<void> {
    const [first] = replies
    if (!first) return
    const found = await needs.findContacts(portal.portalId, first.channel, first.address)
    const [only, another] = await presentContacts(portal, [...known, ...found])
    if (!only || another) return
    await portal.transaction(async (tx) => {
      const held: HeldReply[] = []
      for (const { id } of replies) {
        const reply = await holdReply(tx, id)
        if (reply && reply.contactId === null && !reply.dismissed) held.push(reply)
      }
      // Now that they are held: meanwhile HubSpot may have told that the contact is deleted, or has become another.
      const [contactId] = await presentContacts(tx, [only])
      if (held.length === 0 || contactId === undefined) return
      for (const reply of held) {
        await giveReply(tx, reply, { contactId, actor: null, timelineGather: needs.timelineGather })
      }
      await tellTimeline(needs.jobs, tx, portal.portalId, 'new', needs.timelineGather)
      const entry = { portalId: portal.portalId, at: needs.now(), actor: 'relay', action: 'waiting.given' } as const
      await appendAudit(
        tx,
        held.map(({ id }) => ({ ...entry, detail: { id: `reply:${id}`, contactId } })),
      )
    })
  }
}
