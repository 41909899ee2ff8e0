import { Refusal } from '../errors.ts'
import type { ContactReader } from '../hubspot/contact-reader.ts'
import { readContactNow } from '../store/contact/contact-standing.ts'
import type { Database } from '../store/database.ts'
import type { SendWish } from './accept.ts'

/**
 * A wish for a contact that was merged is one for whom it became, as HubSpot has that one; the same wish where there is nothing to
 * say against it. Throws `Refusal` where HubSpot told that the contact is gone.
 */
export async function asTheyStand(
  wish: SendWish,
  needs: { database: Database; readContact: ContactReader },
): Promise<SendWish> {
  const { portalId, contact } = wish
  const { contactId: id, state } = await readContactNow(needs.database.forPortal(portalId), contact.id)
  if (state === 'deleted')
    throw gone('This contact was deleted in HubSpot, so nothing is sent. Restore it there first.')
  if (state === 'forgotten') throw gone('This contact was erased in HubSpot for good, so nothing is sent.')
  if (id === contact.id) return wish
  const properties = await needs.readContact(portalId, { id, properties: {} })
  return { ...wish, named: wish.named ?? contact.id, contact: { id, properties } }
}

const gone = (words: string) => new Refusal('contact_gone', words, { status: 409 })
