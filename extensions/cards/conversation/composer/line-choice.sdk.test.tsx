import { Select } from '@hubspot/ui-extensions'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ConversationLine } from '../../../../contract/conversation.ts'
import { emailLine, fakeFunction, message, smsLine } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

const blueLine: ConversationLine = { ...smsLine, id: 'blue-line', label: 'Sales iMessage', channel: 'imessage' }
const paused: ConversationLine = {
  ...blueLine,
  unavailable: 'This line is paused. The phone is being replaced.',
  obstacle: { is: 'paused', reason: 'The phone is being replaced.' },
}
const optedOut: ConversationLine = {
  ...blueLine,
  unavailable: 'The contact asked not to be written to on this channel.',
  obstacle: { is: 'opted_out', reason: null },
}
const last = message('m1', 'Hi', {
  channel: 'imessage',
  lineId: 'blue-line',
  status: 'delivered',
  at: '2026-11-21T09:59:00Z',
})

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('when the line used last cannot be used', () => {
  it('says that it is paused and why, beside the other one, also while the rep writes on that', async () => {
    const card = await openedCard(fakeFunction([paused, emailLine], [last]))
    const words = 'Sales iMessage, the line used last, is paused: The phone is being replaced.'
    expect(card.find(Select).props.value).toBe('email-line')
    expect(card.says()).toContain(words)
    await card.write('Half a sent')
    expect(card.says()).toContain(words)
    await card.pick('blue-line')
    expect(card.says()).not.toContain(words)
  })

  it('offers another line of its channel before those of others', async () => {
    const other = { ...blueLine, id: 'second-line', label: 'Support iMessage' }
    const card = await openedCard(fakeFunction([paused, emailLine, other], [last]))
    expect(card.find(Select).props.value).toBe('second-line')
    expect(card.says()).toContain('is paused')
  })

  it('says so when the line is not there any more', async () => {
    const card = await openedCard(fakeFunction([smsLine, emailLine], [last]))
    expect(card.find(Select).props.value).toBe('sms-line')
    expect(card.says()).toContain('The line used last (iMessage) is not set up any more.')
  })

  it('is silent where nothing was said yet, and where the line used last can be used', async () => {
    for (const said of [[], [{ ...last, channel: 'sms' as const, lineId: 'sms-line' }]]) {
      const card = await openedCard(fakeFunction([paused, smsLine, emailLine], said))
      expect(card.find(Select).props.value).toBe('sms-line')
      expect(card.says()).not.toContain('used last')
      await card.close()
    }
  })

  it('stays on a paused line that the rep picked, for the messages after the one that waits', async () => {
    const fake = fakeFunction([paused, emailLine], [last])
    const card = await openedCard(fake)
    await card.pick('blue-line')
    for (const text of ['One', 'Two']) {
      await card.write(text)
      await card.click('Send')
      expect(card.find(Select).props.value).toBe('blue-line')
    }
    await card.after(20_000)
    expect(card.find(Select).props.value).toBe('blue-line')
    expect(fake.sends().map(({ lineId }) => lineId)).toEqual(['blue-line', 'blue-line'])
  })

  it('stays on a picked line after a reply on another, after a refusal and after a discarded draft', async () => {
    const fake = fakeFunction([blueLine, emailLine], [last])
    fake.next['send-message'].push('lost')
    const card = await openedCard(fake)
    await card.pick('email-line')
    await card.write('One')
    await card.click('Send')
    await card.click('Discard draft')
    fake.put({ ...last, id: 'm2', body: 'Yes', direction: 'inbound', source: 'reply', at: '2026-11-21T10:00:30Z' })
    await card.after(20_000)
    expect(card.thread()[0]).toBe('Yes')
    expect(card.find(Select).props.value).toBe('email-line')
  })
})

describe('when the contact opted out', () => {
  it('chooses no line, says why, and sends nothing until the rep chooses one', async () => {
    const fake = fakeFunction([optedOut, smsLine, emailLine], [last])
    const card = await openedCard(fake)
    expect(card.find(Select).props.value).toBeUndefined()
    expect(card.says()).toContain('They asked not to be written to by iMessage.')
    expect(card.find(Select).props.error).toBeUndefined()
    await card.write('Hello')
    expect(card.find(Select).props).toMatchObject({ error: true, validationMessage: 'Choose the line to send from.' })
    expect(card.button('Send')?.props.disabled).toBe(true)
    await card.click('Send')
    expect(fake.sends()).toEqual([])
    await card.pick('sms-line')
    expect(card.says()).toContain('They asked not to be written to by iMessage.')
    await card.pick('email-line')
    await card.click('Send')
    expect(fake.sends()).toMatchObject([{ lineId: 'email-line', body: 'Hello' }])
  })

  it('does not go to the same number on another channel because a further line is paused', async () => {
    const mailDown = { ...emailLine, ...paused, id: 'email-line', channel: 'email' as const, address: 'a@example.com' }
    const card = await openedCard(
      fakeFunction([optedOut, smsLine, mailDown], [{ ...last, channel: 'email', lineId: 'email-line' }]),
    )
    expect(card.find(Select).props.value).toBeUndefined()
    expect(card.says()).toContain('They asked not to be written to by iMessage.')
    expect(card.says()).toContain('is paused')
  })

  it('leaves a line at that number on which the rep only began to write, but not one that was picked or used last', async () => {
    const stop = { ...last, id: 'm2', body: 'STOP', direction: 'inbound' as const, source: 'reply' as const }
    const used = { ...last, id: 'm3', channel: 'sms' as const, lineId: 'sms-line', at: '2026-11-21T10:00:30Z' }
    for (const { picked, then, stays } of [
      { picked: false, then: [stop], stays: false },
      { picked: true, then: [stop], stays: true },
      { picked: false, then: [stop, used], stays: true },
    ]) {
      const fake = fakeFunction([paused, smsLine], [last])
      const card = await openedCard(fake)
      if (picked) await card.pick('sms-line')
      await card.write('H')
      expect(card.find(Select).props.value).toBe('sms-line')
      fake.lines = [optedOut, smsLine]
      for (const message of then) fake.put(message)
      await card.after(20_000)
      expect(card.find(Select).props.value).toBe(stays ? 'sms-line' : undefined)
      expect(card.says()).toContain('They asked not to be written to by iMessage.')
      expect(card.draft()).toBe('H')
      expect(card.button('Send')?.props.disabled).toBe(!stays)
      await card.close()
    }
  })

  it('does not choose even where one line is left', async () => {
    const card = await openedCard(fakeFunction([optedOut, smsLine]))
    expect(card.find(Select).props.value).toBeUndefined()
  })

  it('goes on where the contact was written to since, and says what to know', async () => {
    const since = { ...last, id: 'm2', channel: 'sms' as const, lineId: 'sms-line', at: '2026-11-21T10:00:30Z' }
    const card = await openedCard(fakeFunction([optedOut, smsLine, emailLine], [last, since]))
    expect(card.find(Select).props.value).toBe('sms-line')
    expect(card.says()).toContain('They asked not to be written to by iMessage.')
  })

  it('does not send on the line itself, whose message would be refused; a paused one keeps it', async () => {
    for (const line of [optedOut, paused]) {
      const fake = fakeFunction([{ ...line, id: 'one' }, emailLine])
      const card = await openedCard(fake)
      await card.pick('one')
      await card.write('Hello')
      expect(card.button('Send')?.props.disabled).toBe(line === optedOut)
      await card.click('Send')
      expect(fake.sends()).toHaveLength(line === optedOut ? 0 : 1)
      await card.close()
    }
  })
})
