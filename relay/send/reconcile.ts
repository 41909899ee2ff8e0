import type { Logger } from 'pino'
import { Temporary } from '../errors.ts'
import type { Database } from '../store/database.ts'
import { requeueUnsent } from '../message/deliveries.ts'
import type { Outcome } from '../message/store-outcomes.ts'
import { findUnknown } from '../message/find-unknown.ts'
import { keepOutcomes, type KeepNeeds } from './keep-outcomes.ts'

export interface ReconcileNeeds extends KeepNeeds {
  database: Database
  fetch: typeof fetch
  now: () => Date
  log: Logger
  /** A delivery is due again. */
  wake: () => void
}

/** A provider that neither takes a message nor says why would otherwise be asked for ever. */
const mostAttempts = 10

function neverTaken(provider: string, { attempts, followed }: { attempts: number; followed: boolean }) {
  if (followed) {
    return {
      code: 'never_taken',
      detail: 'It was surely not sent; another message stands in for it.',
      retryable: false,
    }
  }
  const detail = `${provider} did not take this message in ${attempts} attempts, and does not say why. It was surely not sent.`
  return { code: 'never_taken', detail, retryable: true }
}

/**
 * Asks the provider what became of a message in doubt. Found: it was sent. Surely not there: it leaves again. The job
 * runs only after the settling time, because a provider may still be working on a request that was cut off.
 */
export function createReconcile(needs: ReconcileNeeds) {
  return async (
    { portalId, messageId }: { portalId: string; messageId: string },
    stopping: AbortSignal,
  ): Promise<void> => {
    const unknown = await findUnknown(needs.database.forPortal(portalId), messageId)
    if (!unknown) return
    const carrier = needs.lines.find(portalId, unknown.lineId)
    if (!carrier?.provider.find) return
    const signal = AbortSignal.any([AbortSignal.timeout(carrier.provider.limits.timeout), stopping])
    const context = { fetch: needs.fetch, now: needs.now, signal }
    const found = await carrier.provider.find(messageId, carrier.line, context, unknown).catch((error: unknown) => {
      throw error instanceof Temporary
        ? error
        : new Temporary('find_failed', `asking ${carrier.provider.name} for the message failed`, { cause: error })
    })
    const now = needs.now()
    if (!found && !unknown.followed && unknown.attempts < mostAttempts) {
      await requeueUnsent(needs.database.forPortal(portalId), messageId, now)
      needs.log.info({ messageId }, 'the provider never sent this message; it leaves now')
      return needs.wake()
    }
    const outcome: Outcome = {
      portalId,
      messageId,
      lineId: unknown.lineId,
      attempts: unknown.attempts,
      state: 'done',
      status: found?.status ?? 'failed',
      dueAt: null,
      providerId: found?.providerId ?? null,
      error: found ? null : neverTaken(carrier.provider.name, unknown),
      blame: null,
      at: now,
      recordAt: new Date(now.getTime() + needs.timelineGather),
    }
    await needs.database.transaction((tx) => keepOutcomes(tx, [outcome], needs))
  }
}
