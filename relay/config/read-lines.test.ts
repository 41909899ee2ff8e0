import { expect, test } from 'vitest'
import { readLines } from './read-lines.ts'

const line = {
  id: 'sms',
  label: 'Sales SMS',
  provider: 'simulator',
  channel: 'sms' as const,
  address: '+15550100001',
  settings: {},
}

function read(lines: object[]) {
  const mistakes: string[] = []
  return { lines: readLines({ LINES: JSON.stringify(lines) }, mistakes, () => undefined), mistakes }
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
