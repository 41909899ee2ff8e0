import { EmptyState, ErrorState, Icon, Input, LoadingSpinner, Select, TextArea } from '@hubspot/ui-extensions'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emailLine, fakeFunction, gate, message, problem, smsLine } from './fixture/fake-function.ts'
import { openedCard } from './fixture/opened-card.tsx'

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') }))
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

  it('asks once more with the properties that the relay looks at, and sends them with all calls from then on', async () => {
    const fake = fakeFunction([smsLine], [message('m1', 'Hi', { status: 'unknown' })])
    fake.properties = [...fake.properties, 'second_mobile']
    const card = await openedCard(fake)
    expect(card.thread()).toHaveLength(1)
    expect(fake.asks()).toBe(2)
    await card.write('Hello')
    await card.click('Send')
    await card.click('What happened')
    await card.click('It was sent')
    await card.after(15_000)
    const [first, ...others] = fake.calls.map(({ propertiesToSend }) => propertiesToSend)
    expect(first).not.toContain('second_mobile')
    for (const names of others) expect(names).toEqual([...(first ?? []), 'second_mobile'])
    expect(new Set(fake.calls.map(({ parameters }) => parameters.call)).size).toBe(4)
  })

  it('names the properties to fill in when the contact has no address', async () => {
    const unreachable = { ...smsLine, address: null, unavailable: 'The contact has no phone number.' }
    const card = await openedCard(
      fakeFunction([unreachable, { ...emailLine, address: null, unavailable: 'No email.' }]),
    )
    expect(card.says()).toContain('Mobile phone number, Phone number or Email')
    expect(card.says()).toContain('Sales (SMS): The contact has no phone number.')
    expect(card.says()).toContain('Inbox (Email): No email.')
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

  it('starts on the first of the list when nothing was said yet, and on the first that can be used otherwise', async () => {
    const fake = fakeFunction([emailLine, smsLine])
    const card = await openedCard(fake)
    expect(card.find(Select).props.value).toBe('email-line')
    await card.close()
    const down = { ...smsLine, unavailable: 'The line is paused.' }
    const other = await openedCard(fakeFunction([emailLine, down], [message('m1', 'Hi', { status: 'sent' })]))
    expect(other.find(Select).props.value).toBe('email-line')
  })

  it('stays on the line of a message that is on its way, for the one after it', async () => {
    const fake = fakeFunction([smsLine, emailLine], [message('m1', 'Hi', { status: 'sent' })])
    fake.next['send-message'].push(new Promise<null>(() => {}))
    const card = await openedCard(fake)
    await card.pick('email-line')
    await card.write('One')
    await card.click('Send')
    await card.write('Two')
    expect(card.find(Select).props.value).toBe('email-line')
  })

  it('says what to know of a line before it is used, one line or many', async () => {
    const worn = { ...smsLine, note: 'This line has had trouble in the last hour.' }
    const card = await openedCard(fakeFunction([worn]))
    expect(card.says()).toContain('This line has had trouble in the last hour.')
    expect(card.find(Icon).props).toMatchObject({ name: 'warning', color: 'warning' })
    await card.close()
    const many = await openedCard(fakeFunction([worn, emailLine]))
    expect(many.says()).toContain('This line has had trouble')
    await many.pick('email-line')
    expect(many.says()).not.toContain('This line has had trouble')
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
