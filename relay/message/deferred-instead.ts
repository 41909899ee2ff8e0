import type { MessageEvent } from './message-event.ts'
import { mostAttempts, retryDelay } from './retry-delay.ts'
import type { Standing } from './standing.ts'

/**
 * What a report says of a message as it stands: a failure by which it is surely not delivered, and may be taken later, puts the
 * message back to wait, as the same word does in the answer to the call. It counts for the newest attempt alone, once, where the report
 * names that by the provider's id, and never for what another message stands in for; else it is the failure that it says.
 */
export function deferredInstead(now: Standing, event: MessageEvent): MessageEvent {
  if (event.kind !== 'reported' || !event.notNow || event.error === null) return event
  const { state, status, attempts, deferred, providerId } = now
  const isOpen = (state === 'done' || state === 'unknown') && ['sending', 'sent', 'unknown'].includes(status)
  const isNewest = event.providerId === null ? deferred === 0 : providerId === null || event.providerId === providerId
  if (!isOpen || !isNewest || deferred === attempts || now.followed || attempts >= mostAttempts) return event
  const { notNow, error, blame, at } = event
  const wait = retryDelay(attempts, notNow.after, notNow.jitter)
  return { kind: 'deferred', wait, error: { ...error, retryable: true }, blame, providerId: event.providerId, at }
}
