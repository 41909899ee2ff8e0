import { afterEach, beforeEach, expect, test } from 'vitest'
import { context } from '../../../test/providers/context.ts'
import { person } from '../../../test/providers/person.ts'
import { createLinqApi, type LinqApi } from '../../../workbench/linq-api/linq-api.ts'
import { Invalid } from '../../errors.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { read } from './read.ts'
import type { LinqSettings } from './settings.ts'
import { since } from './since.ts'

const address = '+14155550100'
let api: LinqApi
let line: Line<LinqSettings>
let cursor: string

beforeEach(async () => {
  api = createLinqApi({ token: 'a-token', secret: 'whsec_MTIz', numbers: [address], subscriptions: [] })
  line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'imessage',
    address,
    callbackUrl: 'https://relay.company.example/webhooks/62515/sales',
    settings: { url: await api.listen(), apiToken: 'a-token', webhookSecret: 'whsec_MTIz' },
  }
  cursor = (await since(null, line, context())).cursor
})
afterEach(() => api.close())

test.each([
  [{ reply_to: { part_index: 0 } }, 'in a thread'],
  [{ reply_to: 'x', from_handle: undefined, from: person }, 'in a thread'],
  [{ parts: 7 }, 'passes nothing on'],
])('a message in the form %j is read, and holds up no other', async (odd, words) => {
  write('+14155557002', 'in a thread').odd = odd
  write('+14155557003', 'Please call me')
  const told = await news()
  expect(told).toMatchObject([
    { kind: 'reply', body: expect.stringContaining(words) },
    { kind: 'reply', body: 'Please call me' },
  ])
  expect(await news()).toEqual([])
})

test('what cannot be read keeps its bytes, moves the cursor on, and is given once', async () => {
  write(person, 'Before')
  write(person, 'Lost').odd = { id: null, created_at: 'never', sent_at: null, updated_at: null, parts: ['precious'] }
  write(person, 'After')
  const { received, cursor: next } = await since(cursor, line, context())
  const [bad, ...others] = received.filter(({ body }) => Buffer.from(body).includes('precious'))
  expect(others).toEqual([])
  await expect(read(bad!, line)).rejects.toBeInstanceOf(Invalid)
  expect(await bodies(received)).toEqual(['After', 'Before'])
  write(person, 'Later')
  expect(await bodies((await since(next, line, context())).received)).toEqual(['Later'])
})

test('a chat that is gone holds up no other', async () => {
  write(person, 'Gone').chat.gone = true
  write('+14155557003', 'Here')
  expect(await news()).toMatchObject([{ body: 'Here' }])
})

test('what a colleague wrote in the app is told, with how it fares', async () => {
  const { id } = api.writeInApp({ from: address, to: person, parts: [{ type: 'text', value: 'From the app' }] })
  const elsewhere = { kind: 'elsewhere', providerId: id, to: person, body: 'From the app' }
  expect(await news()).toMatchObject([{ ...elsewhere, status: 'sent' }])
  api.report(id, 'read')
  expect(await news()).toMatchObject([{ ...elsewhere, status: 'read' }])
  expect(await news()).toEqual([])
})

test('a failure is told with its code where Linq names one, and blames nobody where not', async () => {
  const { id } = api.writeInApp({ from: address, to: person, parts: [{ type: 'text', value: 'Hi' }] })
  await news()
  api.report(id, 'failed')
  expect(await news()).toMatchObject([
    { kind: 'elsewhere', providerId: id, to: person, status: 'failed', error: { blame: 'unknown' } },
  ])
})

test('signs beside a message are told', async () => {
  const message = write(person, 'Hi')
  const reactions = [
    { type: 'love', is_me: false, handle: { handle: person } },
    { type: 'like', is_me: true, handle: { handle: address } },
  ]
  message.parts = [{ type: 'text', value: 'Hi', reactions }]
  const told = await news()
  expect(told).toMatchObject([
    { kind: 'reply', body: 'Hi' },
    { kind: 'reaction', from: person, to: { providerId: message.id }, reaction: '❤️' },
  ])
})

test('the address of a file ends an hour after the history gave it', async () => {
  const url = 'https://cdn.example/p.jpg?X-Amz-Signature=0a'
  api.write({ from: person, to: address, parts: [{ type: 'media', url, filename: 'p.jpg', mime_type: 'image/jpeg' }] })
  const [reply] = await news()
  const until = reply?.kind === 'reply' ? reply.attachments?.[0]?.until?.getTime() : undefined
  expect(Math.abs(Number(until) - Date.now() - 3_600_000)).toBeLessThan(60_000)
})

function write(from: string, value: string) {
  return api.write({ from, to: address, parts: [{ type: 'text', value }] })
}

async function news(): Promise<ProviderEvent[]> {
  const { received, cursor: next } = await since(cursor, line, context())
  cursor = next
  return (await Promise.all(received.map((item) => read(item, line)))).flat()
}

async function bodies(received: Received[]): Promise<string[]> {
  const events = await Promise.all(received.map((item) => read(item, line).catch(() => [])))
  return events.flatMap((list) => list.flatMap((event) => (event.kind === 'reply' ? [event.body] : []))).sort()
}
