import { logger } from '@hubspot/ui-extensions'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CardAnswer } from '../../contract/card-function.ts'
import { noAnswer } from './no-answer.ts'
import { relayCaller } from './relay-caller.ts'

const question = { call: 'conversation', contactId: '101', request: { portalId: '1' } } as const
const answering = (properties?: string[]) => ({
  ok: true,
  value: { messages: [], lines: [], cursor: '1', ...(properties && { properties }) },
})

/** A way that gives these answers in turn, and what went along with each call. */
function way(...answers: unknown[]) {
  const sent: (readonly string[])[] = []
  const callRelay = relayCaller(async (_, properties) => {
    sent.push(properties)
    return answers[Math.min(sent.length, answers.length) - 1] as CardAnswer<never>
  })
  return { sent, ask: () => callRelay<'conversation'>(question) }
}

beforeEach(() => void vi.spyOn(logger, 'error').mockReturnValue(undefined))
afterEach(() => void vi.restoreAllMocks())

it('asks once where the relay looks at nothing beyond what went along', async () => {
  for (const answer of [answering(), answering([]), answering(['email', 'phone'])]) {
    const { sent, ask } = way(answer)
    expect(await ask()).toBe(answer)
    expect(sent).toHaveLength(1)
  }
})

it('asks once more with what the relay looks at, and sends it along from then on', async () => {
  const last = answering(['email', 'second_phone'])
  const { sent, ask } = way(answering(['email', 'second_phone']), last)
  expect(await ask()).toBe(last)
  expect(sent.map((properties) => properties.includes('second_phone'))).toEqual([false, true])
  await ask()
  expect(sent.map((properties) => properties.includes('second_phone'))).toEqual([false, true, true])
})

it('keeps the answer it has when HubSpot does not know the property', async () => {
  const first = answering(['no_such_property'])
  const { sent, ask } = way(first, noAnswer('call_failed', 'refused'))
  expect(await ask()).toBe(first)
  expect(sent).toHaveLength(2)
})
