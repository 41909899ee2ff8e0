import { once } from 'node:events'
import { connect } from 'node:net'
import pino from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../test/ask.ts'
import { sayRaw } from '../../test/bad-input/say-raw.ts'
import { signFunctionRequest } from '../../contract/function-signature.ts'
import { createWorld, clientSecret, functionSecret, type World } from '../../test/world.ts'
import { zones } from '../zone/zones.ts'
import { door, route } from './route.ts'
import { securityHeaders } from './security-headers.ts'
import { createServer } from './server.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

interface OpenApi {
  openapi: string
  info: { title: string; version: string }
  paths: Record<
    string,
    Record<
      string,
      {
        summary?: string
        parameters?: { name: string; in: string; required?: boolean }[]
        requestBody?: { content: Record<string, { schema: object }> }
        responses: Record<string, { description?: string; content?: Record<string, { schema: object }> }>
      }
    >
  >
}

async function openApi(): Promise<{ text: string; document: OpenApi }> {
  const response = await fetch(`${world.url}/openapi.json`)
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  const text = await response.text()
  return { text, document: JSON.parse(text) as OpenApi }
}

test('/openapi.json is OpenAPI 3.1 and tells of every route in a sentence', async () => {
  const { document } = await openApi()
  expect(document.openapi).toMatch(/^3\.1\.\d$/)
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  expect(operations.length).toBeGreaterThanOrEqual(6)
  for (const { path, method, operation } of operations) {
    expect(operation.summary, path).toMatch(/^[A-Z].*[.?]$/)
    expect(Object.keys(operation.responses), path).toContain('200')
    for (const response of Object.values(operation.responses)) expect(response.description).toEqual(expect.any(String))
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const told = (operation.parameters ?? []).filter((one) => one.in === 'path' && one.required).map((one) => one.name)
    expect(told.toSorted(), path).toEqual(named.toSorted())
    if (method !== 'post') continue
    const refusal = operation.responses.default?.content?.['application/problem+json']?.schema
    expect(refusal, path).toMatchObject({ properties: { code: {}, detail: {}, retryable: {}, traceId: {} } })
  }
})

test('/openapi.json and the probes tell no secret', async () => {
  const { text } = await openApi()
  const probes = await Promise.all(['/healthz', '/readyz'].map(async (path) => (await fetch(world.url + path)).text()))
  for (const said of [text, ...probes]) {
    for (const secret of [
      clientSecret,
      functionSecret,
      'pat-na1-test',
      'phone-key',
      'phone-webhook-secret',
      'postgres',
    ]) {
      expect(said).not.toContain(secret)
    }
  }
})

test('the probes say that the relay lives and can accept', async () => {
  const [health, ready] = await Promise.all([fetch(`${world.url}/healthz`), fetch(`${world.url}/readyz`)])
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok', zoneData: zones.version }])
  expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'ready', missing: [] }])
})

test('no answer names the software behind it', async () => {
  const response = await fetch(`${world.url}/healthz`)
  expect(response.headers.get('server')).toBeNull()
  expect(response.headers.get('x-powered-by')).toBeNull()
})

test.each([
  ['an answer', 'GET', '/healthz', 200],
  ['the documentation', 'GET', '/openapi.json', 200],
  ['a refusal', 'POST', '/card/messages', 401],
  ['nothing', 'GET', '/nothing', 404],
  ['an address that is none', 'POST', '/webhooks/%zz/sms', 400],
  ['a method that is none', 'FETCH', '/healthz', 400],
])('%s is neither guessed at, framed, kept nor told to anybody', async (_what, method, target, status) => {
  const answer = await ask(world.url, { method, target })
  expect(answer.status).toBe(status)
  expect(answer.headers).toMatchObject({
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })
  expect(answer.headers).not.toHaveProperty('strict-transport-security')
})

test('where it is reached by https, it says to come that way for ever', () => {
  expect(securityHeaders('https://relay.example')).toHaveProperty('strict-transport-security')
})

test.each([
  ['headers', 'POST /slow HTTP/1.1\r\nhost: x\r\nx-slow: '],
  ['a body', 'POST /slow HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{'],
  ['a body in pieces', 'POST /slow HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{'],
])('whoever does not come to the end of %s is not waited for, and told so', async (_what, bytes) => {
  const slow = route({
    ...{ method: 'POST', path: '/slow', summary: 'Waits.', response: Type.String() },
    door: door(() => null),
    handle: async () => 'never',
  })
  const server = await createServer({
    routes: [slow],
    health: { ready: async () => [], notes: async () => [] },
    log: pino({ level: 'silent' }),
    headers: { 'x-own': 'yes' },
    failures: () => 0,
    refused: () => undefined,
    patience: { headers: 100, request: 200, check: 50 },
  })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const [answer, ...more] = await sayRaw(url, bytes)
  expect(more).toEqual([])
  expect(answer).toMatchObject({ status: 408, headers: { 'x-own': 'yes', connection: 'close' } })
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'request_timeout', retryable: true, title: 'Request Timeout' })
  await server.close()
})

test('what was told that it came too late is not done when the rest of it comes after all', async () => {
  let done = 0
  const slow = route({
    ...{ method: 'POST', path: '/slow', summary: 'Counts.', response: Type.String(), body: Type.Object({}) },
    door: door(() => null),
    handle: async () => String((done += 1)),
  })
  const server = await createServer({
    routes: [slow],
    health: { ready: async () => [], notes: async () => [] },
    log: pino({ level: 'silent' }),
    headers: {},
    failures: () => 0,
    refused: () => undefined,
    patience: { headers: 100, request: 200, check: 50 },
  })
  const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }))
  const head = 'POST /slow HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n'
  const socket = connect({ host: '127.0.0.1', port: Number(port), allowHalfOpen: true }).on('error', () => undefined)
  socket.write(head)
  const [told] = (await once(socket, 'data')) as [Buffer]
  expect(told.toString()).toContain('408')
  const closed = once(socket.resume(), 'close')
  socket.end('{}')
  await closed
  expect(done).toBe(0)
  await server.close()
})

test('a body of a hundred thousand members that nobody knows is refused before they are looked through', async () => {
  const members = Array.from({ length: 80_000 }, (_, index) => `"k${index}":0`).join(',')
  const target = '/admin/lines/pause'
  const body = Buffer.from(`{"portalId":"4242","lineId":"sms","reason":"none",${members}}`)
  const signed = signFunctionRequest(functionSecret, {
    ...{ id: 'a-request-with-many-members', method: 'POST', target, body, now: new Date() },
  })
  const headers = { 'content-type': 'application/json', ...signed }
  const { status, text } = await ask(world.url, { method: 'POST', target, headers, body })
  expect([status, JSON.parse(text)]).toMatchObject([
    400,
    { code: 'invalid_request', detail: expect.stringContaining('far more than belongs into it') },
  ])
})
