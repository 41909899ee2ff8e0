import type { Account, Accounts } from '../account/account.ts'
import type { Logger } from 'pino'
import type { Contact } from '../../contract/contact.ts'
import { Invalid } from '../errors.ts'
import { findAddress } from '../hubspot/address.ts'
import type { ContactReader } from '../hubspot/contact-reader.ts'
import { welcomeKey, wereWelcomed } from '../message/were-welcomed.ts'
import { readContactNow, readMergedInto } from '../store/contact/contact-standing.ts'
import type { Database } from '../store/database.ts'
import type { TaskHandler } from '../store/jobs/tasks.ts'
import type { createAccept } from './accept.ts'

export interface AutoSendNeeds {
  database: Database
  accounts: Accounts
  readContact: ContactReader
  log: Logger
}

/** Where HubSpot itself says which contacts became this one: ids, the second kind with the time of each merge behind a colon. */
const mergedProperties = { hs_merged_object_ids: null, hs_calculated_merged_vids: null }

/**
 * A contact was created: whoever it is by now gets the admin's message, once however often HubSpot tells of it. One that came of a
 * merge is nobody new, and its creation is no reason; nor is a person greeted twice who was created twice. A contact that is gone by then, or
 * that cannot be written to, gets none, and nobody need look at that.
 */
export function createAutoSend(
  needs: AutoSendNeeds,
  accept: ReturnType<typeof createAccept>,
): TaskHandler<'auto-send'> {
  return async ({ portalId, key: created }) => {
    const account = await needs.accounts.of(portalId)
    const { autoSend } = account
    if (!autoSend) return
    const portal = needs.database.forPortal(portalId)
    const { contactId, state } = await readContactNow(portal, created)
    if (state !== 'present') return
    const properties = await needs.readContact(portalId, { id: contactId, properties: mergedProperties })
    const before = [...(await readMergedInto(portal, contactId)), ...mergedIn(properties)]
    if (created === contactId && before.length > 0) return
    const { lineId = null } = autoSend
    const contact = { id: contactId, properties }
    const others = [...before, created].filter((id) => id !== contactId)
    if (await wereWelcomed(portal, { contactIds: others, lineId, address: addressOf(account, contact, lineId) })) return
    try {
      await accept({
        portalId,
        source: 'workflow',
        contact,
        idempotencyKey: welcomeKey(contactId),
        ...(lineId === null ? {} : { lineId }),
        body: autoSend.message,
        actor: { automatic: 'contact_created' },
      })
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      needs.log.info(
        { portalId, contactId, code: error.code, reason: error.message },
        'a new contact was not written to',
      )
    }
  }

  function addressOf({ lines, country, routing }: Account, contact: Contact, lineId: string | null): string | null {
    const line = lineId === null ? null : lines.find(lineId)?.line
    if (!line) return null
    const finding = findAddress(contact, line.channel, country, routing.addresses)
    return finding.found === 'address' ? finding.address : null
  }
}

/** Of the properties of a contact: the ids of those that it came of. */
function mergedIn(properties: Record<string, string | null>): string[] {
  return Object.keys(mergedProperties).flatMap((name) =>
    (properties[name] ?? '').split(';').flatMap((one) => /^\s*([1-9][0-9]{0,18})(?:$|[:\s])/.exec(one)?.[1] ?? []),
  )
}
