import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { HubSpotId } from '../contract/contact.ts'
import { refuseFunctionRequest } from '../contract/function-signature.ts'
import { LetPassRequest } from '../contract/let-pass.ts'
import { MessageOriginalRequest } from '../contract/message-original.ts'
import { MessageTraceRequest } from '../contract/message-trace.ts'
import { SettleMessageRequest } from '../contract/settle-message.ts'
import { generatedFiles } from '../project/generated-files.ts'
import { fakeRelay, type FakeRelay } from './fake-relay.ts'
import { postToRelay } from './post-to-relay.ts'
import * as source from './relay.ts'

const send = {
  call: 'send-message',
  contactId: '101',
  request: {
    portalId: '999',
    userId: '7',
    userEmail: 'rep@example.com',
    idempotencyKey: 'draft-0001',
    body: 'Grüße 👋',
  },
}
const messageId = '01900000-0000-7000-8000-000000000001'
const rep = { portalId: '999', userId: '7', userEmail: 'rep@example.com' }
const deed = (call: string, said = {}) => ({ call, contactId: '101', request: { ...rep, messageId, ...said } })
const deeds: [string, ReturnType<typeof deed>, string, TSchema, object][] = [
  [
    'word about a message in doubt',
    deed('settle-message', { outcome: 'not_sent' }),
    '/card/settle',
    SettleMessageRequest,
    { messageId, status: 'failed' },
  ],
  ['wish to let others pass a message', deed('let-pass'), '/card/let-pass', LetPassRequest, { messageId }],
  ['wish for a whole mail', deed('message-original'), '/card/original', MessageOriginalRequest, { text: 'All of it.' }],
  [
    'question about a message',
    deed('message-trace'),
    '/card/trace',
    MessageTraceRequest,
    { events: [{ messageId, at: '2026-11-21T10:00:00Z', kind: 'sent', text: 'Sent.' }] },
  ],
]
const propertiesToSend = { hs_object_id: '101', firstname: 'Ada', phone: '+4915112345678', email: null }

let folder: string
let bundle: typeof source
let relay: FakeRelay

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homing-function-'))
  const file = join(folder, 'relay.cjs')
  await writeFile(file, (await generatedFiles()).get('src/app/functions/relay.js') ?? '')
  bundle = createRequire(import.meta.url)(file)
})
afterAll(() => rm(folder, { recursive: true }))

beforeEach(async () => {
  relay = await fakeRelay()
  vi.stubEnv('HOMING_FUNCTION_SECRET', 'a-shared-secret')
  vi.stubEnv('HOMING_PORTAL_ID', '424242')
  vi.stubEnv('HOMING_RELAY_URL', relay.url)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await relay.close()
})

