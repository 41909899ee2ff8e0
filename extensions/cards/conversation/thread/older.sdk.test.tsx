import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeFunction, message, problem, smsLine } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

const now = new Date('2026-11-21T10:00:00Z')
beforeEach(() => void vi.useFakeTimers({ now }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const history = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    message(`m${index}`, `Word ${index}`, {
      status: 'read',
      at: new Date(now.getTime() - (count - index) * 60_000).toISOString(),
    }),
  )
const end = 'These are all messages that Homing has with this contact.'

it('shows older messages as far as they go, a page at a time, and says where they end', async () => {
  const fake = fakeFunction([smsLine], history(130))
  fake.page = 50
  const card = await openedCard(fake)
  expect(card.thread()).toHaveLength(10)
  for (const shown of [50, 100, 130]) {
    expect(card.says()).not.toContain(end)
    await card.click('Show earlier messages')
    expect(card.thread()).toHaveLength(shown)
  }
  expect(card.thread().at(-1)).toBe('Word 0 [Read]')
  expect(card.says()).toContain(end)
  expect(card.button('Show earlier messages')).toBeNull()
  expect(fake.requests('older-messages').map(({ before }) => before)).toEqual(['m80', 'm30'])
})

it('keeps what is shown when older ones cannot be had, and asks for them again', async () => {
  const fake = fakeFunction([smsLine], history(60))
  fake.page = 50
  fake.next['older-messages'].push(problem('busy', 503, 'The relay is busy.', true))
  const card = await openedCard(fake)
  await card.click('Show earlier messages')
  await card.click('Show earlier messages')
  expect(card.says()).toContain('Earlier messages could not be loaded. The relay is busy.')
  expect(card.thread()).toHaveLength(50)
  await card.click('Try again')
  expect(card.thread()).toHaveLength(60)
})

it('goes on with live updates beside older messages', async () => {
  const fake = fakeFunction([smsLine], history(60))
  fake.page = 50
  const card = await openedCard(fake)
  await card.click('Show earlier messages')
  await card.click('Show earlier messages')
  fake.put(message('new', 'Just now', { direction: 'inbound', status: 'delivered' }))
  await card.after(20_000)
  expect(card.thread()[0]).toBe('Just now')
  expect(card.thread()).toHaveLength(61)
})

it('says of a conversation that is all there that it is', async () => {
  const card = await openedCard(fakeFunction([smsLine], history(2)))
  expect(card.says()).toContain(end)
})

it('has the text, subject and files of a failed message changed and sent as a new one', async () => {
  const failed = message('m1', 'Helo', {
    status: 'failed',
    problem: { code: 'refused', detail: 'The provider refused it.', retryable: false },
    attachments: [{ name: 'offer.pdf', contentType: 'application/pdf', url: 'https://files.example/offer.pdf' }],
  })
  const line = { ...smsLine, attachments: { most: 2, bytes: 1_000, types: ['application/pdf'] } }
  const fake = fakeFunction([line], [failed])
  const card = await openedCard(fake)
  await card.write('and more')
  await card.click('Edit and send again')
  expect(card.draft()).toBe('Helo\nand more')
  await card.write('Hello')
  await card.click('Send')
  expect(fake.sends()).toMatchObject([{ body: 'Hello', attachments: [{ url: 'https://files.example/offer.pdf' }] }])
  expect(fake.sends()[0]).not.toHaveProperty('retryOf')
})

it('offers no change of what arrived, may have arrived, or went another way', async () => {
  const went = { messageId: 'm9', channel: 'sms' } as const
  const messages = [
    message('m1', 'Read', { status: 'read' }),
    message('m2', 'In doubt', { status: 'unknown' }),
    message('m3', 'Another way', { status: 'failed', followedBy: went }),
    message('m4', 'Theirs', { direction: 'inbound', status: 'failed' }),
  ]
  const card = await openedCard(fakeFunction([smsLine], messages))
  expect(card.buttons('Edit and send again')).toEqual([])
})
