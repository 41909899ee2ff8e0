import { Alert, EmptyState, ErrorState, Input, LoadingSpinner, Select, TextArea } from '@hubspot/ui-extensions'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emailLine, fakeFunction, gate, message, problem, smsLine } from './fixture/fake-function.ts'
import { openedCard } from './fixture/opened-card.tsx'

const start = new Date('2026-11-21T10:00:00Z')
const minutesAgo = (minutes: number) => new Date(start.getTime() - minutes * 60_000).toISOString()

beforeEach(() => void vi.useFakeTimers({ now: start }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('opening the card', () => {
  it('lets the rep write at once and shows the conversation after one call', async () => {
    const fake = fakeFunction([smsLine], [message('m1', 'Hello', { status: 'read', at: minutesAgo(5) })])
    const arrival = gate()
    fake.next.conversation.push(arrival.passed)
    const card = await openedCard(fake)
    card.find(LoadingSpinner)
    await card.write('Good mor')
    arrival.open()
    await card.after(0)
    expect(card.maybeFind(LoadingSpinner)).toBeNull()
    expect(card.thread()).toEqual(['Hello [Read]'])
    expect(card.draft()).toBe('Good mor')
    expect(fake.calls).toHaveLength(1)
    expect(fake.calls[0]).toMatchObject({
      name: 'relay',
      propertiesToSend: expect.arrayContaining(['email', 'phone', 'mobilephone']),
      parameters: {
        call: 'conversation',
        contactId: '101',
        request: { portalId: '424242', userId: '7', userEmail: 'rep@example.com' },
      },
    })
  })

  it('shows the newest message first, and older ones on demand', async () => {
    const messages = Array.from({ length: 12 }, (_, index) =>
      message(`m${index}`, `number ${index}`, { status: 'read', at: minutesAgo(100 - index) }),
    )
    const card = await openedCard(fakeFunction([smsLine], messages))
    expect(card.thread()).toHaveLength(10)
    expect(card.thread()[0]).toBe('number 11 [Read]')
    await card.click('Show earlier messages')
    expect(card.thread().at(-1)).toBe('number 0 [Read]')
  })

  it('says why it could not be opened, and tries again when asked', async () => {
    const fake = fakeFunction([smsLine])
    fake.next.conversation.push(problem('unknown_portal', 403, 'This account is not connected.'))
    const card = await openedCard(fake)
    expect(card.says()).toContain('This account is not connected.')
    await card.after(60_000)
    expect(fake.asks()).toBe(1)
    await card.click('Try again')
    expect(card.maybeFind(ErrorState)).toBeNull()
    card.find(TextArea)
  })

  it('tries again by itself when that may help', async () => {
    const fake = fakeFunction([smsLine])
    fake.next.conversation.push('cut', 'cut')
    const card = await openedCard(fake)
    card.find(ErrorState)
    await card.after(15_000)
    expect(card.maybeFind(ErrorState)).toBeNull()
    expect(fake.asks()).toBe(3)
  })

  it('names the properties to fill in when the contact has no address', async () => {
    const unreachable = { ...smsLine, address: null, unavailable: 'The contact has no phone number.' }
    const card = await openedCard(
      fakeFunction([unreachable, { ...emailLine, address: null, unavailable: 'No email.' }]),
    )
    expect(card.says()).toContain('Mobile phone number, Phone number or Email')
    expect(card.says()).toContain('The contact has no phone number.')
    expect(card.maybeFind(TextArea)).toBeNull()
  })

  it('sends the rep to an admin when there is no line', async () => {
    const card = await openedCard(fakeFunction([]))
    card.find(EmptyState)
    expect(card.says()).toContain('Ask an admin')
  })
})

describe('lines', () => {
  it('starts on the line used last and asks for a subject on email only', async () => {
    const fake = fakeFunction([smsLine, emailLine], [message('m1', 'Hi', { lineId: 'email-line', status: 'sent' })])
    const card = await openedCard(fake)
    expect(card.find(Select).props.value).toBe('email-line')
    card.find(Input).props.onInput?.('Your order')
    await card.write('It is on its way.')
    await card.click('Send')
    expect(fake.sends()[0]).toMatchObject({ lineId: 'email-line', subject: 'Your order', body: 'It is on its way.' })
    card.find(Select).props.onChange?.('sms-line')
    await card.after(0)
    expect(card.maybeFind(Input)).toBeNull()
  })

  it('says why a line cannot be used', async () => {
    const optedOut = { ...smsLine, unavailable: 'The contact has asked not to be texted.' }
    const card = await openedCard(fakeFunction([optedOut, emailLine]))
    expect(card.find(Select).props.value).toBe('email-line')
    card.find(Select).props.onChange?.('sms-line')
    await card.after(0)
    expect(card.find(Select).props.validationMessage).toBe('The contact has asked not to be texted.')
  })

  it('does not switch while the rep is writing, even if a reply comes on another line', async () => {
    const fake = fakeFunction([smsLine, emailLine], [message('m1', 'Hi', { status: 'sent' })])
    const card = await openedCard(fake)
    await card.write('Half a sent')
    fake.put(message('m2', 'Mail', { direction: 'inbound', channel: 'email', lineId: 'email-line', source: 'reply' }))
    await card.after(20_000)
    expect(card.thread()[0]).toBe('Mail')
    expect(card.find(Select).props.value).toBe('sms-line')
  })
})

describe('sending', () => {
  it('shows the message at once, then where it stands, without a reload', async () => {
    const fake = fakeFunction([smsLine])
    const arrival = gate()
    fake.next['send-message'].push(arrival.passed)
    const card = await openedCard(fake)
    expect(card.button('Send')?.props.disabled).toBe(true)
    await card.write('Hello')
    await card.click('Send')
    expect(card.thread()).toEqual(['Hello [Sending…]'])
    expect(card.draft()).toBe('')
    arrival.open()
    await card.after(0)
    expect(card.thread()).toEqual(['Hello [Queued]'])
    for (const [status, words] of [
      ['sending', 'Sending…'],
      ['sent', 'Sent'],
      ['delivered', 'Delivered'],
      ['read', 'Read'],
    ] as const) {
      fake.put(message('sent-1', 'Hello', { status }))
      await card.after(2_000)
      expect(card.thread()).toEqual([`Hello [${words}]`])
    }
  })

  it('makes one message of a double click', async () => {
    const fake = fakeFunction([smsLine])
    const card = await openedCard(fake)
    await card.write('Hello')
    card.button('Send')?.trigger('onClick')
    card.button('Send')?.trigger('onClick')
    await card.after(0)
    expect(fake.sends()).toHaveLength(1)
  })

  it('gives every message a key of its own that the relay takes', async () => {
    const fake = fakeFunction([smsLine])
    const card = await openedCard(fake)
    for (const text of ['One', 'Two']) {
      await card.write(text)
      await card.click('Send')
    }
    const keys = fake.sends().map(({ idempotencyKey }) => idempotencyKey)
    expect(new Set(keys).size).toBe(2)
    for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_.:-]{8,128}$/)
  })

  it('keeps the draft and says why when the relay refuses', async () => {
    const fake = fakeFunction([smsLine])
    fake.next['send-message'].push(problem('opted_out', 422, 'The contact has asked not to be texted.'))
    const card = await openedCard(fake)
    await card.write('Hello')
    await card.click('Send')
    expect(card.says()).toContain('The contact has asked not to be texted.')
    expect(card.draft()).toBe('Hello')
    expect(card.thread()).toEqual([])
    expect(card.button('Retry')).toBeNull()
    await card.write('Hello, please')
    await card.click('Send')
    expect(card.maybeFind(Alert)).toBeNull()
    const [refused, changed] = fake.sends()
    expect(changed?.idempotencyKey).not.toBe(refused?.idempotencyKey)
  })

  it('counts the characters where they run out, and leaves the judgement to the relay', async () => {
    const fake = fakeFunction([smsLine])
    const card = await openedCard(fake)
    await card.write('a'.repeat(80_000))
    expect(card.find(TextArea).props.validationMessage).toBeUndefined()
    await card.write('a'.repeat(95_000))
    expect(card.find(TextArea).props.validationMessage).toBe('5000 characters left')
    await card.write('a'.repeat(100_001))
    expect(card.find(TextArea).props).toMatchObject({
      validationMessage: '1 over the limit of 100000 characters',
      error: true,
    })
    expect(card.button('Send')?.props.disabled).toBe(false)
  })

  it('retries with the same key', async () => {
    const fake = fakeFunction([smsLine])
    fake.next['send-message'].push(problem('too_many_requests', 429, 'Wait a moment.', true))
    const card = await openedCard(fake)
    await card.write('Hello')
    await card.click('Send')
    await card.click('Retry')
    const [refused, retried] = fake.sends()
    expect(retried).toEqual(refused)
    expect(card.thread()).toEqual(['Hello [Queued]'])
  })

  it.each(['refused', 'cut'] as const)('loses nothing written meanwhile when a send is %s', async (how) => {
    const fake = fakeFunction([smsLine])
    const card = await openedCard(fake)
    const arrival = gate()
    fake.next['send-message'].push(arrival.passed)
    await card.write('First')
    await card.click('Send')
    await card.write('Second')
    if (how === 'cut') arrival.break()
    else arrival.open(problem('line_off', 422))
    await card.after(0)
    expect(card.draft()).toBe('First\nSecond')
  })
})

