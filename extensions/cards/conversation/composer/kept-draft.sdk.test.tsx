import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { emailLine, fakeFunction, gate, problem, smsLine } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00Z') }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('keeps what was written over a switch of contact, and sends it as the same message', async () => {
  const fake = fakeFunction([smsLine, emailLine])
  const card = await openedCard(fake)
  await card.pick('email-line')
  await card.write('Half a sen')
  await card.close()
  expect(fake.draft).toMatchObject({ body: 'Half a sen', lineId: 'email-line', picked: true })
  const key = fake.draft?.key

  const again = await openedCard(fake)
  expect(again.draft()).toBe('Half a sen')
  await again.write('Half a sentence')
  await again.click('Send')
  expect(fake.sends()).toMatchObject([{ body: 'Half a sentence', lineId: 'email-line', idempotencyKey: key }])
})

it('keeps it while it is written, once the rep pauses, and forgets it when it was sent', async () => {
  const fake = fakeFunction([smsLine])
  const card = await openedCard(fake)
  for (const text of ['H', 'He', 'Hel']) await card.write(text)
  expect(fake.requests('keep-draft')).toEqual([])
  await card.after(2_000)
  expect(fake.requests('keep-draft').map(({ draft }) => draft?.body)).toEqual(['Hel'])
  await card.click('Send')
  await card.after(2_000)
  expect(fake.draft).toBeNull()
})

it('asks nothing of the relay for a rep who writes nothing', async () => {
  const fake = fakeFunction([smsLine])
  const card = await openedCard(fake)
  await card.after(60_000)
  await card.close()
  expect(fake.requests('keep-draft')).toEqual([])
})

it('leaves a draft alone that was never shown, however early the card is closed', async () => {
  const fake = fakeFunction([smsLine])
  const before = {
    ...{ lineId: 'sms-line', picked: false, subject: '', files: [] },
    key: 'key-1',
    tried: 'no' as const,
  }
  fake.draft = { ...before, body: 'Yesterday' }
  fake.next.conversation.push(new Promise(() => {}))
  const card = await openedCard(fake)
  await card.write('To')
  await card.close()
  expect(fake.draft).toMatchObject({ body: 'Yesterday' })
})

it('forgets it when the rep takes it back', async () => {
  const fake = fakeFunction([smsLine])
  const card = await openedCard(fake)
  await card.write('No')
  await card.after(2_000)
  await card.write('')
  await card.after(2_000)
  expect(fake.draft).toBeNull()
})

it('keeps what is on its way until the relay has it', async () => {
  const fake = fakeFunction([smsLine])
  const card = await openedCard(fake)
  await card.write('On its way')
  await card.after(2_000)
  const arrival = gate()
  fake.next['send-message'].push(arrival.passed)
  await card.click('Send')
  await card.after(10_000)
  expect(fake.draft).toMatchObject({ body: 'On its way' })
  arrival.open()
  await card.after(2_000)
  expect(fake.draft).toBeNull()
})

it('tries again when it could not be kept', async () => {
  const fake = fakeFunction([smsLine])
  const card = await openedCard(fake)
  fake.next['keep-draft'].push(problem('busy', 503, 'Busy.', true))
  await card.write('Keep me')
  await card.after(2_000)
  expect(fake.draft).toBeNull()
  await card.after(10_000)
  expect(fake.draft).toMatchObject({ body: 'Keep me' })
})

it('loses nothing of what was written while the kept draft was on its way', async () => {
  const fake = fakeFunction([smsLine])
  const { lineId, picked, subject, files, tried } = {
    lineId: 'sms-line',
    picked: false,
    subject: '',
    files: [],
    tried: 'no' as const,
  }
  fake.draft = { lineId, picked, subject, body: 'Yesterday', files, key: 'key-1', tried }
  const first = gate()
  fake.next.conversation.push(first.passed)
  const opening = openedCard(fake)
  const card = await opening
  await card.write('Today')
  first.open()
  await card.after(0)
  expect(card.draft()).toBe('Yesterday\nToday')
})
