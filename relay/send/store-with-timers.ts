import { storeAccepted, type Acceptance, type AcceptedMessage } from '../message/accepted-message.ts'
import type { Database, Db } from '../store/database.ts'
import type { Jobs } from '../store/jobs.ts'
import type { PlannedStep } from '../message/planned-step.ts'
import { auditAcceptance } from './audit-acceptance.ts'

/**
 * Stores messages with their entries in the audit log; one whose ladder looks at the clock is looked at again when its
 * first time has come.
 */
export async function storeWithTimers(
  database: Database,
  messages: AcceptedMessage[],
  jobs: Jobs,
): Promise<Acceptance[]> {
  // One statement is a transaction already, and a round trip instead of three.
  if (messages.every(({ ladder }) => firstMinutes(ladder) === null)) {
    return storeAccepted(database, messages, auditAcceptance)
  }
  return database.transaction(async (tx) => {
    const acceptances = await storeAccepted(tx, messages, auditAcceptance)
    for (const [index, acceptance] of acceptances.entries()) {
      if (acceptance.outcome === 'accepted') await setTimer(tx, messages[index]!, jobs)
    }
    return acceptances
  })
}

/** In the transaction that stores the message. */
export async function setTimer(tx: Db, message: AcceptedMessage, jobs: Jobs): Promise<void> {
  const minutes = firstMinutes(message.ladder)
  if (minutes === null) return
  const { portalId, id: messageId } = message
  await jobs.enqueue(tx, 'fall-back', { portalId, messageId, failure: 'not_delivered' }, { delay: minutes * 60_000 })
}

function firstMinutes(ladder: PlannedStep[]): number | null {
  const minutes = ladder.flatMap(({ when }) => when.notDeliveredMinutes ?? [])
  return minutes.length > 0 ? Math.min(...minutes) : null
}
