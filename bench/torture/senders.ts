import { randomBytes, randomUUID } from 'node:crypto'
import type { CallingContact, Callers, Try, Wish } from './callers.ts'

/** A message whose caller got its answer. `mark` is in the text and in no other. */
export interface Accepted {
  mark: string
  messageId: string
  contact: CallingContact
}

export interface Senders {
  /** Somebody begins to send one message, and does not give up. */
  send(): void
  accepted: Accepted[]
  /** Wishes without an answer so far. */
  open(): number
  /** What must not happen: refusals, and one key answered with two messages. */
  wrongs: string[]
  close(): void
}

/** Milliseconds between two tries, at least and at most. */
const pause: [number, number] = [60, 400]
/** One in so many wishes is a double click: two requests at the same time with one key. */
const doubleClick = 8

/** A text that is found again, whatever is written around it. */
export function newMark(kind: 'm' | 'r'): string {
  return `${kind}${randomBytes(9).toString('hex')}`
}

/** Sends through card, function and workflow in turn; each caller tries the same key again until it is answered. */
export function createSenders(callers: Callers, contacts: CallingContact[], lineIds: string[]): Senders {
  const ways = [callers.card, callers.appFunction, callers.workflow]
  const accepted: Accepted[] = []
  const wrongs: string[] = []
  let count = 0
  let open = 0
  let closed = false

  async function untilAnswered(way: (wish: Wish) => Promise<Try>, wish: Wish): Promise<Try> {
    while (!closed) {
      const answer = await way(wish)
      if (answer) return answer
      const wait = pause[0] + Math.random() * (pause[1] - pause[0])
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
    return null
  }

  return {
    accepted,
    wrongs,
    open: () => open,
    close: () => {
      closed = true
    },
    send() {
      count += 1
      open += 1
      const contact = contacts[count % contacts.length]!
      const lineId = lineIds[Math.floor(Math.random() * lineIds.length)]!
      const mark = newMark('m')
      const wish = { key: randomUUID(), contact, lineId, body: `Hello, this is ${mark}.` }
      const way = ways[count % ways.length]!
      const requests = Array.from({ length: count % doubleClick === 0 ? 2 : 1 }, () => untilAnswered(way, wish))
      void Promise.all(requests)
        .then((answers) => {
          const ids = answers.flatMap((answer) => (answer && 'messageId' in answer ? [answer.messageId] : []))
          for (const answer of answers) if (answer && 'refused' in answer) wrongs.push(`refused: ${answer.refused}`)
          if (new Set(ids).size > 1) wrongs.push(`one key, two messages: ${ids.join(' and ')}`)
          if (ids[0]) accepted.push({ mark, messageId: ids[0], contact })
        })
        .catch((error: unknown) => wrongs.push(String(error)))
        .finally(() => {
          open -= 1
        })
    },
  }
}
