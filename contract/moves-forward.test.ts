import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeliveryStatus } from './delivery-status.ts'
import { movesForward } from './moves-forward.ts'

const all = DeliveryStatus.anyOf.map(({ const: status }) => status)
const ends = ['failed', 'undelivered', 'cancelled', 'expired'] as const

test('an end changes by proof alone, and nothing follows itself', () => {
  for (const next of all) {
    const isProof = next === 'delivered' || next === 'read'
    for (const end of ends)
      expect({ end, next, moves: movesForward(end, next) }).toEqual({
        ...{ end, next, moves: isProof && end !== 'cancelled' },
      })
    expect(movesForward(next, next)).toBe(false)
  }
})

test('what was delivered or read cannot fail afterwards', () => {
  for (const end of ends) {
    expect(movesForward('delivered', end)).toBe(false)
    expect(movesForward('read', end)).toBe(false)
    expect(movesForward('sent', end)).toBe(true)
  }
})

test('doubt is settled by evidence', () => {
  for (const next of ['sent', 'delivered', 'read', 'failed', 'undelivered'] as const)
    expect(movesForward('unknown', next)).toBe(true)
  for (const next of ['scheduled', 'queued', 'sending'] as const) expect(movesForward('unknown', next)).toBe(false)
})

test('whatever the order in which statuses arrive, two messages with the same news never go back', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...all)), (news) => {
      const seen = [all[0] ?? 'scheduled']
      for (const next of news) if (movesForward(seen.at(-1) ?? 'scheduled', next)) seen.push(next)
      expect(new Set(seen).size).toBe(seen.length)
    }),
  )
})
