import type { ConversationLine, ConversationMessage } from '../../../contract/conversation.ts'
import type { Problem } from '../../../contract/problem.ts'
import type { Attempt, CardRelay } from './card-relay.ts'
import { cell, type Cell } from './cell.ts'
import type { LiveConversation } from './live-conversation.ts'
import { mayBeAccepted } from './may-be-accepted.ts'
import { newKey } from './new-key.ts'

/** What the rep is writing. */
interface Draft {
  /** Null until the rep picks a line or begins to write; then it stays, so that a reply cannot switch the line. */
  lineId: string | null
  subject: string
  body: string
  /** The idempotency key of the next attempt, made when the rep begins to write. */
  key: string | null
  /** What became of the last attempt with this key; `unknown`: the relay may have accepted it. */
  tried: 'no' | 'refused' | 'unknown'
}

export type ComposerState =
  | { is: 'writing'; draft: Draft }
  | { is: 'sending'; draft: Draft }
  | { is: 'refused'; draft: Draft; problem: Problem; about: 'draft' | 'message' }

export interface Composer {
  state: Cell<ComposerState>
  write(change: Partial<Pick<Draft, 'lineId' | 'subject' | 'body'>>): void
  /** Does nothing while a message is on its way to the relay or when there is no text. */
  send(line: ConversationLine): Promise<void>
  /** Sends a failed message once more, as a new message; its key follows from its id, so it happens once. */
  resend(message: ConversationMessage): Promise<void>
  /** Forgets the draft and what became of it. */
  discard(): void
}

const empty: Draft = { lineId: null, subject: '', body: '', key: null, tried: 'no' }

export function composer(
  live: Pick<LiveConversation, 'state' | 'sending' | 'accepted' | 'refused'>,
  relay: Pick<CardRelay, 'send'>,
  parts: { now: () => number; newKey: () => string } = { now: Date.now, newKey },
): Composer {
  const state = cell<ComposerState>({ is: 'writing', draft: empty })

  function write(change: Partial<Pick<Draft, 'lineId' | 'subject' | 'body'>>): void {
    const now = state.get()
    // A refused text that is changed is another message. One that may have been accepted stays the same message until
    // the relay has said what became of it.
    const another = now.draft.key === null || now.draft.tried === 'refused'
    const draft: Draft = {
      ...now.draft,
      ...change,
      ...(another ? { key: parts.newKey(), tried: 'no' as const } : {}),
    }
    const settled = now.is === 'refused' && draft.tried !== 'unknown' && draft.body === ''
    state.set(settled ? { is: 'writing', draft } : { ...now, draft })
  }

  async function send(line: ConversationLine): Promise<void> {
    const { is, draft } = state.get()
    if (is === 'sending' || !draft.body.trim()) return
    const subject = line.channel === 'email' ? draft.subject : ''
    const attempt: Attempt = { key: draft.key ?? parts.newKey(), lineId: line.id, subject, body: draft.body }
    state.set({ is: 'sending', draft: empty })
    const problem = await tryOnce(attempt, { channel: line.channel, address: line.address ?? '' }, null)
    const since = state.get().draft
    if (problem === null) state.set({ is: 'writing', draft: since })
    else
      state.set({
        is: 'refused',
        about: 'draft',
        problem,
        draft: putBack(attempt, draft.tried === 'unknown', since, problem),
      })
  }

  async function resend(message: ConversationMessage): Promise<void> {
    const { is, draft } = state.get()
    if (is === 'sending') return
    const { lineId, body, subject } = message
    state.set({ is: 'sending', draft })
    const problem = await tryOnce(
      { key: `again.${message.id}`, lineId, body, subject: subject ?? '' },
      message,
      message.id,
    )
    const since = state.get().draft
    state.set(
      problem === null ? { is: 'writing', draft: since } : { is: 'refused', about: 'message', problem, draft: since },
    )
  }

  async function tryOnce(
    attempt: Attempt,
    to: Pick<ConversationMessage, 'channel' | 'address'>,
    resends: string | null,
  ): Promise<Problem | null> {
    live.sending(optimistic(attempt, to))
    const answer = await relay.send(attempt)
    if (answer.ok) live.accepted(answer.value, resends)
    else live.refused()
    return answer.ok ? null : answer.problem
  }

  /** The draft after a refusal: the refused text before whatever has been written meanwhile. */
  function putBack(attempt: Attempt, inDoubt: boolean, since: Draft, problem: Problem): Draft {
    const { key, lineId } = attempt
    const body = since.body ? `${attempt.body}\n${since.body}` : attempt.body
    const subject = attempt.subject || since.subject
    if (problem.code === 'idempotency_key_reused') return { lineId, subject, body, key: parts.newKey(), tried: 'no' }
    // A doubt about an earlier attempt outlives the refusal of a later one.
    if (inDoubt || mayBeAccepted(problem)) return { lineId, subject, body, key, tried: 'unknown' }
    if (since.body) return { lineId, subject, body, key: since.key, tried: 'no' }
    return { lineId, subject, body, key, tried: 'refused' }
  }

  /** Never before the newest message, even if this machine's clock is slow. */
  function optimistic(attempt: Attempt, to: Pick<ConversationMessage, 'channel' | 'address'>): ConversationMessage {
    const known = live.state.get()
    const newest = known.is === 'shown' ? known.messages.at(-1) : undefined
    const at = Math.max(parts.now(), newest ? Date.parse(newest.at) : 0)
    return {
      id: `pending:${attempt.key}`,
      direction: 'outbound',
      channel: to.channel,
      lineId: attempt.lineId,
      address: to.address,
      subject: attempt.subject || null,
      body: attempt.body,
      status: 'sending',
      problem: null,
      source: 'card',
      at: new Date(at).toISOString(),
    }
  }

  return {
    state,
    write,
    send,
    resend,
    discard: () => {
      if (state.get().is !== 'sending') state.set({ is: 'writing', draft: empty })
    },
  }
}
