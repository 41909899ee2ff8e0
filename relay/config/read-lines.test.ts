import { expect, test } from 'vitest'
import { providers } from '../providers/providers.ts'
import { readLine } from '../providers/read-line.ts'
import { readLines } from './read-lines.ts'

const line = {
  id: 'sms',
  label: 'Sales SMS',
  provider: 'simulator',
  channel: 'sms' as const,
  address: '+15550100001',
  settings: {},
}

function read(lines: unknown[], checkLine: Parameters<typeof readLines>[2] = () => undefined) {
  const mistakes: string[] = []
  return { lines: readLines({ LINES: JSON.stringify(lines) }, mistakes, checkLine), mistakes }
}

test('lines of several accounts may have the same id', () => {
  const lines = [line, { ...line, portalId: '7001' }, { ...line, portalId: '7002' }]
  expect(read(lines)).toEqual({ lines, mistakes: [] })
})

test('lines of one account may not, and an account is digits', () => {
  expect(read([line, line]).mistakes).toEqual(['LINES has two lines with the id "sms".'])
  const ofAnother = { ...line, portalId: '7001' }
  expect(read([ofAnother, ofAnother]).mistakes).toEqual(['LINES has two lines with the id "sms" for the account 7001.'])
  expect(read([{ ...line, portalId: 'x' }]).mistakes).toHaveLength(1)
})

test('a line with one mistake hides none of its others, nor those of other lines, and each is told once', () => {
  const lines = [
    { id: 'first', provider: 'email', channel: 'sms', address: 'sales@company.example', settings: { smtp: {} } },
    { ...line, id: 'second', provider: 'twilio', channel: 'fax' },
    { ...line, id: 'a/b', provider: 'pigeon' },
    { ...line, id: 'third', provider: 'pigeon' },
    7,
    null,
  ]
  expect(read(lines, (one) => void readLine(one, '', '', providers)).mistakes).toEqual([
    'LINES.0.label is missing.',
    'LINES.1.channel must be one of imessage, sms, whatsapp, email.',
    'LINES.2.id must be letters, digits, _ and -, 64 at most.',
    'LINES.4 must be an object.',
    'LINES.5 must be an object.',
    'LINES, line "first": It is for sms, but email carries email. The settings for email are wrong: “imap” is missing; “smtp.host” is missing.',
    'LINES, line "second": The settings for twilio are wrong: “accountSid” is missing; “authToken” is missing.',
    'LINES, line "third": There is no provider "pigeon"; there are bluebubbles, chert, email, kannel, linq, sendblue, tuco, twilio, whatsapp.',
  ])
})

test('a relay may begin without a line', () => {
  expect(read([])).toEqual({ lines: [], mistakes: [] })
})
