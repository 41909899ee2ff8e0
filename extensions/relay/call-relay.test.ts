import { hubspot, logger } from '@hubspot/ui-extensions'
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
