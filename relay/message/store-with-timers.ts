import { storeAccepted, type Acceptance, type AcceptedMessage } from './accepted-message.ts'
import { move, type MoveNeeds } from './move.ts'
import { wereResent } from './were-resent.ts'
import { Invalid } from '../errors.ts'
import type { Database, WideDb } from '../store/database.ts'
import { setTasks, type NewTask } from '../store/jobs/tasks.ts'

/**
 * Stores messages; one whose ladder looks at the clock is looked at again when its
 * first time has come, and what one is sent again for goes down its own ladder no more.
 */
export async function storeWithTimers(
  database: Database,
  messages: AcceptedMessage[],
  needs: MoveNeeds,
): Promise<Acceptance[]> {
  // One statement is a transaction already, and a round trip instead of three.
  if (messages.every(({ ladder, retryOf }) => firstMinutes(ladder) === null && retryOf === null)) {
    return storeAccepted(database, messages)
  }
  return database.transaction(async (tx) => {
    const acceptances = await storeAccepted(tx, messages)
    const accepted = messages.filter((_, index) => acceptances[index]?.outcome === 'accepted')
    await setTasks(tx, needs.jobs, accepted.flatMap(timersOf))
    await endRetried(tx, accepted, needs)
    return acceptances
  })
}

/** What looks at the clock for this message: noted in the transaction that stores it. */
export function timersOf({ portalId, id, ladder }: AcceptedMessage): NewTask<'fall-back'>[] {
  const minutes = firstMinutes(ladder)
  if (minutes === null) return []
  return [{ portalId, kind: 'fall-back', key: id, data: { failure: 'not_delivered' }, delay: minutes * 60_000 }]
}

/**
 * Throws `Invalid` where the message has left meanwhile, another stands in for it already, it was sent again before, or it is none of this contact:
 * then it is not sent again.
 */
async function endRetried(tx: WideDb, accepted: AcceptedMessage[], needs: MoveNeeds): Promise<void> {
  const retries = accepted.flatMap(({ portalId, id: by, retryOf, contactId }) =>
    retryOf === null ? [] : [{ portalId, messageId: retryOf, contactId, event: { kind: 'resent', by } as const }],
  )
  if (retries.length === 0) return
  const results = await move(tx, retries, needs)
  if (!results.every((one, index) => one.result === 'moved' && one.contactId === retries[index]?.contactId)) {
    throw new Invalid(
      'not_failed',
      'The message that was to be sent again has left meanwhile, or was sent another way. Reload the card.',
      { status: 409 },
    )
  }
  // Read while the deliveries are held, so that of two at once one sees the other.
  if (await wereResent(tx, retries)) {
    throw new Invalid('sent_again', 'Somebody has sent this message again already. Reload the card.', { status: 409 })
  }
}

function firstMinutes(ladder: AcceptedMessage['ladder']): number | null {
  const minutes = ladder.flatMap(({ when }) => when.notDeliveredMinutes ?? [])
  return minutes.length > 0 ? Math.min(...minutes) : null
}
