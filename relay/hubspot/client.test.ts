import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { until } from '../../test/until.ts'
import { Permanent, Temporary } from '../errors.ts'
import { HubSpotDoubt, HubSpotRefusal } from './client.ts'
import { fixedTokens } from './fixed-tokens.ts'
import { ownHubSpot } from '../../workbench/hubspot/fixture/own-hubspot.ts'

const blocked: number[] = []
const budget = {
  spend: async () => undefined,
  block: async (_portalId: string, wait: number) => void blocked.push(wait),
}
const { hubspot, client: clientOf } = await ownHubSpot({ search: 100 })
afterEach(() => void (blocked.length = 0))

const clientAt = (baseUrl: string, token = 'token') =>
  clientOf({ baseUrl, tokens: fixedTokens(token), budget, timeLimit: 1_500 })

/** Asks for something; what was thrown is given back. */
async function thrown(repeatable: boolean, client = clientAt(hubspot.url)): Promise<unknown> {
  const request = { method: 'POST' as const, path: '/crm/objects/{version}/contacts/search', body: {}, repeatable }
  return client.request('4242', request).then(
    () => null,
    (error: unknown) => error,
  )
}

test('an answer comes back as it was given, on the date-based path', async () => {
  const id = hubspot.seedContact(4242, { email: 'ada@example.com' })
  const path = `/crm/objects/{version}/contacts/${id}?properties=email`
  const answer = await clientAt(hubspot.url).request('4242', { method: 'GET', path, repeatable: true })
  expect(answer).toMatchObject({ id, properties: { email: 'ada@example.com' } })
  expect(hubspot.calls.recent().at(-1)?.path).toBe(`/crm/objects/2026-09/contacts/${id}`)
})

test.each([
  ['500', { kind: 'status', status: 500 }],
  ['503 with a page', { kind: 'status', status: 503, body: '<html>' }],
  ['a cut connection', { kind: 'reset' }],
  ['an answer that is cut off', { kind: 'reset-after' }],
  ['silence', { kind: 'hang' }],
] as const)('%s: later if asking again does no harm, else in doubt', async (_what, fault) => {
  hubspot.faults.next({ ...fault, times: 2 })
  const again = await thrown(true)
  expect(again).toBeInstanceOf(Temporary)
  expect(again).not.toBeInstanceOf(HubSpotDoubt)
  expect(await thrown(false)).toBeInstanceOf(HubSpotDoubt)
})

