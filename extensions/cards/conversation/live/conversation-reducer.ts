import type { Clock } from '../../../../contract/clock.ts'
import type { ConversationLine, ConversationMessage, ConversationResponse } from '../../../../contract/conversation.ts'
import { movesForward } from '../../../../contract/moves-forward.ts'
import type { Problem } from '../../../../contract/problem.ts'
import type { SendMessageResponse } from '../../../../contract/send-message.ts'
import type { OlderMessagesResponse } from '../../../../contract/older-messages.ts'
import type { Draft } from '../../../../contract/draft.ts'
import type { SettleMessageResponse } from '../../../../contract/settle-message.ts'

import { olderMessages, type OlderMessages } from './older-messages.ts'

/** What the card knows of the conversation. */
export type ConversationState = { is: 'loading' } | { is: 'failed'; problem: Problem } | ShownConversation

export interface ShownConversation {
  is: 'shown'
  /** Oldest first. */
  messages: readonly ConversationMessage[]
  lines: readonly ConversationLine[]
  /** By which times are said; undefined where an older relay gave none. */
  clock: Clock | undefined
  /** Milliseconds since 1970 of the newest answer. */
  knownAt: number
  updates: { is: 'live' } | { is: 'asking' } | { is: 'failing'; problem: Problem } | { is: 'paused' }
  /** On its way to the relay, which has not answered yet. */
  pending: ConversationMessage | null
  older: OlderMessages
  /** What the rep was writing when the card was opened; undefined where the relay keeps no drafts. */
  kept: Draft | null | undefined
  /** Failed messages the rep has sent again since the card was opened. */
  resent: readonly string[]
}

export type ConversationAction =
  | { type: 'asked' }
  | { type: 'answered'; answer: ConversationResponse; at: number }
  | { type: 'unanswered'; problem: Problem }
  | { type: 'paused' }
  | { type: 'older asked' }
  | { type: 'older answered'; answer: OlderMessagesResponse }
  | { type: 'older unanswered'; problem: Problem }
  | { type: 'sending'; message: ConversationMessage }
  | { type: 'accepted'; response: SendMessageResponse; resends: string | null }
  | { type: 'refused' }
  | { type: 'settled'; response: SettleMessageResponse }

export function conversationReducer(state: ConversationState, action: ConversationAction): ConversationState {
  if (action.type === 'answered') return answered(state, action.answer, action.at)
  if (state.is !== 'shown') {
    if (action.type === 'asked') return { is: 'loading' }
    return action.type === 'unanswered' ? { is: 'failed', problem: action.problem } : state
  }
  switch (action.type) {
    case 'asked':
      return { ...state, updates: { is: 'asking' } }
    case 'unanswered':
      return { ...state, updates: { is: 'failing', problem: action.problem } }
    case 'paused':
      return { ...state, updates: { is: 'paused' } }
    case 'older asked':
      return 'before' in state.older ? { ...state, older: { is: 'asking', before: state.older.before } } : state
    case 'older answered':
      return {
        ...state,
        messages: merge(action.answer.messages, state.messages),
        older: olderMessages(action.answer.older),
      }
    case 'older unanswered':
      return 'before' in state.older
        ? { ...state, older: { is: 'failed', before: state.older.before, problem: action.problem } }
        : state
    case 'sending':
      return { ...state, pending: action.message }
    case 'accepted':
      return accepted(state, action.response, action.resends)
    case 'refused':
      return { ...state, pending: null }
    case 'settled':
      return settled(state, action.response)
  }
}

function answered(state: ConversationState, answer: ConversationResponse, at: number): ConversationState {
  const before =
    state.is === 'shown'
      ? state
      : {
          messages: [],
          pending: null,
          resent: [],
          older: olderMessages(answer.older),
          kept: answer.draft,
          clock: undefined,
        }
  return {
    is: 'shown',
    messages: merge(before.messages, answer.messages),
    lines: answer.lines,
    clock: answer.clock ?? before.clock,
    knownAt: at,
    updates: { is: 'live' },
    pending: before.pending,
    older: before.older,
    kept: before.kept,
    resent: before.resent,
  }
}

function accepted(state: ShownConversation, response: SendMessageResponse, resends: string | null): ShownConversation {
  // A retry of what had been accepted before names a message that may be shown already.
  const shown = state.messages.find((message) => message.id === response.messageId) ?? state.pending
  const message = shown && { ...shown, id: response.messageId, status: response.status }
  return {
    ...state,
    messages: message ? merge(state.messages, [message]) : state.messages,
    pending: null,
    resent: resends === null ? state.resent : [...state.resent, resends],
  }
}

/** Shows what the rep said at once; the next answer brings the relay's own words, which are these. */
const notSent = {
  code: 'settled_not_sent',
  detail: 'Somebody looked and said that this was not sent.',
  retryable: true,
}

function settled(state: ShownConversation, { messageId, status }: SettleMessageResponse): ShownConversation {
  const problem = status === 'failed' ? notSent : null
  const news = state.messages.flatMap((message) => (message.id === messageId ? { ...message, status, problem } : []))
  return { ...state, messages: merge(state.messages, news) }
}

/** A doubt ends with any news of it, also with the provider's where a person had said that it was not sent. */
function settles(before: ConversationMessage, after: ConversationMessage): boolean {
  if (before.status === 'unknown') return true
  // Tried, not taken or put off by its provider, and to be tried again.
  if ((before.status === 'sending' || before.status === 'sent') && after.status === 'queued')
    return (after.attempts ?? 0) >= (before.attempts ?? 1)
  if (before.problem?.code === notSent.code) return after.status !== 'unknown'
  return movesForward(before.status, after.status)
}

function merge(known: readonly ConversationMessage[], news: readonly ConversationMessage[]): ConversationMessage[] {
  const messages = new Map(known.map((message) => [message.id, message]))
  for (const message of news) {
    const before = messages.get(message.id)
    const newer = !before || before.status === message.status || settles(before, message)
    messages.set(message.id, newer ? message : { ...message, status: before.status, problem: before.problem })
  }
  return [...messages.values()].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}
