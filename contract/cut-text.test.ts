import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutText } from './cut-text.ts'

test.each([
  ['Hello', 5, 'Hello', 'it fits'],
  ['Hello', 4, 'Hell', 'plain letters'],
  [`${'x'.repeat(499)}😀`, 500, 'x'.repeat(499), 'an emoji of two halves'],
  [`${'x'.repeat(500)}😀`, 500, 'x'.repeat(500), 'the emoji after the cut'],
  ['ab👨‍👩‍👧', 6, 'ab', 'a family'],
  ['a🇩🇪🇫🇷', 5, 'a🇩🇪', 'flags'],
  ['a🇩🇪🇫🇷', 7, 'a🇩🇪', 'half a flag'],
  ['e\u0301e\u0301', 3, 'e\u0301', 'a letter and its accent'],
  ['👍🏽!', 2, '', 'a skin tone'],
  ['😀', 1, '', 'nothing is left'],
  ['Hello', 0, '', 'nothing is wanted'],
])('%j cut to %i is %j: %s', (text, most, cut) => expect(cutText(text, most)).toBe(cut))

test('one letter with more marks than anybody writes is cut all the same, and between pairs', () => {
  const zalgo = `a${'\u0301'.repeat(2_000)}`
  expect(cutText(zalgo, 1_000)).toHaveLength(1_000)
  const high = `a${'\u{1d167}'.repeat(1_000)}`
  expect(cutText(high, 1_000).isWellFormed()).toBe(true)
})

test('what was whole stays whole, and no more is left than was asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(220), (text, most) => {
      const cut = cutText(text, most)
      expect(cut.length).toBeLessThanOrEqual(Math.max(most, 0))
      expect(text.startsWith(cut)).toBe(true)
      if (text.isWellFormed()) expect(cut.isWellFormed()).toBe(true)
    }),
    { numRuns: 300 },
  )
})
