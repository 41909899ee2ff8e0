import { expect, test } from 'vitest'
import { pastedWith } from './pasted-with.ts'

test.each([
  ['Bearer pat-na1-hunter2', 'such as "Bearer"'],
  ['bearer\tpat-na1-hunter2', 'such as "Bearer"'],
  ['"pat-na1-hunter2"', 'quotation marks'],
  ["'pat-na1-hunter2'", 'quotation marks'],
  ['“pat-na1-hunter2”', 'quotation marks'],
  ['pat-na1-hunter2\u200b', 'U+200B'],
  ['pat-na1\u00ad-hunter2', 'U+00AD'],
  ['pat-na1\u00a0hunter2', 'U+00A0'],
  ['pat-na1\nhunter2', 'U+000A'],
  ['\u{e0001}pat-na1-hunter2', 'U+E0001'],
])('%j came with more than a secret: %s', (secret, words) => {
  expect(pastedWith(secret)).toContain(words)
  expect(pastedWith(secret)).not.toMatch(/pat|hunter/)
})

test.each([
  'pat-na1-hunter2',
  'a phrase of several words',
  'schlüssel-mit-umlaut',
  'a"quote"within',
  '"ends-in-none',
  'Bearerish-secret',
])('%j is a secret', (secret) => expect(pastedWith(secret)).toBeNull())
