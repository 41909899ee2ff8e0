import { cutText } from '../../contract/cut-text.ts'
import type { Template } from '../../contract/routing.ts'
import type { FetchAttachments } from '../files/fetch-attachments.ts'
import { Permanent, Temporary } from '../errors.ts'
import { LineChanged } from '../providers/line-changed.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Outgoing } from '../providers/provider.ts'
import type { Thread } from '../message/thread.ts'
import type { Claim } from '../message/claim-deliveries.ts'
import type { MessageEvent } from '../message/message-event.ts'
import { mostAttempts, retryDelay } from '../message/retry-delay.ts'
import { storable } from '../store/storable.ts'
import { checkCapability, type CapabilityNeeds } from './check-capability.ts'
import { withTimeLimit } from '../with-time-limit.ts'

/** Milliseconds for fetching all files of a message, before its provider is called. */
export const attachmentTime = 30_000

export interface CallNeeds extends CapabilityNeeds {
  fetchAttachments: FetchAttachments
  random: () => number
  /** Aborts every call under way, when the relay is told to end at once. */
  stopping: AbortSignal
  /** The line of the claim as it is set up at this moment; null where it is gone, or cannot be used. */
  carrierNow: () => Promise<LineOfProvider | null>
  /** Milliseconds until a provider is asked about a doubt: it may still be working on a request that was cut off. */
  settle: number
}

/** What a claim came to. */
export type CallOutcome = Extract<
  MessageEvent,
  { kind: 'taken' | 'postponed' | 'given_back' | 'refused' | 'opted_out' | 'doubted' }
>

/**
 * Calls the provider once for a claim and says what it came to. Never throws: not knowing is an outcome, too. Where less of
 * the lease is left than the call may take, the provider is not called, since the message may be another's by the end; nor where
 * the line is gone by then, or leads to another provider or address than the claim was for.
 */
export async function callProvider(
  claim: Claim,
  { line, provider }: LineOfProvider,
  thread: Thread,
  needs: CallNeeds,
): Promise<CallOutcome> {
  const attempt = claim.attempts
  let cause: string | undefined
  let ready: { message: Outgoing; release: () => void }
  try {
    const reason = await checkCapability(claim, { line, provider }, needs)
    if (reason !== null) throw new Permanent('not_capable', reason, { blame: 'address' })
    ready = await compose()
  } catch (error) {
    return refusal(error instanceof Permanent ? error : asTemporary(error))
  }
  try {
    const now = await needs.carrierNow().catch(() => null)
    if (!now || !isSameWay(now, { line, provider })) return { kind: 'given_back', attempt }
    if (claim.left() < provider.limits.timeout) return { kind: 'given_back', attempt }
    const sent = await withTimeLimit(provider.limits.timeout, [needs.stopping], (signal) =>
      now.provider.send(ready.message, now.line, {
        fetch: needs.fetch,
        now: needs.now,
        signal,
        note: (code) => (cause = code),
      }),
    )
    const pieces = sent.pieces && { pieces: sent.pieces }
    if (sent.outcome === 'unknown') return { ...doubt(sent.reason), ...pieces }
    return { kind: 'taken', attempt, status: sent.status, providerId: sent.providerId, ...pieces }
  } catch (error) {
    if (error instanceof LineChanged) return { kind: 'given_back', attempt }
    if (error instanceof Temporary || error instanceof Permanent) return refusal(error)
    // Our own fault in the middle of a send: it may have left, so it must not leave again by itself.
    return doubt(error instanceof Error ? error.message : String(error))
  } finally {
    ready.release()
  }

  async function compose(): Promise<typeof ready> {
    const carries = provider.attachments ?? { bytes: 0, types: [] }
    if (claim.attachments.length > 0 && !provider.attachments) {
      throw new Permanent('attachments_not_supported', `${line.label} carries text only.`)
    }
    const { files, release } = await withTimeLimit(attachmentTime, [needs.stopping], (signal) =>
      needs.fetchAttachments(claim.portalId, claim.attachments, carries, signal),
    )
    const attachments = files.map((file, index) => ({ url: claim.attachments[index]!.url, ...file }))
    const message: Outgoing = {
      reference: claim.messageId,
      to: claim.to,
      // An answer without a subject of its own stays in the thread under the thread's.
      subject: claim.subject ?? (thread.subject && `Re: ${thread.subject.replace(/^(re:\s*)+/i, '')}`),
      body: claim.body,
      conversationToken: claim.conversationToken,
      earlier: thread.earlier,
      ...(attachments.length > 0 ? { attachments } : {}),
      ...(claim.template ? { template: filledIn(claim.template, claim.body) } : {}),
      service: claim.service,
      ...(claim.deferred > 0 ? { putOff: claim.deferred } : {}),
      ...(thread.lastReplyAt === undefined ? {} : { lastReplyAt: thread.lastReplyAt }),
    }
    return { message, release }
  }

  /** Surely not sent. */
  function refusal(error: Temporary | Permanent): CallOutcome {
    const again = attempt < mostAttempts
    const told = { code: error.code, detail: wordsOf(error.message), ...(cause ? { cause } : {}) }
    if (error instanceof Temporary && again) {
      const wait = retryDelay(attempt, error.retryAfter, needs.random())
      return { kind: 'postponed', attempt, wait, error: { ...told, retryable: true }, blame: null }
    }
    const blame = error instanceof Permanent ? error.blame : null
    // The message is not to blame: it waits until somebody has mended the line, unless it may go another way.
    const mayGoElsewhere = claim.ladder.some(({ when }) => when.failed?.includes('line'))
    if (blame === 'line' && again && !mayGoElsewhere) {
      return { kind: 'postponed', attempt, wait: 1_000, error: { ...told, retryable: true }, blame }
    }
    const retryable = error instanceof Temporary || blame === 'line'
    const failure = error.code === 'not_capable' ? 'not_capable' : blame
    return { kind: 'refused', attempt, error: { ...told, retryable }, blame: failure }
  }

  function doubt(reason: string): CallOutcome {
    const error = { code: 'outcome_unknown', detail: wordsOf(reason), retryable: false, ...(cause ? { cause } : {}) }
    if (provider.idempotent && attempt < mostAttempts) {
      const wait = retryDelay(attempt, null, needs.random())
      return { kind: 'postponed', attempt, wait, error, blame: null }
    }
    return { kind: 'doubted', attempt, error, askIn: provider.find ? needs.settle : null }
  }
}

function isSameWay(one: LineOfProvider, other: LineOfProvider): boolean {
  return (
    one.provider.name === other.provider.name &&
    one.line.channel === other.line.channel &&
    one.line.address === other.line.address
  )
}

/** A provider's words as they may be kept: of bounded length, and of what a database takes. */
function wordsOf(text: string): string {
  return storable(cutText(text, 1_000))
}

function asTemporary(error: unknown): Temporary {
  return error instanceof Temporary
    ? error
    : new Temporary('not_prepared', 'it could not be made ready', { cause: error })
}

/** An approved form takes no line breaks in its parameters. Source: Meta's message templates. */
function filledIn(template: Template, body: string): Template {
  const text = body.replace(/\s+/g, ' ').trim()
  return { ...template, parameters: template.parameters.map((one) => one.replaceAll('{{ message }}', text)) }
}
