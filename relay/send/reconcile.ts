import type { Logger } from 'pino'
import type { Accounts } from '../account/account.ts'
import { Temporary } from '../errors.ts'
import { findUnknown } from '../message/find-unknown.ts'
import type { MessageEvent } from '../message/message-event.ts'
import { move, type MoveNeeds } from '../message/move.ts'
import type { Database } from '../store/database.ts'
import type { TaskHandler } from '../store/jobs/tasks.ts'
import { withTimeLimit } from '../with-time-limit.ts'
import type { VendorFetch } from '../providers/vendor-fetch.ts'

export interface ReconcileNeeds extends MoveNeeds {
  database: Database
  accounts: Accounts
  fetch: VendorFetch
  log: Logger
  /** Milliseconds after which a provider's "not there" is believed. */
  settle: number
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
 * Asks the provider what became of a message in doubt. Found: it was sent. Surely not there: it leaves again. It is asked
 * only after the settling time, because a provider may still be working on a request that was cut off. Where the line leads elsewhere since, only
 * what is found counts.
 */
export function createReconcile(needs: ReconcileNeeds): TaskHandler<'reconcile-delivery'> {
  return async ({ portalId, key: messageId }, stopping) => {
    const unknown = await findUnknown(needs.database.forPortal(portalId), messageId)
    if (!unknown) return undefined
    const { lines } = await needs.accounts.of(portalId)
    const carrier = lines.find(unknown.lineId)
    if (!carrier) {
      throw new Temporary(
        'unknown_line',
        `the line ${unknown.lineId} is not configured, so its provider cannot be asked`,
      )
    }
    const { provider, line } = carrier
    const find = provider.find?.bind(provider)
    if (!find) return undefined
    // Whoever hurries: it may still be working on the request.
    if (unknown.age < needs.settle) return { again: needs.settle - unknown.age }
    // Providers judge by when it was attempted, which the database's clock has told.
    const asked = performance.now()
    const now = () => new Date(unknown.now.getTime() + performance.now() - asked)
    const found = await withTimeLimit(provider.limits.timeout, [stopping], (signal) =>
      find(messageId, line, { fetch: needs.fetch, now, signal }, unknown),
    ).catch((error: unknown) => {
      throw error instanceof Temporary
        ? error
        : new Temporary('find_failed', `asking ${provider.name} for the message failed`, { cause: error })
    })
    if (!found && unknown.isElsewhere) {
      needs.log.warn(
        { portalId, messageId, lineId: unknown.lineId, next: 'a person settles it' },
        'a line leads elsewhere since a message was left in doubt: that it is not known there proves nothing',
      )
      return undefined
    }
    const again = !unknown.followed && unknown.attempts < mostAttempts
    const event: MessageEvent = found
      ? { kind: 'found', status: found.status, providerId: found.providerId ?? null }
      : again
        ? { kind: 'found_unsent', attempt: unknown.attempts }
        : { kind: 'never_taken', attempt: unknown.attempts, error: neverTaken(carrier.provider.name, unknown) }
    const portal = needs.database.forPortal(portalId)
    const [moved] = await portal.transaction((tx) => move(tx, [{ portalId, messageId, event }], needs))
    // Something happened to it meanwhile, by which that answer means something else; it is still in doubt.
    if (moved?.result === 'refused' && moved.standing.state === 'unknown') return { again: needs.settle }
    if (event.kind !== 'found_unsent') return undefined
    needs.log.info({ messageId }, 'the provider never sent this message; it leaves now')
    needs.wake()
    return undefined
  }
}
