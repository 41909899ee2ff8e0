import { expect, test } from 'vitest'
import { readEmail } from './read-email.ts'

test.each([
  ['ada@example.com', 'ada@example.com', 'as it is'],
  [' Ada@Example.COM ', 'Ada@example.com', 'blanks around it'],
  ['ada@example.com.', 'ada@example.com', 'a dot at the end'],
  ['ada@example.com...', 'ada@example.com', 'dots at the end'],
  ['ada@example.com\u200b', 'ada@example.com', 'a width of zero at the end'],
  ['\u202aada@example.com\u202c', 'ada@example.com', 'marks of direction, as address books copy them'],
  ['ada@example.com\u200e.', 'ada@example.com', 'a mark and a dot'],
  ['\ufeffada@example.com', 'ada@example.com', 'a byte order mark'],
  ['ada@exam\u00adple.com', 'ada@example.com', 'a soft hyphen'],
  ['ada@example.com\u00a0', 'ada@example.com', 'a hard blank'],
  ['ada@example.com\u200d', 'ada@example.com', 'a joiner with nothing to join'],
  ['ada@example.com\u{e0020}', 'ada@example.com', 'a tag that nobody sees'],
  ['"jo..doe."@docomo.example', 'jo..doe.@docomo.example', 'quotes around dots'],
  ['jo@müller.example', 'jo@müller.example', 'letters of other scripts'],
  ['jo@نامه\u200cای.example', 'jo@نامه\u200cای.example', 'a joiner within a word'],
])('%j is %j: %s', (text, address) => expect(readEmail(text)?.address).toBe(address))

test.each([
  '',
  'ada',
  '@example.com',
  'ada@',
  'ada@.',
  'ada@example..com',
  'ada@-example.com',
  'ada@example-.com',
  'ada@exa mple.com',
  'ada@(comment)example.com',
  'a(b)@example.com',
  'a<b@example.com',
  'ada@example.com\r\nBcc: eve@example.com',
  'ada@[192.0.2.1]',
  'a\0@example.com',
  'ad\ud800@example.com',
  `${'x'.repeat(65)}@example.com`,
  `ada@${'x'.repeat(64)}.com`,
  `ada@${'x.'.repeat(130)}com`,
  '\u200b'.repeat(2_000),
])('%j is no address', (text) => expect(readEmail(text)).toBeNull())
