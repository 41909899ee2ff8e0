import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refuseFunctionRequest, signFunctionRequest } from './function-signature.ts'

const now = new Date('2026-11-21T10:00:00Z')
const request = { id: 'request-1', method: 'POST', target: '/card/messages?a=1', body: Buffer.from('{"a":1}'), now }
const secret = 'the-secret-of-the-app-function'
const headers = signFunctionRequest(secret, request)
const refusal = (changes: object, secrets = [secret]) =>
  refuseFunctionRequest(secrets, { ...request, headers, ...changes })

test('what was signed is genuine, with the new secret and with the one that is being replaced', () => {
  expect(refusal({})).toBeNull()
  expect(refusal({}, ['a-new-secret-of-the-function', secret])).toBeNull()
  expect(refusal({ method: 'post' })).toBeNull()
})

test('known answer', () => {
  expect(headers).toEqual({
    'homing-id': 'request-1',
    'homing-timestamp': '1795255200',
    'homing-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
  })
})

test.each([
  ['another body', { body: Buffer.from('{"a":2}') }],
  ['another verb', { method: 'PUT' }],
  ['another address', { target: '/card/conversation?a=1' }],
  ['another query', { target: '/card/messages?a=2' }],
  ['another id', { headers: { ...headers, 'homing-id': 'request-2' } }],
  ['another time', { headers: { ...headers, 'homing-timestamp': '1795255201' } }],
  ['another version', { headers: { ...headers, 'homing-signature': headers['homing-signature'].replace('v1', 'v2') } }],
  ['no signature', { headers: { ...headers, 'homing-signature': '' } }],
  ['no headers', { headers: {} }],
  ['an id that is none', { headers: { ...headers, 'homing-id': 'a b' } }],
  ['a time that is none', { headers: { ...headers, 'homing-timestamp': 'now' } }],
])('%s is refused', (_what, changes) => expect(refusal(changes)).toEqual(expect.any(String)))

test('a time more than five minutes away, either way, is refused', () => {
  for (const [seconds, genuine] of [
    [-301, false],
    [-299, true],
    [299, true],
    [301, false],
  ] as const) {
    expect(refusal({ now: new Date(now.getTime() + seconds * 1000) }) === null).toBe(genuine)
  }
})

test('no secret, no entry', () => {
  expect(refusal({}, [])).not.toBeNull()
  expect(refusal({}, ['another-secret-altogether'])).not.toBeNull()
})

test('no guess at a signature passes or throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (guess) => {
      expect(refusal({ headers: { ...headers, 'homing-signature': guess } })).not.toBeNull()
      expect(refusal({ headers: { ...headers, 'homing-signature': `v1,${guess}` } })).not.toBeNull()
    }),
    { numRuns: 50 },
  )
})