test('where nobody listens nothing was done, so there is no doubt', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  const error = await thrown(false, clientAt(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`))
  expect(error).toMatchObject({ code: 'hubspot_unreachable' })
  expect(error).not.toBeInstanceOf(HubSpotDoubt)
})

test.each([
  ['TEN_SECONDLY_ROLLING', 'hubspot_rate_limit', 10_000, [10_000]],
  ['DAILY', 'hubspot_daily_limit', 600_000, [600_000]],
  ['SECONDLY', 'hubspot_rate_limit', 1_000, []],
])('429 %s: nobody asks before the time is over', async (policyName, code, retryAfter, blocks) => {
  hubspot.faults.next({ kind: 'status', status: 429, body: { status: 'error', message: 'Too much.', policyName } })
  const error = await thrown(false)
  expect(error).toMatchObject({ code, retryAfter })
  expect(error).not.toBeInstanceOf(HubSpotDoubt)
  expect(blocked).toEqual(blocks)
})

test('Retry-After has the last word', async () => {
  hubspot.faults.next({ kind: 'status', status: 429, headers: { 'retry-after': '7' }, body: { policyName: 'DAILY' } })
  expect(await thrown(true)).toMatchObject({ retryAfter: 7_000 })
})

test.each([423, 477])('%i was refused before anything was done', async (status) => {
  hubspot.faults.next({ kind: 'status', status })
  const error = await thrown(false)
  expect(error).toMatchObject({ code: 'hubspot_busy' })
  expect(error).not.toBeInstanceOf(HubSpotDoubt)
})

test('a token or a scope that is missing waits for an admin and says what to do', async () => {
  const refused = await thrown(true, clientAt(hubspot.url, 'another'))
  expect(refused).toBeInstanceOf(Temporary)
  expect(refused).toMatchObject({
    code: 'hubspot_token_refused',
    message: expect.stringContaining('access token and scopes'),
  })
  const body = { status: 'error', category: 'MISSING_SCOPES', errors: [{ context: { requiredGranularScopes: ['x'] } }] }
  hubspot.faults.next({ kind: 'status', status: 403, body })
  expect(await thrown(true)).toMatchObject({ code: 'hubspot_scope_missing', scopes: ['x'] })
})

test('what HubSpot refuses for good comes with its words', async () => {
  const path = '/crm/objects/{version}/contacts/search'
  const body = { filterGroups: [{ filters: [{ propertyName: 'nothing_like_it', operator: 'EQ', value: '1' }] }] }
  const asked = clientAt(hubspot.url).request('4242', { method: 'POST', path, body, repeatable: true })
  await expect(asked).rejects.toBeInstanceOf(HubSpotRefusal)
  await expect(asked).rejects.toBeInstanceOf(Permanent)
  await expect(asked).rejects.toMatchObject({ gone: false, message: expect.stringContaining('nothing_like_it') })
})

test('a spent budget asks nothing of HubSpot', async () => {
  const before = hubspot.calls.totals().calls
  const client = clientOf({
    budget: {
      ...budget,
      spend: async () => {
        throw new Temporary('hubspot_rate_limit', 'spent', { retryAfter: 1 })
      },
    },
  })
  expect(await thrown(false, client)).toMatchObject({ code: 'hubspot_rate_limit' })
  expect(hubspot.calls.totals().calls).toBe(before)
})

test.each(['token', 'budget'] as const)('what waited for its %s until the time was up does not leave', async (slow) => {
  const before = hubspot.calls.totals().calls
  const wait = () => new Promise((resolve) => setTimeout(resolve, 60))
  const tokens = fixedTokens('token')
  const client = clientOf({
    timeLimit: 20,
    tokens: { ...tokens, accessTokenOf: async (id) => (slow === 'token' && (await wait()), tokens.accessTokenOf(id)) },
    budget: { ...budget, spend: async () => void (slow === 'budget' && (await wait())) },
  })
  expect(await thrown(false, client)).toMatchObject({ code: 'hubspot_not_asked' })
  expect(hubspot.calls.totals().calls).toBe(before)
})

describe('a request that is given up is ended', () => {
  /** A server that takes requests and never answers, or only half of it. */
  async function silent(half = false) {
    const ended = vi.fn()
    const server = createHttpServer((request, response) => {
      request.socket.once('close', ended)
      if (half) response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{')
      else request.resume()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const { port } = server.address() as AddressInfo
    return { baseUrl: `http://127.0.0.1:${port}`, ended }
  }

  test.each([
    ['never answers', false],
    ['stops in the middle of its answer', true],
  ])('when its time is up and HubSpot %s', async (_what, half) => {
    const { baseUrl, ended } = await silent(half)
    expect(await thrown(false, clientOf({ baseUrl, timeLimit: 200 }))).toBeInstanceOf(HubSpotDoubt)
    await until(() => expect(ended).toHaveBeenCalledOnce())
  })

  test('when the relay stops', async () => {
    const { baseUrl, ended } = await silent()
    const stopping = new AbortController()
    const asked = thrown(true, clientOf({ baseUrl, timeLimit: 60_000, stopping: stopping.signal }))
    setTimeout(() => stopping.abort(), 100)
    expect(await asked).toMatchObject({ code: 'hubspot_unreachable' })
    await until(() => expect(ended).toHaveBeenCalledOnce())
  })

  test('and none begins after that', async () => {
    const before = hubspot.calls.totals().calls
    expect(await thrown(false, clientOf({ stopping: AbortSignal.abort() }))).toMatchObject({
      code: 'hubspot_not_asked',
    })
    expect(hubspot.calls.totals().calls).toBe(before)
  })

  test('by the fetch that is given, while the process’s own stays what it is', async () => {
    const own = globalThis.fetch
    const asking = vi.fn<typeof fetch>((input, init) => fetch(input, init))
    const client = clientOf({ fetch: asking })
    await Promise.all([thrown(true, client), thrown(true, client)])
    expect(asking).toHaveBeenCalledTimes(2)
    expect(asking.mock.calls.every(([, init]) => init?.signal instanceof AbortSignal)).toBe(true)
    expect(globalThis.fetch).toBe(own)
  })
})
