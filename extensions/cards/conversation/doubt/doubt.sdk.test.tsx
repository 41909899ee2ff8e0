import { Alert } from '@hubspot/ui-extensions'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeFunction, gate, message, problem, smsLine } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

const inDoubt = () => message('m1', 'Hello', { status: 'unknown' })

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('lets the rep say that a message was sent, and shows it at once', async () => {
  const fake = fakeFunction([smsLine], [inDoubt()])
  const card = await openedCard(fake)
  expect(card.thread()).toEqual(['Hello [Not known whether it was sent]'])
  expect(card.says()).toContain('If you have looked')
  await card.click('It was sent')
  expect(fake.requests('settle-message')).toEqual([
    { portalId: '424242', userId: '7', userEmail: 'rep@example.com', messageId: 'm1', outcome: 'sent' },
  ])
  expect(card.thread()).toEqual(['Hello [Sent]'])
  expect(card.button('It was sent')).toBeNull()
  expect(card.button('Retry')).toBeNull()
})

it('offers to send again what the rep says was not sent, even before the relay is asked anew', async () => {
  const fake = fakeFunction([smsLine], [inDoubt()])
  const card = await openedCard(fake)
  fake.next.conversation.push(new Promise<null>(() => {}))
  await card.click('It was not sent')
  expect(card.thread()).toEqual(['Hello [Failed]'])
  expect(card.says()).toContain('said that this was not sent')
  await card.click('Retry')
  expect(fake.sends()).toMatchObject([{ idempotencyKey: 'again.m1', body: 'Hello' }])
  expect(card.thread()).toEqual(['Hello [Queued]', 'Hello [Failed]'])
})

it('takes one word of a double click and of both buttons at once, and says that it is busy', async () => {
  const fake = fakeFunction([smsLine], [inDoubt()])
  const arrival = gate()
  fake.next['settle-message'].push(arrival.passed)
  const card = await openedCard(fake)
  const [sent, notSent] = [card.button('It was sent'), card.button('It was not sent')]
  sent?.trigger('onClick')
  sent?.trigger('onClick')
  notSent?.trigger('onClick')
  await card.after(0)
  expect(card.button('Saving…')?.props.disabled).toBe(true)
  expect(card.button('It was not sent')?.props.disabled).toBe(true)
  arrival.open()
  await card.after(0)
  expect(fake.requests('settle-message')).toHaveLength(1)
  expect(card.thread()).toEqual(['Hello [Sent]'])
})

it('says when it has been settled meanwhile, and shows what it came to', async () => {
  const fake = fakeFunction([smsLine], [inDoubt()])
  const card = await openedCard(fake)
  fake.put(message('m1', 'Hello', { status: 'delivered' }))
  await card.click('It was not sent')
  expect(card.thread()).toEqual(['Hello [Delivered]'])
  expect(card.find(Alert).props.title).toBe('Not noted')
  expect(card.says()).toContain('It is settled already.')
  expect(card.button('Retry')).toBeNull()
})

it.each([
  ['its next attempt', { status: 'sending', attempts: 2 }],
  ['its next attempt, which is to come', { status: 'queued', attempts: 1 }],
  ['a new doubt', { status: 'unknown', attempts: 2 }],
] as const)('does not leave the refusal of a word beside %s', async (_, next) => {
  const fake = fakeFunction([smsLine], [message('m1', 'Hello', { status: 'unknown', attempts: 1 })])
  const words = 'This message is not in doubt any more. Reload the card.'
  fake.next['settle-message'].push(problem('not_in_doubt', 409, words))
  const card = await openedCard(fake)
  await card.click('It was not sent')
  expect(card.says()).toContain(words)
  fake.put(message('m1', 'Hello', next))
  await card.click('Refresh')
  expect(card.says()).not.toContain(words)
  fake.put(message('m1', 'Hello', { status: 'unknown', attempts: 2 }))
  await card.click('Refresh')
  expect(card.says()).not.toContain(words)
  expect(card.button('It was not sent')?.props.disabled).toBe(false)
})

it('says that nobody knows when the answer is lost, until the thread tells', async () => {
  const fake = fakeFunction([smsLine], [inDoubt()])
  fake.next['settle-message'].push('cut', 'lost')
  const card = await openedCard(fake)
  await card.click('It was sent')
  expect(card.find(Alert).props.title).toBe('Not known whether this was noted')
  expect(card.thread()).toEqual(['Hello [Not known whether it was sent]'])
  await card.click('It was sent')
  expect(card.thread()).toEqual(['Hello [Sent]'])
  expect(card.maybeFind(Alert)).toBeNull()
})

it('keeps what the rep said when an older answer arrives after it', async () => {
  const fake = fakeFunction([smsLine], [inDoubt()])
  const card = await openedCard(fake)
  await card.click('It was not sent')
  fake.put(inDoubt())
  await card.click('Refresh')
  expect(card.thread()).toEqual(['Hello [Failed]'])
  expect(card.button('Retry')).not.toBeNull()
})

it('asks nothing about replies, about what is settled and about what has not reached the relay', async () => {
  const fake = fakeFunction(
    [smsLine],
    [message('m1', 'Hi', { direction: 'inbound', source: 'reply', status: 'delivered' })],
  )
  fake.next['send-message'].push(new Promise<null>(() => {}))
  const card = await openedCard(fake)
  await card.write('Hello')
  await card.click('Send')
  expect(card.thread()).toEqual(['Hello [Sending]', 'Hi'])
  expect(card.button('It was sent')).toBeNull()
  expect(card.button('What happened')).toBeNull()
})

it('leaves a draft alone and stays usable when the refusal is of the rep', async () => {
  const fake = fakeFunction([smsLine], [inDoubt()])
  fake.next['settle-message'].push(problem('forbidden', 403, 'You may not settle messages.'))
  const card = await openedCard(fake)
  await card.write('Half a sent')
  await card.click('It was sent')
  expect(card.says()).toContain('You may not settle messages.')
  expect(card.draft()).toBe('Half a sent')
  expect(card.button('It was sent')?.props.disabled).toBe(false)
})
