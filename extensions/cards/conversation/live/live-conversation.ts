import type { CardAnswer } from '../../../../contract/card-function.ts'
import type { ConversationMessage } from '../../../../contract/conversation.ts'
import type { SendMessageResponse } from '../../../../contract/send-message.ts'
import type { SettleMessageResponse } from '../../../../contract/settle-message.ts'
import type { CardRelay } from '../card-relay.ts'
import { cell, type Cell } from './cell.ts'
import { conversationReducer, type ConversationAction, type ConversationState } from './conversation-reducer.ts'
import { pollDelay } from './poll-delay.ts'

type Answer = CardAnswer<'conversation'>

/** A conversation that keeps itself up to date between `start` and `stop`. */
export interface LiveConversation {
  state: Cell<ConversationState>
  start(): void
  stop(): void
  /** Ask now, whatever the plan was. */
  refresh(): void
  /** Ask for messages before those that are known. */
  askOlder(): void
  /** A message leaves for the relay; asking stops until `accepted` or `refused`, so that it is not shown twice. */
  sending(message: ConversationMessage): void
  accepted(response: SendMessageResponse, resends: string | null): void
  refused(): void
  /** A message in doubt has been settled: shown at once, then asked for. */
  settled(response: SettleMessageResponse): void
}

const moves = new Set(['queued', 'sending', 'unknown', 'sent'])

/**
 * `first` is the answer to the question that left before the card was drawn. One question is under way at a time;
 * questions are numbered, and an answer to any but the newest is dropped.
 */
export function liveConversation(
  first: Promise<Answer>,
  relay: Pick<CardRelay, 'conversation' | 'older'>,
  now: () => number = Date.now,
): LiveConversation {
  const state = cell<ConversationState>({ is: 'loading' })
  const tell = (action: ConversationAction) => state.set(conversationReducer(state.get(), action))
  let cursor: string | undefined
  let opening: Promise<Answer> | undefined = first
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest = 0
  let stopped = false
  let step = Infinity
  let failures = 0
  let newsAt = now()

  function ask(): void {
    const question = opening ?? relay.conversation(cursor)
    opening = undefined
    silence()
    const number = newest
    void question.then((answer) => {
      if (number === newest) settle(answer)
    })
  }

  function settle(answer: Answer): void {
    if (!answer.ok) {
      failures += 1
      tell({ type: 'unanswered', problem: answer.problem })
      if (answer.problem.retryable) plan()
      return
    }
    failures = 0
    step += 1
    const known = messages()
    const changed = answer.value.messages.some((message) => bringsNews(known, message))
    tell({ type: 'answered', answer: answer.value, at: now() })
    if (cursor === undefined ? moving() : changed) news()
    cursor = answer.value.cursor
    plan()
  }

  function plan(): void {
    if (stopped) return
    const delay = pollDelay({ step, failures, quietFor: now() - newsAt, moving: moving() })
    if (delay === null) tell({ type: 'paused' })
    else timer = setTimeout(ask, delay)
  }

  function messages(): readonly ConversationMessage[] {
    const known = state.get()
    return known.is === 'shown' ? known.messages : []
  }

  function moving(): boolean {
    return messages().some((message) => message.direction === 'outbound' && moves.has(message.status))
  }

  function news(): void {
    step = 0
    newsAt = now()
  }

  /** No planned question leaves, and no answer to an earlier one counts. */
  function silence(): void {
    clearTimeout(timer)
    newest += 1
  }

  function refresh(): void {
    const known = state.get()
    if (known.is === 'shown' && known.pending) return
    news()
    tell({ type: 'asked' })
    ask()
  }

  async function askOlder(): Promise<void> {
    const known = state.get()
    if (known.is !== 'shown' || !('before' in known.older) || known.older.is === 'asking') return
    tell({ type: 'older asked' })
    const answer = await relay.older(known.older.before)
    tell(
      answer.ok
        ? { type: 'older answered', answer: answer.value }
        : { type: 'older unanswered', problem: answer.problem },
    )
  }

  return {
    state,
    refresh,
    askOlder: () => void askOlder(),
    start() {
      stopped = false
      ask()
    },
    stop() {
      stopped = true
      silence()
    },
    sending(message) {
      silence()
      tell({ type: 'sending', message })
    },
    accepted(response, resends) {
      tell({ type: 'accepted', response, resends })
      news()
      plan()
    },
    refused() {
      tell({ type: 'refused' })
      news()
      plan()
    },
    settled(response) {
      tell({ type: 'settled', response })
      refresh()
    },
  }
}

function bringsNews(known: readonly ConversationMessage[], message: ConversationMessage): boolean {
  const before = known.find((one) => one.id === message.id)
  if (before?.status !== message.status || before.attempts !== message.attempts) return true
  if (before.body !== message.body) return true
  return before.waits?.reason !== message.waits?.reason
}
