import { expect, test } from 'vitest'
import { readKeyword } from './keyword.ts'

test.each([
  'STOP',
  'stop',
  ' Stop. ',
  '"STOP"',
  '“Stop”!',
  'STOPALL',
  'Stop all',
  'UNSUBSCRIBE',
  'Cancel',
  'END',
  'quit',
  'Revoke',
  'OPT OUT',
  'opt-out',
  'optout',
  'ＳＴＯＰ',
  '\nstop\n',
  '*stop*',
])('%j opts out', (body) => expect(readKeyword(body)).toBe('opted_out'))
test.each(['START', 'start', 'Unstop', ' subscribe! '])('%j opts in', (body) =>
  expect(readKeyword(body)).toBe('opted_in'),
)
test.each([
  '',
  ' ',
  'Please stop',
  'Stop by at noon',
  'stop it',
  'the end',
  'non-stop',
  'Start now',
  'yes',
  'STOPP',
  'st op',
  '🛑',
])('%j says nothing of consent', (body) => expect(readKeyword(body)).toBeNull())
