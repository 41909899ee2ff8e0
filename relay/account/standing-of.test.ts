import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { callVendor } from '../providers/call-vendor.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Outgoing } from '../providers/provider.ts'
import type { VendorFetch } from '../providers/vendor-fetch.ts'
import { whileItStands } from '../providers/while-it-stands.ts'
import type { Accounts } from './account.ts'
import { standingOf } from './standing-of.ts'

const line = { portalId: '1', id: 'sms', label: 'SMS', channel: 'sms' as const, address: '+15550100001' }
const carrier: LineOfProvider = {
  line: { ...line, settings: {}, callbackUrl: '' },
  provider: {
    name: 'vendor',
    channels: ['sms'],
    settings: Type.Object({}),
    limits: { inFlight: 1, gap: 0, bodyLength: 100, timeout: 1_000 },
    idempotent: false,
    async send(_message, _line, context) {
      const answer = await callVendor('Vendor', new URL('https://vendor.example/'), { method: 'POST' }, context)
      if ('doubt' in answer) return { outcome: 'unknown', reason: answer.doubt }
      return { outcome: 'accepted', providerId: 'p1', status: 'sent' }
    },
    read: async () => [],
  },
}

/** A message by this line, of which the account is asked for so; and what was asked of its vendor. */
function sendAsking(of: Accounts['of'], signal = new AbortController().signal) {
  const standing = standingOf({ of, holds: () => true }, carrier, 1)
  const asked: string[] = []
  const fetch: VendorFetch = (url, init) => {
    asked.push(url.host)
    if (init.signal?.aborted) return Promise.reject(init.signal.reason as Error)
    return Promise.resolve(new Response('{}'))
  }
  const outgoing = {
    reference: 'r',
    to: '+12025550143',
    subject: null,
    body: 'Hello',
    conversationToken: 't',
    earlier: [],
  }
  const { send } = whileItStands(carrier.provider, standing)
  return { asked, outcome: send(outgoing satisfies Outgoing, carrier.line, { fetch, now: () => new Date(), signal }) }
}

test.each([
  ['is stopped', { code: '57P01', message: 'terminating connection due to administrator command' }],
  ['refuses connections', { code: 'ECONNREFUSED', syscall: 'connect', message: 'connect ECONNREFUSED' }],
  ['says nothing', { code: 'ETIMEDOUT', message: 'The database did not answer in time.' }],
  ['has no connection free', { message: 'timeout exceeded when trying to connect' }],
])('where our own database %s before a request, that is told, and surely nothing left', async (_what, failure) => {
  const cause = Object.assign(new Error(), failure)
  const { outcome, asked } = sendAsking(() => Promise.reject(cause))
  await expect(outcome).rejects.toMatchObject({ name: 'Temporary', code: 'settings_unread', cause })
  await expect(outcome).rejects.not.toThrow(/Vendor/)
  expect(asked).toEqual([])
})

test('a call whose time is up while our own database is waited for surely did not leave', async () => {
  const limit = new AbortController()
  const account = { version: 1 } as Awaited<ReturnType<Accounts['of']>>
  const { outcome, asked } = sendAsking(async () => {
    limit.abort(new DOMException('no end', 'TimeoutError'))
    return account
  }, limit.signal)
  await expect(outcome).rejects.toMatchObject({ name: 'Temporary', code: 'interrupted' })
  expect(asked).toEqual([])
})
