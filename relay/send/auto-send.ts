import type { Logger } from 'pino'
import { contactProperties } from '../../contract/contact-properties.ts'
import type { AutoSendSection } from '../../contract/settings/auto-send.ts'
import type { Account, Accounts } from '../account/account.ts'
import { Invalid } from '../errors.ts'
import { findAddress } from '../hubspot/address.ts'
import type { ContactFacts } from '../hubspot/contact-facts.ts'
import { welcomeKey, wereWelcomed } from '../message/were-welcomed.ts'
import { judgeMatch } from '../policy/judge-match.ts'
import { noteAutoSends, readAutoSend, storeAutoSend, type AutoSendOutcome } from '../store/contact/auto-sends.ts'
import { readContactNow, readMergedInto, whyGone } from '../store/contact/contact-standing.ts'
import type { Database } from '../store/database.ts'
import type { TaskHandler } from '../store/jobs/tasks.ts'
import type { createAccept } from './accept.ts'

export interface AutoSendNeeds {
  database: Database
  accounts: Accounts
  facts: ContactFacts
  log: Logger
}

/** Where HubSpot itself says which contacts became this one: ids, the second kind with the time of each merge behind a colon. */
const mergedProperties = ['hs_merged_object_ids', 'hs_calculated_merged_vids']

type Decided = Pick<AutoSendOutcome, 'state' | 'code' | 'words' | 'messageId'>

const not = (code: string, words: string): Decided => ({ state: 'not_sent', code, words, messageId: null })

/**
 * A contact was created: whoever it is by now gets the admin's message if they match, once however often HubSpot tells of it, and by the
 * settings as they are when it is due. One that came of a merge is nobody new, and its creation is no reason; nor is a person greeted
 * twice who was created twice. What became of each is kept for whoever asks; while HubSpot cannot say who matches, it waits.
 */
export function createAutoSend(
  needs: AutoSendNeeds,
  accept: ReturnType<typeof createAccept>,
): TaskHandler<'auto-send'> {
  return async ({ portalId, key: created }) => {
    const portal = needs.database.forPortal(portalId)
    const account = await needs.accounts.of(portalId)
    const { autoSend } = account
    const noted = await readAutoSend(portal, created, (autoSend?.delayMinutes ?? 0) * 60_000)
    if (noted?.decided) return
    // An older relay noted the task alone.
    if (!noted) await noteAutoSends(portal, [created])
    if (autoSend && noted && noted.wait >= 1) return { again: noted.wait }
    const { contactId, state } = await readContactNow(portal, created)
    const became = contactId === created ? null : contactId
    try {
      const outcome = !autoSend
        ? not('turned_off', 'Auto-send was turned off before this was due.')
        : state !== 'present'
          ? not(`contact_${state}`, `By then ${whyGone[state]}.`)
          : await decide(account, autoSend, { created, contactId })
      await storeAutoSend(portal, created, { ...outcome, became })
      const { code, words } = outcome
      if (code !== null)
        needs.log.info({ portalId, contactId, code, reason: words }, 'a new contact was not written to')
    } catch (error) {
      const { code = 'failed', message } = error as Error & { code?: string }
      await storeAutoSend(portal, created, { state: 'waits', code, words: message, became, messageId: null })
      throw error
    }
  }

  async function decide(
    account: Account,
    autoSend: AutoSendSection,
    { created, contactId }: { created: string; contactId: string },
  ): Promise<Decided> {
    const { portalId } = account
    const portal = needs.database.forPortal(portalId)
    const { match = {}, lineId } = autoSend
    const names = [...contactProperties, 'hs_object_source', ...mergedProperties]
    const own = [
      ...Object.values(account.routing.addresses ?? {}).flat(),
      ...(match.properties ?? []).map(({ name }) => name),
    ]
    const properties = await needs.facts.propertiesOf(portalId, contactId, [...new Set([...names, ...own])])
    if (properties === null) return not('unknown_contact', 'HubSpot has no such contact any more.')
    const before = [...(await readMergedInto(portal, contactId)), ...mergedIn(properties)]
    if (created === contactId && before.length > 0) {
      return not('came_of_merge', 'It came of a merge: whom it came of are no new contacts.')
    }
    const lists = match.lists ? await needs.facts.listsOf(portalId, contactId) : []
    const { matches, words } = judgeMatch(match, { properties, lists })
    if (!matches) return not('no_match', words)
    const contact = { id: contactId, properties }
    const others = [...before, created].filter((id) => id !== contactId)
    if (await wereWelcomed(portal, { contactIds: others, places: placesOf(account, contact) })) {
      return not('welcomed_before', 'Whoever has this address was sent it already.')
    }
    try {
      const { messageId } = await accept({
        portalId,
        source: 'workflow',
        contact,
        idempotencyKey: welcomeKey(contactId),
        lineId,
        body: autoSend.message,
        actor: {
          automatic: 'contact_created',
          settings: String(account.version),
          ...(words ? { matched: words } : {}),
        },
      })
      return { state: 'sent', code: null, words: words || null, messageId }
    } catch (error) {
      if (error instanceof Invalid) return not(error.code, error.message)
      throw error
    }
  }
}

/** Where a contact can be written to, by line. */
function placesOf(
  { lines, country, routing }: Account,
  contact: { id: string; properties: Record<string, string | null> },
): { lineId: string; address: string }[] {
  return lines.list().flatMap(({ line }) => {
    const finding = findAddress(contact, line.channel, country, routing.addresses)
    return finding.found === 'address' ? [{ lineId: line.id, address: finding.address }] : []
  })
}

/** Of the properties of a contact: the ids of those that it came of. */
function mergedIn(properties: Record<string, string | null>): string[] {
  return mergedProperties.flatMap((name) =>
    (properties[name] ?? '').split(';').flatMap((one) => /^\s*([1-9][0-9]{0,18})(?:$|[:\s])/.exec(one)?.[1] ?? []),
  )
}
