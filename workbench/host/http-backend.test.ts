// @vitest-environment node
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ExtensionContext } from './extension-api.ts'
import { httpBackend } from './http-backend.ts'

const context = {
  location: 'crm.record.sidebar',
  crm: { objectId: 101, objectTypeId: '0-1' },
  extension: { appId: 4711 },
} as ExtensionContext
let server: Server
let asked: { url: string; body: unknown }[]
let answer: { status: number; body: unknown }

beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += String(chunk)))
    request.on('end', () => {
      asked.push({ url: request.url ?? '', body: JSON.parse(text) })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())))

const backend = () =>
  httpBackend({ base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, context, portalId: 88 })

test('a function call carries the record, and resolves to the return value', async () => {
  answer = { status: 200, body: { logId: 'l', response: { fine: true } } }
  const value = await backend().serverless('relay', { parameters: { call: 'x' }, propertiesToSend: ['phone'] })
  expect(value).toEqual({ fine: true })
  expect(asked).toEqual([
    {
      url: '/api/crm-extensibility/execution/internal/v3/action/function/4711?portalId=88',
      body: {
        appId: 4711,
        extensibleCardId: 0,
        serverlessFunction: 'relay',
        location: 'crm.record.sidebar',
        objectQuery: { objectId: 101, objectTypeId: '0-1', objectPropertyNames: ['phone'] },
        objectId: 101,
        objectTypeId: '0-1',
        parameters: { call: 'x' },
      },
    },
  ])
})

test('a failed function rejects with the first reason it gives', async () => {
  answer = {
    status: 400,
    body: { message: 'There was a problem', errors: [{ message: "The function 'relay' failed" }] },
  }
  await expect(backend().serverless('relay')).rejects.toThrow("The function 'relay' failed")
})

test('a proxied fetch answers with what the app server said, also when that was a refusal', async () => {
  answer = {
    status: 200,
    body: { status: 'success', responseBody: { id: 1 }, context: { appServerStatusCode: ['201'] } },
  }
  const url = 'https://relay.example.com/card/messages'
  const made = await backend().fetch(url, { method: 'POST', body: { a: 1 }, timeout: 5000 })
  expect([made.status, JSON.parse(made.body)]).toEqual([201, { id: 1 }])
  expect(asked[0]).toMatchObject({
    url: '/api/crm-extensibility/execution/internal/v3/proxy?portalId=88',
    body: { requestUri: url, method: 'POST', requestTimeoutMillis: 5000, requestBody: { a: 1 } },
  })
  const refusal = { status: 'error', category: 'BAD_GATEWAY', responseBody: { code: 'no' } }
  answer = { status: 200, body: { ...refusal, context: { appServerStatusCode: ['422'] } } }
  const refused = await backend().fetch(url, {})
  expect([refused.status, JSON.parse(refused.body)]).toEqual([422, { code: 'no' }])
})
