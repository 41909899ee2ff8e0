import { afterEach, expect, test } from 'vitest'
import { moveClock } from '../../../test/move-clock.ts'
import { ownDatabase } from '../../../test/own-database.ts'
import { createHubSpotBudget } from './hubspot-budget.ts'

const { database } = await ownDatabase()
const budget = createHubSpotBudget(database)
afterEach(() => moveClock(database, '0 seconds'))

/** How many requests an account gets until it is told to wait, and for how long. */
async function spendAll(portalId: string): Promise<{ spent: number; retryAfter: number }> {
  for (let spent = 0; ; spent += 1) {
    try {
      await budget.spend(portalId, 'general')
    } catch (error) {
      return { spent, ...(error as { retryAfter: number }) }
    }
  }
}
const blocked = (portalId: string) =>
  budget.spend(portalId, 'general').then(
    () => 0,
    (error: { retryAfter: number }) => error.retryAfter,
  )

test('ninety requests in ten seconds, for each account by itself', async () => {
  const { spent, retryAfter } = await spendAll('1')
  expect(spent).toBe(90)
  expect(retryAfter).toBeLessThanOrEqual(10_000)
  expect(await blocked('2')).toBe(0)
  await moveClock(database, '11 seconds')
  expect(await blocked('1')).toBe(0)
})

test('whom HubSpot asked to wait waits, and what was asked first is not forgotten by what is asked later', async () => {
  await budget.block('3', 60_000)
  await budget.block('3', 1_000)
  expect(await blocked('3')).toBeGreaterThan(50_000)
  await moveClock(database, '61 seconds')
  expect(await blocked('3')).toBe(0)
})

test('nobody waits longer than ten minutes without asking again', async () => {
  await budget.block('4', 24 * 3_600_000)
  expect(await blocked('4')).toBeLessThanOrEqual(600_000)
})

test('a clock that was ahead for a while holds nobody up when it is put back', async () => {
  await moveClock(database, '1 day')
  await budget.block('5', 60_000)
  await spendAll('6')
  await moveClock(database, '0 seconds')
  expect(await blocked('5')).toBe(0)
  expect(await blocked('6')).toBe(0)
})

test('what nobody waits for leaves a third of the budget to the rest, and nothing asks while HubSpot wants to be left alone', async () => {
  expect(await budget.untilSpare('7')).toBe(0)
  for (let spent = 0; spent < 59; spent += 1) await budget.spend('7', 'general')
  expect(await budget.untilSpare('7')).toBe(0)
  await budget.spend('7', 'general')
  const wait = await budget.untilSpare('7')
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(10_000)
  expect(await blocked('7')).toBe(0)
  await moveClock(database, '11 seconds')
  expect(await budget.untilSpare('7')).toBe(0)
  await budget.block('7', 60_000)
  expect(await budget.untilSpare('7')).toBeGreaterThan(50_000)
})
