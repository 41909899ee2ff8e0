import { expect, test } from 'vitest'
import { readLossless } from './read-lossless.ts'

const read = (text: string) => readLossless(Buffer.from(text))

test('whole numbers that would be rounded are the text of their digits, and nothing else changes', () => {
  expect(read('{"a":9007199254740993,"b":[-9007199254740993],"c":12}')).toEqual({
    a: '9007199254740993',
    b: ['-9007199254740993'],
    c: 12,
  })
  for (const text of [
    '9007199254740991',
    '1234567890123456.5',
    '0.12345678901234567',
    '1e+12345678901234567',
    '["12345678901234567890", "\\"12345678901234567890", "\\\\"]',
    '{"12345678901234567890": 1}',
  ]) {
    expect(read(text), text).toEqual(JSON.parse(text))
  }
})

test.each(['', '{', '[12345678901234567890', '"12345678901234567890', '12345678901234567890-', '"\\'])(
  'what is no JSON is none: %s',
  (text) => {
    expect(() => read(text)).toThrow()
  },
)