describe.each(['the source', 'the bundle HubSpot runs'])('the app function (%s)', (which) => {
  const run = (context: source.FunctionContext) => (which === 'the source' ? source : bundle).main(context)

  it('forwards a call with the contact as HubSpot read it and the portal from its own secret', async () => {
    relay.answer = { status: 201, body: '{"messageId":"m1","status":"queued","duplicate":false}' }
    const answer = await run({ parameters: send, propertiesToSend })
    expect(answer).toEqual({ ok: true, value: { messageId: 'm1', status: 'queued', duplicate: false } })
    expect(relay.received).toHaveLength(1)
    const request = relay.received[0]
    expect([request?.method, request?.target]).toEqual(['POST', '/card/messages'])
    expect(request?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(String(request?.body))).toEqual({
      ...send.request,
      portalId: '424242',
      contact: { id: '101', properties: propertiesToSend },
    })
  })

  it.each(deeds)('forwards a %s as the relay expects it', async (_, parameters, path, schema, value) => {
    relay.answer = { status: 200, body: JSON.stringify(value) }
    expect(await run({ parameters, propertiesToSend })).toEqual({ ok: true, value })
    const request = relay.received[0]
    expect([request?.method, request?.target]).toEqual(['POST', path])
    const body: unknown = JSON.parse(String(request?.body))
    expect(body).toEqual({
      ...parameters.request,
      portalId: '424242',
      contact: { id: '101', properties: propertiesToSend },
    })
    expect([...Value.Errors(schema, body)]).toEqual([])
  })

  it.each(deeds)('refuses a %s that names another contact than the open one', async (_, parameters) => {
    for (const hs_object_id of ['999', 999, '', null, undefined, 0, '0101', '101 ', ['101'], { value: '101' }]) {
      const answer = await run({ parameters, propertiesToSend: { ...propertiesToSend, hs_object_id } })
      expect(answer).toMatchObject({ ok: false, problem: { code: 'invalid_call', status: 400 } })
    }
    const { hs_object_id: _record, ...unnamed } = propertiesToSend
    for (const read of [{ propertiesToSend: unnamed }, { propertiesToSend: {} }, {}]) {
      const answer = await run({ parameters, ...read })
      expect(answer).toMatchObject({ ok: false, problem: { code: 'invalid_call', status: 400 } })
      expect(JSON.stringify(answer)).toContain('propertiesToSend')
    }
    expect(relay.received).toHaveLength(0)
    for (const hs_object_id of ['101', 101]) {
      const right = await run({ parameters, propertiesToSend: { ...propertiesToSend, hs_object_id } })
      expect(right.ok).toBe(true)
    }
  })

  it.each(deeds)('lets no browser name the portal or the contact of a %s', async (_, parameters) => {
    const claimed = { portalId: '1', contact: { id: '666', properties: {} } }
    await run({ parameters: { ...parameters, request: { ...parameters.request, ...claimed } }, propertiesToSend })
    expect(JSON.parse(String(relay.received[0]?.body))).toMatchObject({
      portalId: '424242',
      contact: { id: '101', properties: propertiesToSend },
    })
  })

  it('hands on whatever properties HubSpot read, by whatever names the relay asked for them', async () => {
    const read = { ...propertiesToSend, second_mobile: '+4915100000000', tries: 5, gone: undefined }
    await run({ parameters: send, propertiesToSend: read })
    expect(JSON.parse(String(relay.received[0]?.body))).toMatchObject({
      contact: { properties: { ...propertiesToSend, second_mobile: '+4915100000000', tries: '5', gone: null } },
    })
  })

  it('passes the files of a message on', async () => {
    const attachments = [{ url: 'https://files.example.com/offer.pdf' }]
    await run({ parameters: { ...send, request: { ...send.request, attachments } }, propertiesToSend })
    expect(JSON.parse(String(relay.received[0]?.body))).toMatchObject({ body: 'Grüße 👋', attachments })
  })

  it('signs the bytes it sends, so that the relay accepts them and refuses any other', async () => {
    await run({ parameters: { ...send, call: 'conversation', request: {} }, propertiesToSend })
    const request = relay.received[0]
    if (!request) throw new Error('nothing arrived')
    const signed = { ...request, now: new Date() }
    expect(request.target).toBe('/card/conversation')
    expect(refuseFunctionRequest(['a-shared-secret'], signed)).toBeNull()
    expect(refuseFunctionRequest(['another-secret'], signed)).not.toBeNull()
    expect(refuseFunctionRequest(['a-shared-secret'], { ...signed, body: Buffer.from('{}') })).not.toBeNull()
  })

  it('passes a problem of the relay through as it is', async () => {
    const problem = {
      type: 'urn:homing:problem:empty_body',
      title: 'Unprocessable Entity',
      status: 422,
      code: 'empty_body',
      detail: 'Write something first.',
      retryable: false,
      traceId: 't1',
    }
    relay.answer = {
      status: 422,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify(problem),
    }
    expect(await run({ parameters: send, propertiesToSend })).toEqual({ ok: false, problem })
  })

  it.each<[string, FakeRelay['answer'], string, boolean]>([
    ['a gateway page', { status: 502, body: '<html>Bad gateway</html>' }, 'relay_unreachable', true],
    ['a cut connection', 'reset', 'relay_unreachable', true],
    ['a login page', { status: 200, body: '<html>Sign in</html>' }, 'relay_answer_unreadable', false],
    ['a page that is not there', { status: 404, body: 'not found' }, 'relay_answer_unreadable', false],
    ['a redirect', { status: 308, headers: { location: '/elsewhere' }, body: '' }, 'relay_answer_unreadable', false],
  ])('turns %s into a problem a rep can act on', async (_, reply, code, retryable) => {
    relay.answer = reply
    const answer = await run({ parameters: send, propertiesToSend })
    expect(answer).toMatchObject({ ok: false, problem: { code, retryable, type: `urn:homing:problem:${code}` } })
    expect(relay.received).toHaveLength(1)
  })

  it('says that the relay is unreachable when nothing listens there', async () => {
    vi.stubEnv('HOMING_RELAY_URL', 'http://127.0.0.1:1')
    const answer = await run({ parameters: send, propertiesToSend })
    expect(answer).toMatchObject({ ok: false, problem: { code: 'relay_unreachable', status: 503, retryable: true } })
  })

  it('names the secrets an administrator still has to set, and never their values', async () => {
    vi.stubEnv('HOMING_FUNCTION_SECRET', '')
    vi.stubEnv('HOMING_PORTAL_ID', 'my-portal')
    const answer = await run({ parameters: send, propertiesToSend })
    expect(answer).toMatchObject({ ok: false, problem: { code: 'function_not_configured', retryable: false } })
    expect(JSON.stringify(answer)).toContain('HOMING_FUNCTION_SECRET, HOMING_PORTAL_ID')
    expect(JSON.stringify(answer)).not.toContain('my-portal')
    expect(relay.received).toHaveLength(0)
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'send'],
    ['an unknown call', { ...send, call: 'delete-everything' }],
    ['a call every object has', { ...send, call: 'constructor' }],
    ['a contact that is no id', { ...send, contactId: '../1' }],
    ['a contact as a number', { ...send, contactId: 101 }],
    ['no request', { call: 'conversation', contactId: '101' }],
    ['a list as request', { ...send, request: [] }],
  ])('refuses %s before anything is sent', async (_, parameters) => {
    const answer = await run({ parameters, propertiesToSend })
    expect(answer).toMatchObject({ ok: false, problem: { code: 'invalid_call', status: 400, retryable: false } })
    expect(relay.received).toHaveLength(0)
  })
})

it('does not wait for ever on a relay that hangs', async () => {
  relay.answer = 'hang'
  const secrets = { functionSecret: 'a-shared-secret', portalId: '424242', relayUrl: relay.url }
  const posting = postToRelay(secrets, { id: 'request-1', path: '/card/messages', body: {} }, 200)
  await expect(posting).rejects.toMatchObject({ code: 'relay_timeout', status: 504, retryable: true })
})

it('takes exactly the contact ids that the contract allows', async () => {
  for (const contactId of ['1', '0', '01', '9'.repeat(18), '9'.repeat(19), '-1', '1 ']) {
    const read = { ...propertiesToSend, hs_object_id: contactId }
    const answer = await source.main({ parameters: { ...send, contactId }, propertiesToSend: read })
    expect(answer.ok, contactId).toBe(Value.Check(HubSpotId, contactId))
  }
})
