import type { GiveWaitingRequest, WaitingDone } from '../../contract/waiting.ts'
import { Invalid } from '../errors.ts'
import type { ContactReader } from '../hubspot/contact-reader.ts'
import { giveReply, holdReply, type HeldReply } from '../message/give-reply.ts'
import { keepConsents } from '../message/keep-consents.ts'
import { keepQuestions } from '../message/keep-questions.ts'
import { markConsents } from '../message/mark-consents.ts'
import { judgeWord } from '../policy/judge-word.ts'
import { readKeyword } from '../policy/keyword.ts'
import { appendAudit } from '../store/audit/audit.ts'
import { readContactNow } from '../store/contact/contact-standing.ts'
import type { Database, PortalDb } from '../store/database.ts'
import { readWaiting } from '../store/waiting/find-waiting.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'
import type { By } from '../http/desks.ts'
import { notWaiting } from './not-waiting.ts'
import { splitId, unknownItem } from './split-id.ts'

export interface GiveNeeds {
  database: Database
  jobs: Jobs
  now: () => Date
  readContact: ContactReader
  timelineGather: number
}

/**
 * A reply becomes a contact's: it stands on their card and goes to their timeline, and so does what comes next from there, while
 * HubSpot names nobody else. Whoever was merged into another is that other. Throws `Invalid` where there is no such contact.
 */
export function createGive(needs: GiveNeeds) {
  return async ({ portalId, id, contactId: named }: GiveWaitingRequest, by: By): Promise<WaitingDone> => {
    const portal = needs.database.forPortal(portalId)
    const { kind, key } = splitId(portalId, id)
    if (kind !== 'reply' && kind !== 'aside') {
      throw new Invalid('deed_not_possible', 'Only a reply can be given to a contact.')
    }
    const contactId = await whoever(portal, named ?? (await suggested(portal, kind, key)))
    if (Object.keys(await needs.readContact(portalId, { id: contactId, properties: {} })).length === 0) {
      throw new Invalid('unknown_contact', `HubSpot has no contact ${contactId} in account ${portalId}.`, {
        status: 404,
      })
    }
    return portal.transaction(async (tx) => {
      const reply = await holdReply(tx, key)
      const same = reply?.contactId === contactId
      if (reply?.contactId === null && reply.aside !== (kind === 'aside')) throw unknownItem(portalId, id)
      if (!reply || reply.dismissed || (reply.contactId !== null && !same)) throw await notWaiting(tx, kind, key)
      if (!same) {
        await giveReply(tx, reply, { contactId, actor: by, timelineGather: needs.timelineGather })
        if (reply.aside) await takeWord(tx, reply)
        await tellTimeline(needs.jobs, tx, portalId, 'new', needs.timelineGather)
        await appendAudit(tx, [
          { portalId, at: needs.now(), actor: by, action: 'waiting.given', detail: { id, contactId } },
        ])
      }
      return { id, done: 'given', already: same, contactId }
    })
  }
}

/** What was set aside said nothing of consent; now it is the word of a person, as of when it came. */
async function takeWord(tx: PortalDb, { id, channel, address, body, made, isProved, at }: HeldReply): Promise<void> {
  const { consent: state, asks } = judgeWord(made ? null : readKeyword(body, channel), isProved)
  const said = state === null ? [] : [{ messageId: id, channel, address, state, at }]
  await markConsents(tx, said)
  await keepConsents(tx, said)
  await keepQuestions(tx, [{ id, channel, address, consent: state, asks, at }])
}

/** Whose it would have been, where that was known when it came. */
async function suggested(portal: PortalDb, kind: 'reply' | 'aside', key: string): Promise<string> {
  const found = await readWaiting(portal, kind, key)
  if (!found) throw await notWaiting(portal, kind, key)
  if (found.contactId !== null) return found.contactId
  throw new Invalid('invalid_contact', 'Nobody knows whose this would be. Name the contact that it is to be given to.')
}

async function whoever(portal: PortalDb, named: string): Promise<string> {
  const { contactId, state } = await readContactNow(portal, named)
  if (state === 'present') return contactId
  const what = state === 'deleted' ? 'deleted in HubSpot' : 'forgotten, as HubSpot asked'
  throw new Invalid('contact_gone', `Contact ${named} was ${what}. Give the reply to another one, or dismiss it.`, {
    status: 409,
  })
}
