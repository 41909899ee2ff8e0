import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { createCallers } from '../callers.ts'
import type { PlannedReply } from './plan-replies.ts'

/** Milliseconds until the greetings must have left: the slowest lines take one a second. */
const patience = 30_000

/** A rep writes to whoever will send these replies, so that they answer something. */
export async function greet(relayUrl: string, replies: PlannedReply[]): Promise<void> {
  const callers = createCallers(relayUrl, () => Promise.reject(new Error('the function is not asked')))
  for (const { person: contact, provider: lineId } of replies) {
    const answer = await callers.card({ key: randomUUID(), contact, lineId, body: 'Hello, shall we meet?' })
    if (!answer || 'refused' in answer) throw new Error(`a greeting was not accepted: ${JSON.stringify(answer)}`)
  }
  for (const begun = Date.now(); !replies.every(({ vendor, person }) => vendor.reached(person)); await wait(100)) {
    if (Date.now() - begun > patience) throw new Error(`not every greeting arrived within ${patience / 1_000} s`)
  }
}
