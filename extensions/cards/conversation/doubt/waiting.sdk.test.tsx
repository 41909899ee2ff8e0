import { Alert } from '@hubspot/ui-extensions'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ConversationMessage } from '../../../../contract/conversation.ts'
import { fakeFunction, message, problem, smsLine } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

type Waits = NonNullable<ConversationMessage['waits']>

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-21T10:42:00') }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const today = (time: string) => new Date(`2026-11-21T${time}:00`).toISOString()
const waiting = (waits: Partial<Waits>, more: Partial<ConversationMessage> = {}) =>
  message('m2', 'Hello', {
    waits: { reason: 'order', since: today('10:40'), until: null, behind: null, ...waits },
    attempts: 0,
    ...more,
  })
const asked = { code: 'busy', detail: 'The provider asked to come later.', retryable: true }

describe('what waits', () => {
  it.each<[string, Partial<Waits>, string, RegExp]>([
    [
      'is tried again',
      { reason: 'retry', until: today('10:45') },
      'Waiting',
      /since 10:40.* and is tried again at 10:45/,
    ],
    [
      'is tried again so soon that the clock shows no difference',
      { reason: 'retry', since: today('10:45'), until: new Date('2026-11-21T10:45:20').toISOString() },
      'Waiting',
      /since 10:45\D* and is tried again within a minute\./,
    ],
    ['is tried again some time', { reason: 'retry' }, 'Waiting', /is tried again by itself\./],
    ['leaves at its time', { reason: 'scheduled', until: today('18:00') }, 'Scheduled', /It leaves at (18|06):00/],
    ['keeps its order', { reason: 'order', behind: 'm1' }, 'Waiting', /since 10:40.* for an earlier message/],
    [
      'keeps its order for so long',
      { reason: 'order', behind: 'm1', until: today('10:55') },
      'Waiting',
      /left or is given up, at 10:55.* at the latest\./,
    ],
    [
      'has a paused line',
      { reason: 'line_paused', detail: 'The Mac is being replaced.' },
      'Waiting',
      /Its line has been paused since 10:40.*: The Mac is being replaced\. It leaves by itself when the line is resumed\./,
    ],
    [
      'goes another way when its time is up',
      { reason: 'line_paused', otherwise: { channel: 'sms', at: today('10:55') } },
      'Waiting',
      /when the line is resumed\.[^]*If it has not left by 10:55.*, it goes by SMS instead, where that is possible\./,
    ],
    ['has no line any more', { reason: 'line_removed' }, 'Waiting', /Its line was removed at 10:40/],
    ['is of an account that is cut off', { reason: 'account' }, 'Waiting', /account has been cut off since 10:40/],
    ['waits for its turn', { reason: 'line_busy' }, 'Queued', /It leaves when its turn comes\./],
    ['waits for what only a newer relay knows', { reason: 'the_moon' as 'retry' }, 'Waiting', /waited since 10:40/],
  ])('%s, and says so', async (_, waits, label, words) => {
    const card = await openedCard(fakeFunction([smsLine], [waiting(waits)]))
    expect(card.thread()).toEqual([`Hello [${label}]`])
    expect(card.says()).toMatch(words)
  })

  it('says what the provider said of the last try', async () => {
    const card = await openedCard(
      fakeFunction([smsLine], [waiting({ reason: 'retry' }, { problem: asked, attempts: 1 })]),
    )
    expect(card.says()).toContain('The provider asked to come later.\nIt has waited since')
  })

  it('is Queued, with no more words, where an older relay does not say why', async () => {
    const card = await openedCard(fakeFunction([smsLine], [message('m1', 'Hello')]))
    expect(card.thread()).toEqual(['Hello [Queued]'])
    expect(card.says()).not.toMatch(/waited|leaves/)
  })

  it('follows the state: taken up again it leaves, put off again it waits', async () => {
    const fake = fakeFunction([smsLine], [waiting({ reason: 'retry' }, { problem: asked, attempts: 1 })])
    const card = await openedCard(fake)
    fake.put(message('m2', 'Hello', { status: 'sending', attempts: 2, waits: null }))
    await card.click('Refresh')
    expect(card.thread()).toEqual(['Hello [Sending]'])
    expect(card.says()).toContain('Attempt 2.')
    expect(card.says()).not.toMatch(/asked to come later|waited/)
    fake.put(waiting({ reason: 'retry', until: today('10:50') }, { problem: asked, attempts: 2 }))
    await card.click('Refresh')
    expect(card.thread()).toEqual(['Hello [Waiting]'])
    expect(card.says()).toMatch(/is tried again at 10:50/)
  })
})

