import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refuseHubSpotRequest } from '../../relay/hubspot/signature.ts'
import { createFetchProxy, type FetchProxy } from './fetch-proxy.ts'

const publicUrl = 'https://relay.company.example'
const clientSecret = 'client-secret-of-the-app'

let server: Server
let proxy: FetchProxy
let asked: { method: string; target: string; headers: IncomingMessage['headers']; body: Buffer }[]
/** Status and body of each answer in turn, the last of them for ever; 0 breaks the connection off. */
let answers: [number, string][]

beforeEach(async () => {
  asked = []
  answers = [[200, '{"fine":true}']]
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { method = '', url: target = '', headers } = request
      asked.push({ method, target, headers, body: Buffer.concat(parts) })
      const [status, body] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [500, '']
      if (status === 0) return request.socket.destroy()
      return response.writeHead(status).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  proxy = createFetchProxy({
    installed: { portalId: 88, appId: 5 },
    clientSecret,
    permittedOrigins: [publicUrl],
    reach: (url) => url.replace(publicUrl, origin),
  })
})
afterEach(() => {
  server.closeAllConnections()
  return new Promise<void>((resolve) => server.close(() => resolve()))
})

const robin = { id: 7, email: 'robin+x@company.example' }
const post = { requestUri: `${publicUrl}/card/messages`, method: 'POST', requestBody: { text: 'Grüße' } }

test('a request carries who asks, signed for its public address', async () => {
  expect(await proxy.ask(post, robin)).toEqual({
    status: 200,
    json: { status: 'success', responseBody: { fine: true }, context: { appServerStatusCode: ['200'] } },
  })
  const [request] = asked
  expect(request).toMatchObject({
    method: 'POST',
    target: '/card/messages?portalId=88&userId=7&userEmail=robin%2Bx%40company.example&appId=5',
  })
  expect(JSON.parse(String(request?.body))).toEqual({ text: 'Grüße' })
  const proof = { secrets: [clientSecret], accept: ['v3'] as const, publicUrl, now: new Date() }
  expect(refuseHubSpotRequest({ ...proof, ...request! })).toBeNull()
})

test('each user is named as who asks, and the one header that is allowed goes along', async () => {
  await proxy.ask({ ...post, requestHeaders: { authorization: 'Bearer x' } }, { id: 8, email: 'kim@company.example' })
  expect(asked[0]).toMatchObject({
    target: '/card/messages?portalId=88&userId=8&userEmail=kim%40company.example&appId=5',
    headers: { authorization: 'Bearer x' },
  })
})

test('a refusal of the relay comes with its status and its words', async () => {
  answers = [[422, '{"code":"no"}']]
  expect((await proxy.ask(post, robin)).json).toMatchObject({
    status: 'error',
    category: 'BAD_GATEWAY',
    responseBody: { code: 'no' },
    context: { appServerStatusCode: ['422'] },
  })
  expect(asked).toHaveLength(1)
})

test.each([[500], [503], [0]])('after %i it asks once more, and no more', async (status) => {
  answers = [
    [status, ''],
    [200, '{"fine":true}'],
  ]
  expect((await proxy.ask(post, robin)).json).toMatchObject({ status: 'success' })
  expect(asked).toHaveLength(2)
  answers = [[status, '']]
  expect(await proxy.ask(post, robin)).toMatchObject({ json: { status: 'error', category: 'BAD_GATEWAY' } })
  expect(asked).toHaveLength(4)
})

test.each([
  ['an origin that the app does not name', { requestUri: 'https://elsewhere.example/card/messages' }],
  ['no https', { requestUri: 'http://relay.company.example/card/messages' }],
  ['no address', { requestUri: '/card/messages' }],
  ['a header of its own', { ...post, requestHeaders: { 'x-mine': '1' } }],
  ['more than 1 MB', { ...post, requestBody: 'x'.repeat(1_048_577) }],
])('%s is refused, and nothing is asked', async (_what, request) => {
  expect(await proxy.ask(request, robin)).toMatchObject({ status: 400, json: { category: 'VALIDATION_ERROR' } })
  expect(asked).toEqual([])
})

test('more than twenty at once are too many', async () => {
  const all = await Promise.all(Array.from({ length: 21 }, () => proxy.ask(post, robin)))
  expect(all.filter(({ status }) => status === 429)).toHaveLength(1)
})
