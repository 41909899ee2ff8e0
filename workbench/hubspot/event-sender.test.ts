import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEventSender, type EventSender } from './event-sender.ts'

let server: Server
let sender: EventSender
let told: Record<string, unknown>[][]
/** The status of each answer in turn; 200 after them. */
let statuses: number[]

beforeEach(async () => {
  told = []
  statuses = []
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (part) => (text += String(part)))
    request.on('end', () => {
      told.push(JSON.parse(text) as Record<string, unknown>[])
      response.writeHead(statuses.shift() ?? 200).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  sender = await createEventSender({
    portalId: 88,
    clientSecret: 'client-secret-of-the-app',
    webhooksFile: 'src/app/webhooks/webhooks-hsmeta.json',
    relayUrl: 'https://relay.company.example',
    reach: (url) => url.replace('https://relay.company.example', origin),
  })
})
afterEach(() => {
  sender.close()
  return new Promise<void>((resolve) => server.close(() => resolve()))
})

test('a new contact is told of', async () => {
  sender.created('501')
  await sender.idle()
  expect(told).toEqual([[expect.objectContaining({ subscriptionType: 'object.creation', objectId: 501 })]])
})

test('of a change only what the app has subscribed to is told, in one batch', async () => {
  const before = { mobilephone: '+12025550101', firstname: 'Ada', email: 'ada@example.com' }
  sender.changed('501', before, { ...before, mobilephone: '+12025550102', phone: '+12025550103', firstname: 'Bea' })
  sender.changed('502', before, { ...before, firstname: 'Bea' })
  await sender.idle()
  expect(told).toEqual([
    [
      expect.objectContaining({ objectId: 501, propertyName: 'mobilephone', propertyValue: '+12025550102' }),
      expect.objectContaining({ objectId: 501, propertyName: 'phone', propertyValue: '+12025550103' }),
    ],
  ])
})

test('what is not taken is told again, as another attempt', async () => {
  statuses = [503]
  sender.created('501')
  await sender.idle()
  expect(told.map(([event]) => event?.attemptNumber)).toEqual([0, 1])
})
