import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { Permanent, Temporary } from '../errors.ts'
import type { Claim } from '../message/claim-deliveries.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Database } from '../store/database.ts'
import { callProvider, type CallNeeds } from './call-provider.ts'

/** A provider that takes everything and counts how often it was called. */
function counting(timeout: number): { carrier: LineOfProvider; calls: () => number } {
  let calls = 0
  const provider: LineOfProvider['provider'] = {
    name: 'counting',
    channels: ['sms'],
    settings: Type.Object({}),
    limits: { inFlight: 1, gap: 0, bodyLength: 100, timeout },
    idempotent: false,
    send: async () => {
      calls += 1
      return { outcome: 'accepted', providerId: 'p1', status: 'sent' }
    },
    read: async () => [],
  }
  const line = { portalId: '1', id: 'sms', label: 'SMS', channel: 'sms' as const, address: '+15550100001' }
  return { carrier: { provider, line: { ...line, settings: {}, callbackUrl: '' } }, calls: () => calls }
}

const claim = (left: number): Claim => ({
  portalId: '1',
  messageId: '0193b6a0-0000-7000-8000-000000000001',
  lineId: 'sms',
  version: 0,
  attempts: 3,
  channel: 'sms',
  to: '+12025550143',
  subject: null,
  body: 'Hello',
  conversationId: '0193b6a0-0000-7000-8000-000000000002',
  conversationToken: 'token',
  service: null,
  optedOut: false,
  deferred: 0,
  isElsewhere: false,
  undecided: false,
  attachments: [],
  template: null,
  ladder: [],
  left: () => left,
})
const needsOf = (now: LineOfProvider | null): CallNeeds => ({
  carrierNow: async () => now,
  database: {} as Database,
  fetch,
  now: () => new Date(),
  random: () => 0.5,
  fetchAttachments: async () => ({ files: [], release: () => undefined }),
  stopping: new AbortController().signal,
  settle: 0,
})
const thread = { earlier: [], subject: null }

test("of whose lease less is left than the call may take, the provider is not called: it may be another's by the end", async () => {
  const { carrier, calls } = counting(10_000)
  expect(await callProvider(claim(9_999), carrier, thread, needsOf(carrier))).toEqual({
    kind: 'given_back',
    attempt: 3,
  })
  expect(calls()).toBe(0)
  expect(await callProvider(claim(10_000), carrier, thread, needsOf(carrier))).toMatchObject({
    kind: 'taken',
    attempt: 3,
  })
  expect(calls()).toBe(1)
})

test('what a provider says is kept only as far as a database takes it, and a wait only as long as anybody would', async () => {
  const { carrier } = counting(10)
  const provider = { ...carrier.provider }
  provider.send = () => Promise.reject(new Permanent('refused', `No\u0000 ${'x'.repeat(995)}\u{1F600}`))
  const refused = await callProvider(claim(10_000), { ...carrier, provider }, thread, needsOf({ ...carrier, provider }))
  expect(refused).toMatchObject({ kind: 'refused' })
  const words = refused.kind === 'refused' ? refused.error.detail : ''
  expect(words.includes('\0') || !words.isWellFormed()).toBe(false)
  expect(words.length).toBeLessThanOrEqual(1_000)
  provider.send = () => Promise.reject(new Temporary('busy', 'Later.', { retryAfter: 3e15 }))
  const later = await callProvider(claim(10_000), { ...carrier, provider }, thread, needsOf({ ...carrier, provider }))
  expect(later).toMatchObject({ kind: 'postponed', wait: 7 * 86_400_000 })
})
