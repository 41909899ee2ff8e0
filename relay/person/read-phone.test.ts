import type { CountryCode } from 'libphonenumber-js/max'
import { expect, test } from 'vitest'
import { readPhone } from './read-phone.ts'
import { readPhones } from './read-phones.ts'

const rows: [text: string, country: CountryCode, number: string][] = [
  // With its country's code and without the plus.
  ['4915123456789', 'DE', '+4915123456789'],
  ['49 151 23456789', 'DE', '+4915123456789'],
  ['33612345678', 'ES', '+33612345678'],
  ['12025550141', 'DE', '+12025550141'],
  ['5511987654321', 'BR', '+5511987654321'],
  ['919812345678', 'IN', '+919812345678'],
  ['393123456789', 'IT', '+393123456789'],
  // As it is written at home.
  ['0151 23456789', 'DE', '+4915123456789'],
  ['030/123456', 'DE', '+4930123456'],
  ['6562345678', 'US', '+16562345678'],
  ['(51) 98765-4321', 'BR', '+5551987654321'],
  ['06 12 34 56 78', 'FR', '+33612345678'],
  // From abroad, in the way of whichever country.
  ['0049 151 23456789', 'US', '+4915123456789'],
  ['(00)49 151 23456789', 'BR', '+4915123456789'],
  ['011 49 151 23456789', 'US', '+4915123456789'],
  ['0011 49 151 23456789', 'AU', '+4915123456789'],
  // The code twice, by a person and by a form.
  ['+494915123456789', 'DE', '+4915123456789'],
  ['++4915123456789', 'US', '+4915123456789'],
  ['+112025550141', 'US', '+12025550141'],
  // Spellings that the plan has left behind, and networks have not.
  ['+551187654321', 'US', '+551187654321'],
  ['+5215512345678', 'MX', '+5215512345678'],
]
test.each(rows)('%s in %s is surely %s', (text, country, number) =>
  expect(readPhone(text, country)).toEqual({ number, sure: true }),
)

const nobody: [text: string, country: CountryCode, why: string][] = [
  ['33612345678', 'DE', 'a mobile of France, or a landline east of Berlin'],
  ['15123456789', 'DE', 'a mobile whose 0 a spreadsheet took, or one of Texas'],
  ['4921123456', 'DE', 'Norden, or Düsseldorf with its country code'],
  ['2025550141 / 2025550142', 'US', 'two'],
  ['+4930', 'DE', 'too short'],
  ['call me', 'US', 'none'],
  ['', 'US', 'none'],
  ['1'.repeat(200), 'US', 'none'],
]
test.each(nobody)('%j in %s is read as nobody: %s', (text, country) => expect(readPhone(text, country)).toBeNull())

test.each([
  ['0044 7700 900145', 'US', '+447700900145'],
  ['0044 7700 900145', 'BR', '+447700900145'],
  ['0044 7700 900145', 'SG', '+447700900145'],
  ['447700900145', 'US', '+447700900145'],
  ['+1 555 010 0000', 'US', '+15550100000'],
] as const)('%s in %s may be %s, which no plan gives to anybody', (text, country, number) =>
  expect(readPhone(text, country)).toEqual({ number, sure: false }),
)

test.each([
  ['202-555-0141 / 202-555-0142', ['+12025550141', '+12025550142']],
  ['202-555-0141;202-555-0142', ['+12025550141', '+12025550142']],
  ['202 555 0141 or +44 20 7946 0958', ['+12025550141', '+442079460958']],
  ['n/a, 202 555 0141', ['+12025550141']],
  ['202 555 0141', ['+12025550141']],
  ['n/a', []],
])('%s holds %j', (text, numbers) => expect(readPhones(text, 'US').map(({ number }) => number)).toEqual(numbers))
