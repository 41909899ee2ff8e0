import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeFunction, message, smsLine } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('messages', () => {
  it('says what became of each in words', async () => {
    const words = {
      scheduled: 'Scheduled',
      queued: 'Queued',
      sending: 'Sending',
      unknown: 'Not known whether it was sent',
      sent: 'Sent',
      delivered: 'Delivered',
      read: 'Read',
      failed: 'Failed',
      undelivered: 'Not delivered',
      cancelled: 'Not sent',
      expired: 'Expired',
    } as const
    for (const [status, text] of Object.entries(words)) {
      const card = await openedCard(fakeFunction([smsLine], [message('m1', 'Hi', { status: status as 'sent' })]))
      expect(card.thread()).toEqual([`Hi [${text}]`])
      await card.close()
    }
  })

  it('does not offer to send again what may have been sent', async () => {
    const doubtful = message('m1', 'Hi', {
      status: 'unknown',
      problem: { code: 'no_answer', detail: 'The provider did not answer.', retryable: true },
    })
    const card = await openedCard(fakeFunction([smsLine], [doubtful]))
    expect(card.says()).toContain('It leaves again only if the provider is sure that it never sent it.')
    expect(card.button('Retry')).toBeNull()
  })

  it('sends a failed message again once, and only where that may help', async () => {
    const failed = { code: 'line_down', detail: 'The line was down.', retryable: true }
    const fake = fakeFunction(
      [smsLine],
      [
        message('hopeless', 'To nobody', {
          status: 'failed',
          problem: { ...failed, retryable: false },
          at: minutesAgo(2),
        }),
        message('unlucky', 'Hello', { status: 'failed', problem: failed, at: minutesAgo(1) }),
      ],
    )
    const card = await openedCard(fake)
    expect(card.says()).toContain('The line was down.')
    await card.write('A draft of something else')
    card.button('Retry')?.trigger('onClick')
    card.button('Retry')?.trigger('onClick')
    await card.after(0)
    expect(fake.sends()).toMatchObject([{ idempotencyKey: 'again.unlucky', body: 'Hello', lineId: 'sms-line' }])
    expect(card.thread()).toEqual(['Hello [Queued]', 'Hello [Failed]', 'To nobody [Failed]'])
    expect(card.button('Retry')).toBeNull()
    expect(card.draft()).toBe('A draft of something else')
  })

  it('says beside a reply what it means for what may be sent', async () => {
    const reply = { direction: 'inbound', source: 'reply', status: 'delivered' } as const
    const card = await openedCard(
      fakeFunction(
        [smsLine],
        [
          message('m1', 'STOP', { ...reply, consent: 'opted_out', at: minutesAgo(3) }),
          message('m2', 'START', { ...reply, consent: 'opted_in', at: minutesAgo(2) }),
          message('m3', 'Hello', { ...reply, consent: null, at: minutesAgo(1) }),
        ],
      ),
    )
    expect(card.thread()).toEqual(['Hello', 'START [Opted in to SMS again]', 'STOP [Opted out of SMS]'])
  })

  it('shows hostile text as text, and a long one folded', async () => {
    const hostile = '<script>alert(1)</script>\n\u202Eevil\u0000 👩‍👩‍👧 مرحبا'
    const long = '😀'.repeat(5_000)
    const card = await openedCard(
      fakeFunction(
        [smsLine],
        [
          message('m1', hostile, { direction: 'inbound', source: 'reply', at: minutesAgo(2) }),
          message('m2', long, { direction: 'inbound', source: 'reply', at: minutesAgo(1) }),
        ],
      ),
    )
    expect(card.says()).toContain('<script>alert(1)</script>')
    expect(card.says()).toContain('👩‍👩‍👧 مرحبا')
    const [folded = ''] = card.thread()
    expect(folded).toMatch(/^(😀)+…$/u)
    expect(folded.length).toBeLessThan(700)
    await card.click('Show all')
    expect(card.thread()[0]).toBe(long)
  })
})
