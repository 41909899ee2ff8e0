import { Permanent, Temporary } from '../errors.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Outgoing } from '../providers/provider.ts'
import type { Thread } from '../store/conversations.ts'
import type { Claim, Outcome } from '../store/deliveries.ts'

export interface CallNeeds {
  fetch: typeof fetch
  now: () => Date
  random: () => number
  /** Aborts every call under way, when the relay is told to end at once. */
  stopping: AbortSignal
  timelineGather: number
}

/** Attempts after which "later" becomes "never". With the growing delay this is about two days. */
const mostAttempts = 30

/** Calls the provider once for a claim and says what it came to. Never throws: not knowing is an outcome, too. */
export async function callProvider(
  claim: Claim,
  { line, provider }: LineOfProvider,
  thread: Thread,
  needs: CallNeeds,
): Promise<Outcome> {
  const message: Outgoing = {
    reference: claim.messageId,
    to: claim.to,
    // An answer without a subject of its own stays in the thread under the thread's.
    subject: claim.subject ?? (thread.subject && `Re: ${thread.subject.replace(/^(re:\s*)+/i, '')}`),
    body: claim.body,
    conversationToken: claim.conversationToken,
    earlier: thread.earlier,
    ...(thread.lastReplyAt === undefined ? {} : { lastReplyAt: thread.lastReplyAt }),
  }
  const signal = AbortSignal.any([AbortSignal.timeout(provider.limits.timeout), needs.stopping])
  try {
    const sent = await provider.send(message, line, { fetch: needs.fetch, now: needs.now, signal })
    if (sent.outcome === 'accepted') return outcome('done', sent.status, { providerId: sent.providerId })
    return doubt(sent.reason)
  } catch (error) {
    if (error instanceof Temporary && claim.attempts < mostAttempts) {
      const wait = error.retryAfter ?? growingDelay(claim.attempts, needs.random)
      return outcome('due', 'queued', {
        dueAt: new Date(needs.now().getTime() + wait),
        error: { code: error.code, detail: error.message, retryable: true },
      })
    }
    if (error instanceof Temporary || error instanceof Permanent) {
      return outcome('done', 'failed', {
        error: { code: error.code, detail: error.message, retryable: error instanceof Temporary },
      })
    }
    // Our own fault in the middle of a send: it may have left, so it must not leave again by itself.
    return doubt(error instanceof Error ? error.message : String(error))
  }

  function doubt(reason: string): Outcome {
    if (provider.idempotent && claim.attempts < mostAttempts) {
      return outcome('due', 'queued', {
        dueAt: new Date(needs.now().getTime() + growingDelay(claim.attempts, needs.random)),
      })
    }
    return outcome('unknown', 'unknown', { error: { code: 'outcome_unknown', detail: reason, retryable: false } })
  }

  function outcome(
    state: Outcome['state'],
    status: Outcome['status'],
    rest: { providerId?: string; dueAt?: Date; error?: Outcome['error'] },
  ): Outcome {
    return {
      portalId: claim.portalId,
      messageId: claim.messageId,
      lineId: claim.lineId,
      attempts: claim.attempts,
      state,
      status,
      dueAt: rest.dueAt ?? null,
      providerId: rest.providerId ?? null,
      error: rest.error ?? null,
      at: needs.now(),
      recordAt: new Date(needs.now().getTime() + needs.timelineGather),
    }
  }
}

/** Doubles from one second to four hours, with as much jitter again, so that nobody comes back all at once. */
function growingDelay(attempts: number, random: () => number): number {
  const base = Math.min(1_000 * 2 ** Math.min(attempts - 1, 20), 4 * 3_600_000)
  return Math.round(base * (0.5 + random()))
}
