import { createElement } from 'react'
import { hubspot, logger, Text } from '@hubspot/ui-extensions'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Problem } from '../../../contract/problem.ts'

type Draw = (api: { context: object; actions: object }) => unknown

const record = { hs_object_id: '101', email: 'ada@example.com', phone: '+32470000001', mobilephone: '' }
const answer = { messages: [], lines: [], cursor: '1', properties: [] }
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })

const fetchRelay = vi.fn<typeof hubspot.fetch>()
const log = vi.fn<typeof logger.error>()
const { extend } = hubspot

/** The marketplace edition's way, in an extension that HubSpot has drawn with this api. */
async function opened(api: { variables?: object; actions?: object } = {}) {
  let draw: Draw | undefined
  hubspot.extend = (callback) => void (draw = callback as Draw)
  vi.resetModules()
  const { callRelay } = await import('./call-relay.ts')
  hubspot.extend(() => createElement(Text))
  const { variables = { RELAY_URL: 'https://relay.example.com' }, actions } = api
  draw?.({ context: { variables }, actions: actions ?? { fetchCrmObjectProperties: async () => record } })
  return callRelay
}

async function ask(api?: Parameters<typeof opened>[0]) {
  const callRelay = await opened(api)
  return callRelay<'conversation'>({ call: 'conversation', contactId: '101', request: { portalId: '1', userId: '7' } })
}

beforeEach(() => {
  vi.spyOn(hubspot, 'fetch').mockImplementation(fetchRelay)
  vi.spyOn(logger, 'error').mockImplementation(log)
  fetchRelay.mockImplementation(async () => json(200, answer))
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.resetAllMocks()
  hubspot.extend = extend
})

it('posts the call to the relay that the profile names, with what the record says of the contact', async () => {
  expect(await ask()).toEqual({ ok: true, value: answer })
  expect(fetchRelay).toHaveBeenCalledExactlyOnceWith('https://relay.example.com/card/conversation', {
    method: 'POST',
    timeout: 15_000,
    body: {
      portalId: '1',
      userId: '7',
      contact: {
        id: '101',
        properties: expect.objectContaining({ ...record, firstname: null, hs_whatsapp_phone_number: null }),
      },
    },
  })
})

it('takes each call to its own address', async () => {
  const callRelay = await opened()
  const request = { portalId: '1', idempotencyKey: 'key-key-key', body: 'Hello' }
  await callRelay<'send-message'>({ call: 'send-message', contactId: '101', request })
  expect(fetchRelay.mock.calls.map(([url]) => url)).toEqual(['https://relay.example.com/card/messages'])
})

it('reads the record anew for each call, so that a corrected number is used', async () => {
  let read = 0
  const fetchCrmObjectProperties = vi.fn(async () => ({ ...record, phone: String((read += 1)) }))
  const callRelay = await opened({ actions: { fetchCrmObjectProperties } })
  for (const phone of ['1', '2']) {
    await callRelay<'conversation'>({ call: 'conversation', contactId: '101', request: { portalId: '1' } })
    expect(fetchRelay.mock.lastCall?.[1]?.body).toMatchObject({ contact: { properties: { phone } } })
  }
})

it.each([400, 404, 409, 429, 503])('hands on the problem that the relay answers with status %i', async (status) => {
  const problem: Problem = {
    type: 'urn:homing:problem:some_code',
    title: 'Refused',
    status,
    code: 'some_code',
    detail: 'Because.',
    retryable: false,
    traceId: 't1',
  }
  fetchRelay.mockResolvedValue(json(status, problem))
  expect(await ask()).toEqual({ ok: false, problem })
})

it.each([
  [200, 'fine', 'unreadable_answer', 504],
  [200, null, 'unreadable_answer', 504],
  [302, {}, 'unreadable_answer', 504],
  [400, { status: 'error', category: 'VALIDATION_ERROR', message: 'Invalid' }, 'unreadable_answer', 504],
  [429, { status: 'error', category: 'RATE_LIMITS' }, 'too_many_calls', 429],
  [502, '<html>Bad gateway</html>', 'relay_unreachable', 504],
  [504, { status: 'error', category: 'GATEWAY_TIMEOUT' }, 'relay_unreachable', 504],
])('makes a problem of an answer that is not the relay’s: %i %j', async (status, body, code, said) => {
  fetchRelay.mockResolvedValue(json(status, body))
  expect(await ask()).toMatchObject({ ok: false, problem: { code, status: said, retryable: true } })
})

it('makes a problem of a rejection, and tells nothing of it', async () => {
  fetchRelay.mockRejectedValue(new Error('Bearer secret'))
  const said = await ask()
  expect(said).toMatchObject({ ok: false, problem: { code: 'call_failed', status: 504, retryable: true } })
  expect(JSON.stringify(said)).not.toContain('secret')
})

it.each<[string, object, string, boolean]>([
  ['no profile names a relay', { variables: {} }, 'relay_not_named', false],
  ['the relay is no https origin', { variables: { RELAY_URL: 'http://relay.example.com' } }, 'relay_not_named', false],
  ['the relay has a path', { variables: { RELAY_URL: 'https://relay.example.com/x' } }, 'relay_not_named', false],
  ['there is no record to read', { actions: {} }, 'contact_unreadable', true],
  [
    'the record cannot be read',
    { actions: { fetchCrmObjectProperties: () => Promise.reject(new Error('no')) } },
    'contact_unreadable',
    true,
  ],
  [
    'another contact is open',
    { actions: { fetchCrmObjectProperties: async () => ({ hs_object_id: 102 }) } },
    'another_contact',
    false,
  ],
  ...['', null, undefined].map((hs_object_id): [string, object, string, boolean] => [
    `the open record is ${JSON.stringify(hs_object_id)}`,
    { actions: { fetchCrmObjectProperties: async () => ({ ...record, hs_object_id }) } },
    'record_unnamed',
    false,
  ]),
])('asks nothing when %s, and says that nothing was taken', async (_, api, code, retryable) => {
  expect(await ask(api)).toMatchObject({ ok: false, problem: { code, status: 424, retryable } })
  expect(fetchRelay).not.toHaveBeenCalled()
})

it('gives up after 20 seconds, whichever step hangs', async () => {
  const forever = () => new Promise<never>(() => {})
  for (const hanging of [{ actions: { fetchCrmObjectProperties: forever } }, {}]) {
    fetchRelay.mockImplementation(forever)
    const callRelay = await opened(hanging)
    vi.useFakeTimers()
    const asking = callRelay<'conversation'>({ call: 'conversation', contactId: '101', request: { portalId: '1' } })
    await vi.advanceTimersByTimeAsync(20_000)
    expect(await asking).toMatchObject({ ok: false, problem: { code: 'no_answer', status: 504, retryable: true } })
    vi.useRealTimers()
  }
})

it('logs which call failed and why, and nothing of what was written', async () => {
  fetchRelay.mockRejectedValue(new Error('connection reset'))
  const callRelay = await opened()
  const request = { portalId: '1', idempotencyKey: 'key-key-key', body: 'Between us' }
  await callRelay<'send-message'>({ call: 'send-message', contactId: '101', request })
  expect(log.mock.calls).toEqual([['Call send-message failed: connection reset']])
})
