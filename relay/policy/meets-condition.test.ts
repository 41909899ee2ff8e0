import { expect, test } from 'vitest'
import { meetsCondition } from './meets-condition.ts'

test('a step waits for its own reason', () => {
  const timed = { notDeliveredMinutes: 5 }
  expect(meetsCondition(timed, { kind: 'not_delivered', minutes: 4.9 })).toBe(false)
  expect(meetsCondition(timed, { kind: 'not_delivered', minutes: 5 })).toBe(true)
  expect(meetsCondition(timed, { kind: 'failed', failure: 'undelivered' })).toBe(false)
  expect(meetsCondition({ failed: ['line'] }, { kind: 'failed', failure: 'line' })).toBe(true)
  expect(meetsCondition({ failed: ['line'] }, { kind: 'failed', failure: 'message' })).toBe(false)
  expect(meetsCondition({ failed: ['line'] }, { kind: 'not_delivered', minutes: 600 })).toBe(false)
})

test('an address without the channel is the same, known before or learnt from a refusal', () => {
  for (const when of [{ notCapable: true }, { failed: ['address' as const] }]) {
    expect(meetsCondition(when, { kind: 'not_capable' })).toBe(true)
    expect(meetsCondition(when, { kind: 'failed', failure: 'address' })).toBe(true)
  }
  expect(meetsCondition({ notCapable: false }, { kind: 'not_capable' })).toBe(false)
})

test('a step without a condition is for nothing', () => {
  for (const why of [
    { kind: 'not_capable' },
    { kind: 'failed', failure: 'gave_up' },
    { kind: 'not_delivered', minutes: 99 },
  ] as const)
    expect(meetsCondition({}, why)).toBe(false)
})
