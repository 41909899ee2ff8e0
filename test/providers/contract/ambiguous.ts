import { expect, test } from 'vitest'
import type { Stage } from '../stage.ts'

const page = '<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head><body>Checking</body></html>'
const answers = [408, 425, 499, 500, 502, 503, 504, 520, 524].map((status) => [status, page] as const)

/**
 * Who stands before a vendor answers in its place when it is slow or away, and the vendor may have done what it was asked. Whoever
 * told a person then that it was refused would have it sent twice.
 */
export function ambiguous(stage: Stage): void {
  test.each([...answers, [200, page], [400, page]] as const)(
    'an answer %i in the form of a page is no refusal: unknown, although it arrived',
    async (status, body) => {
      stage.world.answerSends?.({ status, headers: { 'content-type': 'text/html' }, body })
      expect(await stage.attempt(stage.message())).toMatchObject({
        outcome: 'unknown',
        reason: expect.stringMatching(/\S+ \S+/),
      })
      expect(stage.world.arrived()).toHaveLength(1)
    },
  )

  test.each([408, 425, 499])('%i without a word is no refusal either', async (status) => {
    for (const body of ['', '{}', '{"error":"Request Timeout"}']) {
      stage.world.answerSends?.({ status, body })
      expect(await stage.attempt(stage.message())).toMatchObject({ outcome: 'unknown' })
    }
    expect(stage.world.arrived()).toHaveLength(3)
  })
}
