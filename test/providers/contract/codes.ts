import { expect, test } from 'vitest'
import { Permanent, Temporary } from '../../../relay/errors.ts'
import type { VendorCodes } from '../descriptor.ts'
import type { Stage } from '../stage.ts'

/** One table judges a code wherever it is told, and what is in no table is never taken for nobody's fault. */
export function codes(stage: Stage, { mean, answer, delivery }: VendorCodes): void {
  const { provider } = stage
  const all = Object.entries(mean)

  test('a code that nobody knows is among them', () => {
    expect(Object.values(mean)).toContain('unknown')
  })

  if (answer) {
    test.each(all)('the refusal %s is on the side of: %s', async (code, side) => {
      stage.world.answerSends?.(answer(code))
      const failure = await stage.attempt(stage.message())
      if (side === 'not now') expect(failure).toBeInstanceOf(Temporary)
      else {
        expect(failure).toBeInstanceOf(Permanent)
        expect(failure).toMatchObject({ blame: side })
      }
    })
  }

  if (delivery) {
    test.each(all)('the status with %s is on the side of: %s', async (code, side) => {
      const [event] = await provider.read(delivery(code), stage.world.line)
      if (event?.kind !== 'status') throw new Error('The delivery must report a status.')
      expect(event.error?.detail).toMatch(/\S+ \S+/)
      if (side === 'not now') expect(event.error).toHaveProperty('notNow.after')
      else {
        expect(event.error).not.toHaveProperty('notNow')
        expect(event.error?.blame ?? 'message').toBe(side)
      }
    })
  }
}
