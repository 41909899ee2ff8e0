import { Alert, TextArea } from '@hubspot/ui-extensions'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emailLine, fakeFunction, gate, message, problem, smsLine } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
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
    expect(card.thread()).toEqual(['Hello [Sending]'])
    expect(card.draft()).toBe('')
    arrival.open()
    await card.after(0)
    expect(card.thread()).toEqual(['Hello [Queued]'])
    for (const [status, words] of [
      ['sending', 'Sending'],
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

  it("asks before it sends to what is nobody's number, and sends there when the rep says that it is right", async () => {
    const fake = fakeFunction([smsLine])
    fake.next['send-message'].push(problem('unsure_address', 422, 'As far as is known, that is nobody.'))
    const card = await openedCard(fake)
    await card.write('Hello')
    await card.click('Send')
    expect(card.says()).toContain('As far as is known, that is nobody.')
    expect(fake.sends()[0]).not.toHaveProperty('sureOf')
    await card.click(`Send to ${smsLine.address} anyway`)
    expect(fake.sends()[1]).toMatchObject({ body: 'Hello', sureOf: smsLine.address })
    expect(card.says()).not.toContain('nobody')
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

  it('counts the characters where they run out, and does not send what the line cannot carry', async () => {
    const fake = fakeFunction([smsLine, emailLine])
    const card = await openedCard(fake)
    await card.write('a'.repeat(1_400))
    expect(card.find(TextArea).props.validationMessage).toBeUndefined()
    await card.write('a'.repeat(1_500))
    expect(card.find(TextArea).props.validationMessage).toBe('100 characters left')
    await card.write('a'.repeat(1_601))
    expect(card.find(TextArea).props).toMatchObject({
      validationMessage: 'This text has 1601 characters; Sales carries at most 1600.',
      error: true,
    })
    expect(card.button('Send')?.props.disabled).toBe(true)
    await card.click('Send')
    expect(fake.sends()).toEqual([])
    await card.pick('email-line')
    expect(card.find(TextArea).props.validationMessage).toBeUndefined()
    await card.click('Send')
    expect(fake.sends()).toHaveLength(1)
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
