import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findAddress, toPhone } from './address.ts'

const of = (properties: Record<string, string | null>) => ({ id: '1', properties })

test.each([
  ['+1 (202) 555-0143', 'US', '+12025550143'],
  ['202.555.0143', 'US', '+12025550143'],
  ['020 7946 0958', 'GB', '+442079460958'],
  ['+44 20 7946 0958', 'US', '+442079460958'],
  ['0151 23456789', 'DE', '+4915123456789'],
  ['+1 202 555 0143 ext. 12', 'US', '+12025550143'],
] as const)('%s in %s is %s', (text, country, number) => expect(toPhone(text, country)).toBe(number))

test.each(['', 'call me', '12', '+1202555014399999', 'ada@example.com', '+', '\0'])('%j is no number', (text) =>
  expect(toPhone(text, 'US')).toBeNull(),
)

test('the first property that holds an address wins, in the order of the channel', () => {
  const contact = of({
    mobilephone: '+12025550101',
    phone: '+12025550102',
    email: 'Ada@Example.com',
    hs_whatsapp_phone_number: '+12025550103',
  })
  expect(findAddress(contact, 'sms', 'US')).toEqual({ found: 'address', address: '+12025550101', sure: true })
  expect(findAddress(contact, 'whatsapp', 'US')).toEqual({ found: 'address', address: '+12025550103', sure: true })
  expect(findAddress(contact, 'email', 'US')).toEqual({ found: 'address', address: 'ada@example.com', sure: true })
  expect(findAddress(of({ email: 'ada@example.com' }), 'imessage', 'US')).toEqual({
    found: 'address',
    address: 'ada@example.com',
    sure: true,
  })
})

test('a property that holds no address is passed over while another does, and named when none does', () => {
  expect(findAddress(of({ mobilephone: 'n/a', phone: '+12025550102' }), 'sms', 'US')).toEqual({
    found: 'address',
    address: '+12025550102',
    sure: true,
  })
  expect(findAddress(of({ mobilephone: 'n/a', phone: ' ' }), 'sms', 'US')).toEqual({
    found: 'invalid',
    property: 'mobilephone',
  })
  expect(findAddress(of({ email: 'ada@example.com' }), 'sms', 'US')).toEqual({
    found: 'none',
    properties: ['mobilephone', 'phone'],
  })
})

test.each([
  ['jo..doe.@docomo.example', 'jo..doe.@docomo.example'],
  ['"jo..doe."@docomo.example', 'jo..doe.@docomo.example'],
  ['.jo@docomo.example', '.jo@docomo.example'],
])('%s is an address that its provider gave out', (email, address) =>
  expect(findAddress(of({ email }), 'email', 'US')).toMatchObject({ found: 'address', address }),
)

test.each([
  'ada',
  'ada@',
  '@example.com',
  'ada@example',
  'a b@example.com',
  'a@b@example.com',
  '<ada@example.com>',
  'ada@example.com,bob@example.com',
  'ada@example.com\r\nBcc: eve@example.com',
  'a\0@example.com',
  `${'x'.repeat(320)}@example.com`,
])('%j is no email address', (email) => expect(findAddress(of({ email }), 'email', 'US').found).toBe('invalid'))

test('whatever stands in a property, what is found is E.164 or one plain address', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.stringMatching(/^[+0-9 ().-]{0,20}$/)),
      (text) => {
        for (const channel of ['sms', 'imessage', 'email'] as const) {
          const finding = findAddress(of({ email: text, phone: text }), channel, 'US')
          if (finding.found === 'address') expect(finding.address).toMatch(/^(\+[0-9]{4,17}|[^\s@,;<>]+@[^\s@,;<>]+)$/)
        }
      },
    ),
    { numRuns: 100 },
  )
})

test("an admin's own properties take the place of the ordinary ones, by channel", () => {
  const contact = of({ mobilephone: '+12025550101', work_mobile: '202 555 0109', work_email: 'Ada@Work.example' })
  const configured = { sms: ['work_mobile'], email: ['work_email'] }
  expect(findAddress(contact, 'sms', 'US', configured)).toEqual({
    found: 'address',
    address: '+12025550109',
    sure: true,
  })
  expect(findAddress(contact, 'email', 'US', configured)).toEqual({
    found: 'address',
    address: 'ada@work.example',
    sure: true,
  })
  expect(findAddress(contact, 'imessage', 'US', configured)).toEqual({
    found: 'address',
    address: '+12025550101',
    sure: true,
  })
  expect(findAddress(of({}), 'sms', 'US', configured)).toEqual({ found: 'none', properties: ['work_mobile'] })
})
