import { expect, test } from 'vitest'
import { parseBody } from './parse-body.ts'

const parse = (text: string) => parseBody(Buffer.from(text))

test('reads JSON as it is, brackets in texts included', () => {
  for (const value of [
    { a: [1, { b: '[[{{"\\' }] },
    [],
    'x',
    null,
    { deep: [[[[[[[[1]]]]]]]] },
    { text: '['.repeat(500) },
  ])
    expect(parse(JSON.stringify(value))).toEqual(value)
})

test.each([
  ['no JSON', '{'],
  ['a text without an end', '"['],
  ['nested more deeply than anybody means', `${'['.repeat(65)}${']'.repeat(65)}`],
  ['brackets without an end', '{"a":'.repeat(100_000)],
])('throws for %s', (_what, text) => {
  expect(() => parse(text)).toThrow()
})

test('throws for what is no UTF-8', () => {
  expect(() => parseBody(Uint8Array.of(0x22, 0xff, 0x22))).toThrow()
})