describe('a send without an answer', () => {
  it('says that nobody knows, and a retry is still one message', async () => {
    const fake = fakeFunction([smsLine])
    fake.next['send-message'].push('lost')
    const card = await openedCard(fake)
    await card.write('Hello')
    await card.click('Send')
    expect(card.find(Alert).props.title).toBe('Not known whether this was accepted')
    expect(card.says()).toContain('safe')
    await card.click('Retry')
    expect(fake.messages).toHaveLength(1)
    expect(card.thread()).toEqual(['Hello [Queued]'])
    expect(card.maybeFind(Alert)).toBeNull()
  })

  it('does not wait for ever', async () => {
    const fake = fakeFunction([smsLine])
    const card = await openedCard(fake)
    fake.next['send-message'].push(new Promise<null>(() => {}))
    await card.write('Hello')
    await card.click('Send')
    await card.after(20_000)
    expect(card.says()).toContain('no answer in time')
    expect(card.draft()).toBe('Hello')
  })

  it('tells the rep when a changed text turns out to follow one that was accepted', async () => {
    const fake = fakeFunction([smsLine])
    fake.next['send-message'].push('lost')
    const card = await openedCard(fake)
    await card.write('Hello')
    await card.click('Send')
    await card.write('Hello again')
    await card.click('Send')
    expect(card.find(Alert).props.title).toBe('An earlier version was accepted')
    await card.after(2_000)
    expect(card.thread()).toEqual(['Hello [Queued]'])
    expect(card.draft()).toBe('Hello again')
    await card.click('Send')
    expect(fake.messages.map(({ body }) => body)).toEqual(['Hello', 'Hello again'])
  })

  it('keeps the doubt when a later attempt is refused', async () => {
    const fake = fakeFunction([smsLine])
    fake.next['send-message'].push('lost', problem('body_too_long', 422))
    const card = await openedCard(fake)
    await card.write('Hello')
    await card.click('Send')
    await card.write('Hello, much longer')
    await card.click('Send')
    await card.write('Hello, shorter')
    await card.click('Send')
    expect(new Set(fake.sends().map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    expect(fake.messages).toHaveLength(1)
  })

  it('can be put aside when the rep sees that it arrived', async () => {
    const fake = fakeFunction([smsLine])
    fake.next['send-message'].push('lost')
    const card = await openedCard(fake)
    await card.write('Hello')
    await card.click('Send')
    await card.click('Discard draft')
    await card.write('Next')
    await card.click('Send')
    expect(fake.messages.map(({ body }) => body)).toEqual(['Hello', 'Next'])
  })
})

describe('messages', () => {
  it('says what became of each in words', async () => {
    const words = {
      scheduled: 'Scheduled',
      queued: 'Queued',
      sending: 'Sending…',
      unknown: 'Checking whether this was sent',
      sent: 'Sent',
      delivered: 'Delivered',
      read: 'Read',
      failed: 'Failed',
      undelivered: 'Not delivered',
      cancelled: 'Cancelled',
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
    expect(card.says()).toContain('It is not sent again by itself.')
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
