import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ConversationMessage } from '../../../../contract/conversation.ts'
import { fakeFunction, message, smsLine } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const first = (more: Partial<ConversationMessage> = {}) =>
  message('m1', 'Hello', {
    channel: 'imessage',
    status: 'undelivered',
    followedBy: { messageId: 'm2', channel: 'sms' },
    at: minutesAgo(9),
    ...more,
  })
const second = (more: Partial<ConversationMessage> = {}) =>
  message('m2', 'Hello', {
    status: 'delivered',
    fallbackOf: { messageId: 'm1', reason: 'not delivered by iMessage within 5 minutes' },
    at: minutesAgo(4),
    ...more,
  })

it('says of both messages how they belong together', async () => {
  const card = await openedCard(fakeFunction([smsLine], [first(), second()]))
  expect(card.thread()).toEqual(['Hello [Delivered]', 'Hello [Not delivered]'])
  expect(card.says()).toContain('Sent instead of the iMessage: Not delivered by iMessage within 5 minutes.')
  expect(card.says()).toContain('Then sent by SMS.')
})

it('says when the first one was delivered all the same, and does not hide it', async () => {
  const fake = fakeFunction([smsLine], [first({ status: 'sent' }), second()])
  const card = await openedCard(fake)
  expect(card.says()).toContain('Then sent by SMS.')
  fake.put(first({ status: 'delivered' }))
  await card.after(15_000)
  expect(card.thread()).toEqual(['Hello [Delivered]', 'Hello [Delivered]'])
  expect(card.says()).toContain('Delivered late, after it had also been sent by SMS: this person has it twice.')
  expect(card.says()).not.toContain('Then sent by SMS.')
})

it('tells the middle of a ladder both ways, and has words for each channel and for one it does not know', async () => {
  const middle = second({ channel: 'whatsapp', status: 'failed', followedBy: { messageId: 'm3', channel: 'email' } })
  const last = message('m3', 'Hello', { fallbackOf: { messageId: 'm2', reason: 'It failed.' }, at: minutesAgo(1) })
  const card = await openedCard(fakeFunction([smsLine], [middle, last]))
  expect(card.says()).toContain('Sent instead of an earlier message: Not delivered by iMessage within 5 minutes.')
  expect(card.says()).toContain('Then sent by email.')
  expect(card.says()).toContain('Sent instead of the WhatsApp message: It failed.')
})

it('offers to send again only the last of a ladder, since the contact would get the others beside it', async () => {
  const gone = { code: 'line_down', detail: 'The line was down.', retryable: true }
  const failed = { status: 'failed', problem: gone } as const
  const fake = fakeFunction([smsLine], [first(failed), second(failed)])
  const card = await openedCard(fake)
  await card.click('Retry')
  expect(fake.sends()).toMatchObject([{ idempotencyKey: 'again.m2' }])
  expect(card.button('Retry')).toBeNull()
})