describe('a message behind an earlier one', () => {
  const behind = () => [
    message('m1', 'First', { status: 'unknown', doubt: { asked: false } }),
    waiting({ behind: 'm1' }),
  ]

  it('leaves when a person lets it pass', async () => {
    const fake = fakeFunction([smsLine], behind())
    const card = await openedCard(fake)
    card.button('Let it pass')?.trigger('onClick')
    await card.click('Let it pass')
    expect(fake.requests('let-pass')).toEqual([
      { portalId: '424242', userId: '7', userEmail: 'rep@example.com', messageId: 'm1' },
    ])
    expect(card.thread()).toEqual(['Hello [Queued]', 'First [Not known whether it was sent]'])
    expect(card.button('Let it pass')).toBeNull()
  })

  it('says why it must go on waiting, and whether that was heard at all', async () => {
    const fake = fakeFunction([smsLine], behind())
    fake.next['let-pass'].push(problem('forbidden', 403, 'You may not do that.'), 'cut')
    const card = await openedCard(fake)
    await card.click('Let it pass')
    expect(card.find(Alert).props.title).toBe('Not noted')
    expect(card.says()).toContain('You may not do that.')
    await card.click('Let it pass')
    expect(card.find(Alert).props.title).toBe('Not known whether this was noted')
    expect(card.button('Let it pass')?.props.disabled).toBe(false)
  })

  it('has nobody to let it pass where it waits for something else', async () => {
    const card = await openedCard(fakeFunction([smsLine], [waiting({ reason: 'line_paused' })]))
    expect(card.button('Let it pass')).toBeNull()
  })
})

describe('a doubt', () => {
  const doubtful = (more: Partial<ConversationMessage>) =>
    openedCard(fakeFunction([smsLine], [message('m1', 'Hello', { status: 'unknown', ...more })]))

  it('whose provider can be asked is not called one that ends here', async () => {
    const card = await doubtful({ doubt: { asked: true } })
    expect(card.says()).toContain(
      'The provider is being asked what became of it. It leaves again only if the provider is sure that it never sent it.',
    )
    expect(card.says()).not.toContain('It is not sent again by itself.')
  })

  it('of which nobody can be asked is not sent again by itself', async () => {
    const card = await doubtful({ doubt: { asked: false } })
    expect(card.says()).toContain('It is not sent again by itself.')
    expect(card.says()).not.toContain('provider')
  })

  it('for which another message stands in is not sent again by itself either', async () => {
    const card = await doubtful({ doubt: { asked: true }, followedBy: { messageId: 'm9', channel: 'email' } })
    expect(card.says()).toContain('It is not sent again by itself.')
  })
})

it('tells the relay which message a retry repeats, where the relay knows of such', async () => {
  const failed = { status: 'failed', problem: asked } as const
  const fake = fakeFunction(
    [smsLine],
    [message('old', 'One', failed), message('new', 'Two', { ...failed, attempts: 3 })],
  )
  const card = await openedCard(fake)
  await card.click('Retry')
  await card.click('Retry')
  expect(fake.sends()).toMatchObject([{ idempotencyKey: 'again.new', retryOf: 'new' }, { idempotencyKey: 'again.old' }])
  expect(fake.sends()[1]).not.toHaveProperty('retryOf')
})
