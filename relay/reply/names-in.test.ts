import { expect, test } from 'vitest'
import type { ProviderEvent } from '../providers/provider.ts'
import { addressesIn } from './addresses-in.ts'
import { namesIn } from './names-in.ts'

const line = { id: 'sms', address: '+15550100001' }
const at = new Date(0)
const named = (body: string, events: ProviderEvent[] = [], headers: Record<string, string> = {}) => {
  const addresses = addressesIn(Buffer.from(body), headers)
  return addresses && namesIn(addresses, events, line, 'US')
}
const names = (body: string, headers: Record<string, string> = {}) => named(body, [], headers)?.names.toSorted()

test.each([
  ['JSON', '{"from":"+12025550143","to":"+15550100001"}'],
  ['a form', 'From=%2B12025550143&To=%2B15550100001'],
  ['an address of a scheme', '{"chat":"iMessage;-;+12025550143"}'],
  ['digits alone, beside times and ids', '{"wa_id":"12025550143","timestamp":"1702838293","ms":1702838293000}'],
])('a number stands in %s, and the line itself says nothing', (_what, body) => {
  expect(names(body)).toEqual(['+12025550143'])
})

test('digits of an id are nobody’s number, wherever a number stands beside it', () => {
  const id = '12025550-1430-4000-8000-112025550143'
  expect(names(`{"id":"${id}"}`)).toEqual([])
  expect(names(`{"id":"${id}","to":"112025550143"}`)).toEqual(['+12025550143'])
  expect(names(`{"id":"x-${id}-12025550144-","to":"12025550143"}`)).toEqual(['+12025550143', '+12025550144'])
})

test('an email stands in any case, in a form and in a header', () => {
  expect(names('{"to":"Ada.L@Example.com"}')).toEqual(['ada.l@example.com'])
  expect(names('from=ada.l%40example.com&n=1')).toEqual(['ada.l@example.com'])
  expect(names('', { 'homing-query': 'from=ada.l%40example.com' })).toEqual(['ada.l@example.com'])
})

test('what was read adds names that look like none, and ids of messages', () => {
  const reply = { kind: 'reply', providerId: 'p-1', from: 'US.1349', body: 'Yes', at, alias: 'US.77' } as const
  const ours = '0190b8a4-0000-7000-8000-000000000001'
  const status = { kind: 'status', status: 'delivered', at } as const
  expect(named('', [reply as ProviderEvent])).toEqual({ names: ['US.1349', 'US.77'], ids: ['sms/p-1'] })
  expect(named('', [{ ...status, reference: ours, providerId: 'p-2' }])?.ids).toEqual([ours])
  expect(named('', [{ ...status, providerId: 'p-2' }])?.ids).toEqual(['sms/p-2'])
})

test('of too many nobody can tell', () => {
  const many = Array.from({ length: 60 }, (_, nth) => `person-${nth}@example.com`).join(' ')
  expect(named(many)).toBeNull()
})

test.each([
  ['numbers', (nth: number) => String(20_000_000_000 + nth)],
  ['addresses', (nth: number) => `p${nth}@x`],
  ['what is nobody’s number', (nth: number) => String(1_000_000 + nth)],
])('of a megabyte of %s no more is looked at than one message holds', (_what, word) => {
  expect(addressesIn(Buffer.from(Array.from({ length: 80_000 }, (_, nth) => word(nth)).join(' ')), {})).toBeNull()
})

test('a megabyte without an end before its @ is no address', () => {
  expect(addressesIn(Buffer.from(`${'a'.repeat(1_000_000)}@`), {})).toEqual([])
  expect(addressesIn(Buffer.from(`${'@'.repeat(1_000_000)} jo@x.example`), {})).toEqual(['jo@x.example'])
})
