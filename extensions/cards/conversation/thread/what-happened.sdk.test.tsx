import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeFunction, gate, message, problem, smsLine } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

const event = (text: string, at: string, messageId = 'm1') => ({ messageId, at, kind: 'told', text })

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-21T10:42:00') }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('tells what happened when it is asked, and not before', async () => {
  const fake = fakeFunction([smsLine], [message('m1', 'Hello', { status: 'sent' })])
  fake.events = { m1: [event('Accepted from Ada.', '2026-11-21T10:40:00'), event('Sent.', '2026-11-21T10:41:00')] }
  const card = await openedCard(fake)
  expect(fake.requests('message-trace')).toEqual([])
  await card.click('What happened')
  expect(fake.requests('message-trace')).toMatchObject([{ portalId: '424242', messageId: 'm1' }])
  expect(card.says()).toMatch(/10:40.* · Accepted from Ada\.\n10:41.* · Sent\./)
  await card.click('Hide what happened')
  expect(card.says()).not.toContain('Accepted from Ada.')
  expect(card.button('What happened')).not.toBeNull()
})

it('names the channel of a message that stood in for it', async () => {
  const fake = fakeFunction(
    [smsLine],
    [message('m1', 'Hello', { channel: 'imessage', status: 'failed' }), message('m2', 'Hello', { status: 'sent' })],
  )
  fake.events = { m1: [event('Failed.', '2026-11-21T10:40:00'), event('Accepted.', '2026-11-21T10:41:00', 'm2')] }
  const card = await openedCard(fake)
  card.buttons('What happened')[1]?.trigger('onClick')
  await card.after(0)
  expect(card.says()).toMatch(/10:40.* · Failed\.\n10:41.* · SMS · Accepted\./)
})

it('asks again when the status has changed, and keeps what it knows if that fails', async () => {
  const fake = fakeFunction([smsLine], [message('m1', 'Hello', { status: 'sent' })])
  fake.events = { m1: [event('Sent.', '2026-11-21T10:41:00')] }
  const card = await openedCard(fake)
  await card.click('What happened')
  fake.events = { m1: [...(fake.events['m1'] ?? []), event('Delivered.', '2026-11-21T10:42:00')] }
  fake.put(message('m1', 'Hello', { status: 'delivered' }))
  await card.after(15_000)
  expect(card.says()).toContain('Delivered.')
  fake.next['message-trace'].push('cut')
  fake.put(message('m1', 'Hello', { status: 'read' }))
  await card.after(15_000)
  expect(card.thread()).toEqual(['Hello [Read]'])
  expect(card.says()).toContain('Delivered.')
})

it('says why it cannot tell, and tries again', async () => {
  const fake = fakeFunction([smsLine], [message('m1', 'Hello', { status: 'sent' })])
  fake.next['message-trace'].push(problem('not_found', 404, 'There is no such message.'))
  const card = await openedCard(fake)
  await card.click('What happened')
  expect(card.says()).toContain('What happened could not be loaded. There is no such message.')
  await card.click('Try again')
  expect(card.says()).toContain('Nothing is recorded.')
})

it('says that it is loading, and drops an answer that comes after it was closed', async () => {
  const fake = fakeFunction([smsLine], [message('m1', 'Hello', { status: 'sent' })])
  const late = gate()
  fake.next['message-trace'].push(late.passed)
  const card = await openedCard(fake)
  await card.click('What happened')
  expect(card.says()).toContain('Loading what happened…')
  await card.click('Hide what happened')
  fake.next['message-trace'].push(new Promise<null>(() => {}))
  await card.click('What happened')
  late.open(problem('gone', 404, 'Too late.'))
  await card.after(0)
  expect(card.says()).toContain('Loading what happened…')
  expect(card.says()).not.toContain('Too late.')
})
