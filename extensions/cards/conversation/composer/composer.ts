import type { ConversationLine, ConversationMessage } from '../../../../contract/conversation.ts'
import type { Draft as KeptDraft } from '../../../../contract/draft.ts'
import type { Problem } from '../../../../contract/problem.ts'
import type { Attempt, CardRelay } from '../card-relay.ts'
import { cell, type Cell } from '../live/cell.ts'
import { emptyDraft, nextDraft, saysNothing, type Draft } from './draft.ts'
import { filesHindrance } from '../files/files-hindrance.ts'
import type { LiveConversation } from '../live/live-conversation.ts'
import { longestText } from './longest-text.ts'
import { mayBeAccepted } from '../doubt/may-be-accepted.ts'
import { newKey } from './new-key.ts'
import { optimisticMessage } from './optimistic-message.ts'

export type ComposerState =
  | { is: 'writing'; draft: Draft }
  | { is: 'sending'; draft: Draft }
  | { is: 'refused'; draft: Draft; problem: Problem; about: 'draft' | 'message' }

export interface Composer {
  state: Cell<ComposerState>
  write(change: Partial<Pick<Draft, 'lineId' | 'subject' | 'body'>>): void
  /** The rep chooses the line, for this message and for those after it. */
  pick(lineId: string): void
  /** Adds an empty link to a file. */
  attach(line: ConversationLine): void
  /** What a link is now; null removes it. */
  changeFile(id: number, url: string | null): void
  /**
   * Does nothing while a message is on its way to the relay, when there is neither text nor a file, and when the line cannot carry the
   * text or the files. `sureOf`: the number that was refused as nobody's, and is right as the rep says.
   */
  send(line: ConversationLine, sureOf?: string): Promise<void>
  /** Sends a failed message once more, as a new message; its key follows from its id, so it happens once. */
  resend(message: ConversationMessage): Promise<void>
  /** Puts a failed message into the draft, before what stands there, to be changed and sent as a new one. */
  edit(message: ConversationMessage): void
  /** Puts back what was kept, before what has been written since. */
  restore(kept: KeptDraft): void
  /** Forgets the draft and what became of it. */
  discard(): void
}

export function composer(
  live: Pick<LiveConversation, 'state' | 'sending' | 'accepted' | 'refused'>,
  relay: Pick<CardRelay, 'send'>,
  parts: { now: () => number; newKey: () => string } = { now: Date.now, newKey },
): Composer {
  const state = cell<ComposerState>({ is: 'writing', draft: emptyDraft })
  let links = 0

  function write(change: Partial<Pick<Draft, 'lineId' | 'picked' | 'subject' | 'body' | 'files'>>): void {
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

  async function send(line: ConversationLine, sureOf?: string): Promise<void> {
    const { is, draft } = state.get()
    if (is === 'sending' || saysNothing(draft)) return
    if (draft.body.length > longestText(line) || filesHindrance(draft.files, line) !== null) return
    const attempt: Attempt = {
      key: draft.key ?? parts.newKey(),
      lineId: line.id,
      subject: line.channel === 'email' ? draft.subject : '',
      body: draft.body,
      files: draft.files.map(({ url }) => url.trim()).filter(Boolean),
      ...(sureOf === undefined ? {} : { sureOf }),
    }
    state.set({ is: 'sending', draft: nextDraft(draft) })
    const problem = await tryOnce(attempt, { channel: line.channel, address: line.address ?? '' }, null)
    const since = state.get().draft
    if (problem === null) state.set({ is: 'writing', draft: since })
    else
      state.set({
        is: 'refused',
        about: 'draft',
        problem,
        draft: putBack(attempt, draft, since, problem),
      })
  }

  async function resend(message: ConversationMessage): Promise<void> {
    const { is, draft } = state.get()
    if (is === 'sending') return
    const { id, lineId, body, subject, attempts } = message
    const files = message.attachments.flatMap(({ url }) => url ?? [])
    state.set({ is: 'sending', draft })
    // A relay that does not count attempts would refuse to hear what is repeated.
    const retry = attempts === undefined ? {} : { retryOf: id }
    const attempt: Attempt = { key: `again.${id}`, lineId, body, subject: subject ?? '', files, ...retry }
    const problem = await tryOnce(attempt, message, id)
    const since = state.get().draft
    state.set(
      problem === null ? { is: 'writing', draft: since } : { is: 'refused', about: 'message', problem, draft: since },
    )
  }

  function edit(message: ConversationMessage): void {
    const { is, draft } = state.get()
    if (is === 'sending') return
    write({
      lineId: message.lineId,
      picked: false,
      subject: message.subject ?? draft.subject,
      body: draft.body ? `${message.body}\n${draft.body}` : message.body,
      files: [...message.attachments.flatMap(({ url }) => (url === null ? [] : linkTo(url))), ...draft.files],
    })
  }

  function restore(kept: KeptDraft): void {
    const { is, draft } = state.get()
    if (is !== 'writing') return
    const files = [...kept.files.map(linkTo), ...draft.files]
    const body = draft.body ? `${kept.body}\n${draft.body}` : kept.body
    state.set({ is, draft: { ...kept, subject: kept.subject || draft.subject, body, files } })
  }

  const linkTo = (url: string) => ({ id: (links += 1), url })

  async function tryOnce(
    attempt: Attempt,
    to: Pick<ConversationMessage, 'channel' | 'address'>,
    resends: string | null,
  ): Promise<Problem | null> {
    live.sending(optimisticMessage(attempt, to, soonest()))
    const answer = await relay.send(attempt)
    if (answer.ok) live.accepted(answer.value, resends)
    else live.refused()
    return answer.ok ? null : answer.problem
  }

  /** The draft after a refusal: what was refused before whatever has been written meanwhile. */
  function putBack(attempt: Attempt, refused: Draft, since: Draft, problem: Problem): Draft {
    const { key, lineId } = attempt
    const draft = {
      lineId,
      picked: refused.picked,
      subject: attempt.subject || since.subject,
      body: since.body ? `${attempt.body}\n${since.body}` : attempt.body,
      files: [...refused.files, ...since.files],
    }
    if (problem.code === 'idempotency_key_reused') return { ...draft, key: parts.newKey(), tried: 'no' }
    // A doubt about an earlier attempt outlives the refusal of a later one.
    if (refused.tried === 'unknown' || mayBeAccepted(problem)) return { ...draft, key, tried: 'unknown' }
    if (since.body || since.files.length > 0) return { ...draft, key: since.key, tried: 'no' }
    return { ...draft, key, tried: 'refused' }
  }

  /** Never before the newest message, even if this machine's clock is slow. */
  function soonest(): number {
    const known = live.state.get()
    const newest = known.is === 'shown' ? known.messages.at(-1) : undefined
    return Math.max(parts.now(), newest ? Date.parse(newest.at) : 0)
  }

  return {
    state,
    write,
    pick: (lineId) => write({ lineId, picked: true }),
    attach: (line) => write({ lineId: line.id, files: [...state.get().draft.files, linkTo('')] }),
    changeFile: (id, url) =>
      write({
        files: state.get().draft.files.flatMap((file) => {
          if (file.id !== id) return file
          return url === null ? [] : { id, url }
        }),
      }),
    send,
    resend,
    edit,
    restore,
    discard: () => {
      if (state.get().is !== 'sending') state.set({ is: 'writing', draft: nextDraft(state.get().draft) })
    },
  }
}
