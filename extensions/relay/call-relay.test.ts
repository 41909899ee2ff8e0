import { hubspot, logger } from '@hubspot/ui-extensions'
import { createElement } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { callRelay } from './call-relay.ts'

const ask = () => callRelay<'conversation'>({ call: 'conversation', contactId: '101', request: { portalId: '1' } })

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(logger, 'error').mockReturnValue(undefined)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('asks the app function and lets HubSpot add the contact’s properties', async () => {
  const answer = { ok: true, value: { messages: [], lines: [], cursor: '1' } }
  const serverless = vi.spyOn(hubspot, 'serverless').mockResolvedValue(answer)
  expect(await ask()).toEqual(answer)
  expect(serverless).toHaveBeenCalledExactlyOnceWith('relay', {
    parameters: { call: 'conversation', contactId: '101', request: { portalId: '1' } },
    propertiesToSend: expect.arrayContaining([
      'hs_object_id',
      'email',
      'phone',
      'mobilephone',
      'hs_whatsapp_phone_number',
    ]),
  })
  expect(vi.getTimerCount()).toBe(0)
})

it.each([undefined, null, 'fine', {}, { status: 'SUCCESS' }])('makes a problem of the answer %j', async (answer) => {
  vi.spyOn(hubspot, 'serverless').mockResolvedValue(answer)
  expect(await ask()).toMatchObject({ ok: false, problem: { code: 'unreadable_answer', status: 504, retryable: true } })
})

it.each([new Error('Bearer secret'), { status: 400 }, undefined])('makes a problem of a rejection', async (reason) => {
  vi.spyOn(hubspot, 'serverless').mockRejectedValue(reason)
  const answer = await ask()
  expect(answer).toMatchObject({ ok: false, problem: { code: 'call_failed', status: 504, retryable: true } })
  expect(JSON.stringify(answer)).not.toContain('secret')
})

it('gives up after 20 seconds', async () => {
  vi.spyOn(hubspot, 'serverless').mockReturnValue(new Promise(() => {}))
  const answer = ask()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await answer).toMatchObject({ ok: false, problem: { code: 'no_answer', retryable: true } })
})

it('goes by fetch where the relay wants proof of who asks, and from then on', async () => {
  vi.useRealTimers()
  let draw: ((api: object) => unknown) | undefined
  const { extend } = hubspot
  hubspot.extend = (callback) => void (draw = callback as typeof draw)
  vi.resetModules()
  const { callRelay: fresh } = await import('./call-relay.ts')
  hubspot.extend(() => createElement('div') as never)
  hubspot.extend = extend
  draw?.({
    context: { variables: { RELAY_URL: 'https://relay.example.com' } },
    actions: { fetchCrmObjectProperties: async () => ({ hs_object_id: '101' }) },
  })
  const problem = { code: 'proof_required', status: 403, detail: 'Who asks?' }
  const serverless = vi.spyOn(hubspot, 'serverless').mockResolvedValue({ ok: false, problem })
  const value = { messages: [], lines: [], cursor: '1' }
  const fetched = vi.spyOn(hubspot, 'fetch').mockImplementation(async () => new Response(JSON.stringify(value)))
  for (const _ of [1, 2]) {
    const parameters = { call: 'conversation', contactId: '101', request: { portalId: '1' } } as const
    expect(await fresh<'conversation'>(parameters)).toEqual({ ok: true, value })
  }
  expect(serverless).toHaveBeenCalledOnce()
  expect(fetched.mock.calls.map(([url]) => url)).toEqual(Array(2).fill('https://relay.example.com/card/conversation'))
})
