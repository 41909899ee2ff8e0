import type { Account, Accounts } from '../account/account.ts'
import type { Database, PortalDatabase, PortalDb } from '../store/database.ts'
import { holdDue, holdOpen, leaveToHubSpot, untilNextDelivered, type InboxItem } from '../store/inbox/inbox.ts'
import type { JobHandler } from '../store/jobs/jobs.ts'
import { judgeFailure } from '../store/judge-failure.ts'
import { findSenders } from './find-senders.ts'
import { keepStrangersConsents } from './keep-strangers-consents.ts'
import { matchKnown } from './match-known.ts'
import { placeEvents } from './place-events.ts'
import { putOffDeliveries } from './put-off-deliveries.ts'
import { isAside, writtenOf, type ReadItem } from './read-item.ts'
import { createReadings } from './readings.ts'
import { settleDeliveries, type SettleNeeds } from './settle-deliveries.ts'

export interface WorkOffNeeds extends Omit<SettleNeeds, 'account'> {
  database: Database
  accounts: Accounts
  random: () => number
  /** Milliseconds between two tries, at most. */
  retryMost: number
}

/** Deliveries settled in one transaction, at most, and their bytes. */
const together = { limit: 100, bytes: 4_000_000 }

/**
 * Works off an account's deliveries in the inbox, a slice at a time: each is settled with all that it changes in the transaction
 * that holds it. What must wait, or cannot be read, or not soon, holds up no other; whoever is known does not wait until HubSpot has been asked
 * about those who are not. Where the transaction fails, each gets one of its own.
 */
export function createWorkOff(needs: WorkOffNeeds): JobHandler {
  const readings = createReadings(needs)

  return async ({ portalId }) => {
    const portal = needs.database.forPortal(portalId)
    const account = await needs.accounts.of(portalId)
    let held: InboxItem[] = []
    let more = false
    try {
      await portal.transaction(async (tx) => {
        ;({ items: held, more } = await holdDue(tx, { ...together, but: readings.underWay(portalId) }))
        await workOff(tx, account, held)
      })
    } catch (error) {
      if (held.length === 0) throw error
      for (const item of held) await workOffAlone(portal, account, item)
    }
    if (more) return { again: 0 }
    const wait = await untilNextDelivered(portal, false)
    return wait === null ? undefined : { again: wait }
  }

  async function workOff(tx: PortalDb, account: Account, items: InboxItem[]): Promise<void> {
    if (items.length === 0) return
    const { told, troubles } = await readings.read(tx, items, account.lines)
    const read = await placeEvents(tx, told, account)
    const senders = await findSenders(tx, read, account.country)
    const matches = await matchKnown(tx, read, senders)
    const isKnown = ({ events }: ReadItem) => writtenOf(events).every((one) => isAside(one) || matches.has(one))
    troubles.push(...(await settleDeliveries(tx, read.filter(isKnown), matches, { ...needs, account })))
    const strange = read.filter((one) => !isKnown(one))
    await keepStrangersConsents(tx, strange, senders)
    await leaveToHubSpot(
      tx,
      strange.map(({ item }) => item.id),
    )
    if (strange.length > 0) needs.jobs.hint(tx, 'match-replies', tx.portalId)
    await putOffDeliveries(tx, troubles, needs)
  }

  async function workOffAlone(portal: PortalDatabase, account: Account, item: InboxItem): Promise<void> {
    try {
      await portal.transaction(async (tx) => workOff(tx, account, await holdOpen(tx, [item.id])))
    } catch (error) {
      if (judgeFailure(error) === 'away') throw error
      await putOffDeliveries(portal, [{ item, error }], needs)
    }
  }
}
