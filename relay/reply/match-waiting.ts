import type { Account } from '../account/account.ts'
import type { Database, PortalDatabase } from '../store/database.ts'
import { groupCommit } from '../store/group-commit.ts'
import { claimAsking, hastenAsking, holdOpen, untilNextDelivered, type InboxItem } from '../store/inbox/inbox.ts'
import type { JobHandler } from '../store/jobs/jobs.ts'
import { judgeFailure } from '../store/judge-failure.ts'
import { findSenders } from './find-senders.ts'
import { matchKnown } from './match-known.ts'
import { matchReply, type MatchNeeds } from './match.ts'
import { placeEvents } from './place-events.ts'
import { isSilence, putOffDeliveries, type Trouble } from './put-off-deliveries.ts'
import { carrierOf, readDelivery } from './read-delivery.ts'
import { isAside, namedBy, writtenOf, type Matches, type ReadItem } from './read-item.ts'
import { settleDeliveries } from './settle-deliveries.ts'
import type { WorkOffNeeds } from './work-off.ts'

export interface MatchWaitingNeeds extends WorkOffNeeds, MatchNeeds {
  database: Database
  /** Milliseconds after which a delivery that somebody asks about is another's. */
  askLease: number
}

/** What one search of HubSpot's takes, and bytes of what is looked at together. */
const [together, bytes] = [25, 4_000_000]

/**
 * Asks HubSpot about the senders of deliveries that nobody else can match, several at once, and settles each when its answer is
 * there. Asking happens outside of transactions, which hold rows only for a moment.
 */
export function createMatchWaiting(needs: MatchWaitingNeeds): JobHandler {
  const asking = new Set<string>()
  /** Accounts whose HubSpot did not answer last time. */
  const silent = new Set<string>()

  return async ({ portalId }) => {
    const portal = needs.database.forPortal(portalId)
    const account = await needs.accounts.of(portalId)
    const claimed = await claimAsking(portal, {
      ...{ limit: together, bytes, lease: needs.askLease },
      but: [...asking],
    })
    // Others need not wait for the answers to these.
    if (claimed.length === together) needs.jobs.hintAll('match-replies', [portalId])
    claimed.forEach(({ id }) => asking.add(id))
    try {
      await matchAll(portal, account, claimed)
    } finally {
      claimed.forEach(({ id }) => asking.delete(id))
    }
    const wait = await untilNextDelivered(portal, true)
    return wait === null ? undefined : { again: wait }
  }

  async function matchAll(portal: PortalDatabase, account: Account, claimed: InboxItem[]): Promise<void> {
    if (claimed.length === 0) return
    const matches: Matches = new Map()
    const troubles: Trouble[] = []
    const settleSoon = groupCommit<ReadItem, undefined>({
      size: together,
      async write(ones) {
        await settle(portal, account, ones, matches, troubles)
        return ones.map(() => undefined)
      },
    })
    await Promise.all(
      claimed.map(async (item) => {
        try {
          const told = await readDelivery(item, await carrierOf(portal, item, account.lines))
          for (const one of await placeEvents(portal, [told], account)) {
            await matchOne(portal, account, one, matches)
            await settleSoon(one)
          }
        } catch (error) {
          troubles.push({ item, error })
        }
      }),
    )
    const failure = troubles.find(({ error }) => judgeFailure(error) === 'away')
    if (failure) throw failure.error
    await putOffDeliveries(portal, troubles, needs)
    // What is only early, or cannot be read, says nothing of HubSpot.
    if (troubles.some(({ error }) => isSilence(error))) silent.add(portal.portalId)
    else if (silent.delete(portal.portalId)) await hastenAsking(portal)
  }

  async function matchOne(
    portal: PortalDatabase,
    { country }: Account,
    one: ReadItem,
    matches: Matches,
  ): Promise<void> {
    const { line, events } = one
    const senders = await findSenders(portal, [one], country)
    // Whose it would be is not worth a question to HubSpot.
    if (writtenOf(events).some(isAside)) {
      for (const [written, known] of await matchKnown(portal, [one], senders)) matches.set(written, known)
    }
    for (const written of writtenOf(events).filter((two) => !isAside(two))) {
      const address = senders.get(written)!
      matches.set(written, { address, match: await matchReply(portal, line, address, namedBy(written), needs) })
    }
  }

  async function settle(
    portal: PortalDatabase,
    account: Account,
    ones: ReadItem[],
    matches: Matches,
    troubles: Trouble[],
  ): Promise<void> {
    const open = await portal.transaction(async (tx) => {
      const held = await holdOpen(
        tx,
        ones.map(({ item }) => item.id),
      )
      const ours = new Set(held.map(({ id }) => id))
      return settleDeliveries(
        tx,
        ones.filter(({ item }) => ours.has(item.id)),
        matches,
        { ...needs, account },
      )
    })
    troubles.push(...open)
  }
}
