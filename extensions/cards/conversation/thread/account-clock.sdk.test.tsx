import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeFunction, message, problem, smsLine } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-12-15T20:00:00Z') }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const arrived = message('m1', 'Hello', { status: 'read', at: '2026-12-15T15:00:00Z' })

it('says times by the clock that the relay gives, from the first answer on', async () => {
  const fake = fakeFunction([smsLine], [arrived])
  fake.clock = { timeZone: 'America/Vancouver', offset: -420, changes: [] }
  const card = await openedCard(fake)
  expect(card.says()).toMatch(/0?8:00.*UTC-7/)
  // What came later brings none.
  fake.put(message('m2', 'Again', { at: '2026-12-15T16:30:00Z' }))
  await card.after(15_000)
  expect(card.thread()[0]).toContain('Again')
  expect(card.says()).toMatch(/0?9:30.*UTC-7/)
  expect(fake.requests('conversation').map(({ timeZone }) => timeZone)).toEqual(['America/Vancouver', undefined])
})

it('says them in UTC where an older relay refuses the zone and gives no clock', async () => {
  const fake = fakeFunction([smsLine], [arrived])
  fake.next.conversation.push(problem('invalid_request', 400))
  const card = await openedCard(fake)
  expect(card.thread()).toEqual(['Hello [Read]'])
  expect(fake.requests('conversation').map(({ timeZone }) => timeZone)).toEqual(['America/Vancouver', undefined])
  expect(card.says()).toMatch(/0?3:00/)
})
